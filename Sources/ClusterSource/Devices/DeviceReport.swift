import Platform
import Report

/// The health of disks, host by host. It holds no name of a host, disk or cluster, and nothing joins it to the cluster
/// report.
public struct DeviceReport: Sendable, Equatable {
  /// One request: all disks of one host.
  public struct Host: Sendable, Equatable {
    /// The host's pseudonym. Not in the body but as `host_id` of each record.
    public var id: String
    /// Pseudonym of the disk to `YYYYMMDD-HHMMSS` to record. A disk without a fresh sample is there, with `{}`.
    public var body: JSON
  }

  public internal(set) var hosts: [Host] = []
  /// Why something is missing, per part; empty when nothing is.
  public internal(set) var unavailable: [String: String] = [:]

  /// Host to disk to time to record, as `show-device` prints it.
  public var json: JSON {
    var object = JSONObject()
    for host in hosts { object[host.id] = host.body }
    return .object(object)
  }

  public var disks: Int { hosts.reduce(0) { $0 + ($1.body.objectValue?.count ?? 0) } }

  /// Adds a disk with its samples, cleaned, below its host.
  mutating func add(
    _ id: String, host name: String, samples: [(stamp: String, record: JSON)], store: some PseudonymStore
  ) throws(Explanation) {
    let host = try store.pseudonym(.host, of: name)
    let key = try Self.key(id, store)
    let identifiers = Identifiers(id: id, records: samples.map(\.record))
    let names = KnownNames([name])
    var records = JSONObject()
    for (stamp, record) in samples {
      guard case .object(var members) = identifiers.cleaned(record) else { continue }
      for (member, value) in members { members[member] = names.cleanedAll(value) }
      members["host_id"] = .string(host)
      records[stamp] = .object(members)
    }
    let index: Int
    if let known = hosts.firstIndex(where: { $0.id == host }) {
      index = known
    } else {
      index = hosts.count
      hosts.append(Host(id: host, body: .object(JSONObject())))
    }
    guard var disks = hosts[index].body.objectValue else { return }
    disks[key] = .object(records)
    hosts[index].body = .object(disks)
  }

  /// `vendor_model_UUID`: the receiver reads vendor and model from it.
  private static func key(_ id: String, _ store: some PseudonymStore) throws(Explanation) -> String {
    let pseudonym = try store.pseudonym(.device, of: id)
    guard let underscore = id.lastIndex(of: "_") else { return pseudonym }
    return id[...underscore] + pseudonym
  }

  /// `20261121-061452`, UTC.
  static func stamp(_ moment: Timestamp) -> String {
    let digits = moment.iso8601().filter { $0.isASCII && $0.isNumber }
    return digits.prefix(8) + "-" + digits.dropFirst(8)
  }
}

extension KnownNames {
  /// Every text of a value cleaned.
  func cleanedAll(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): return .string(cleaned(text))
    case .array(let items): return .array(items.map(cleanedAll))
    case .object(let members):
      var object = JSONObject()
      for (key, member) in members { object[key] = cleanedAll(member) }
      return .object(object)
    case .null, .bool, .number: return value
    }
  }
}
