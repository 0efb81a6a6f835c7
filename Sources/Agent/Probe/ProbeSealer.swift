import Digest
import Platform
import Report
import Settings

/// Makes the final request of a record that a local program handed over, exactly once.
///
/// In both forms every value is whole and the payload is what the program gave: nothing is cut at a space, no line feed
/// is added. In the `headers` form a body of no bytes is sent as it is, which the public collector accepts.
public struct ProbeSealer: Sendable {
  public let form: WireForm
  public let server: String
  /// The header line of `[settings] tidheader`; nil sends none.
  public let tenant: SealedRequest.Header?
  /// What follows the record's own in the `headers` form.
  private let last: HeaderText
  /// Who vouches for the server.
  public let authority: SealedRecord.Authority

  /// Seconds of the year 9999: a collector cannot show a later moment.
  private static let latest: Int64 = 253_402_300_799

  /// The server, form and headers of a configuration: the machine's, or one that a record brought of its own, whose
  /// `cainfo` then goes with the record.
  /// - Throws: when no server is named. The default one is there to be looked at, nobody chose it.
  public init(_ configuration: Configuration, isRecordsOwn: Bool = false) throws(Explanation) {
    guard configuration.isExplicit("settings", "server"), let server = configuration.string("settings", "server") else {
      throw AgentFault.notConfigured(.collector).explanation
    }
    self.init(
      server: server,
      form: .chosen(by: configuration.string("settings", "protocol") ?? "", server: server),
      tidheader: configuration.string("settings", "tidheader") ?? "",
      authority: isRecordsOwn ? configuration.string("settings", "cainfo").map { .file($0) } ?? .system : .configured)
  }

  public init(
    server: String, form: WireForm, tidheader: String, authority: SealedRecord.Authority = .configured
  ) {
    self.authority = authority
    self.server = server
    self.form = form
    tenant = Self.header(tidheader)
    last = HeaderText((tenant.map { [$0] } ?? []) + [.init("Content-Type", "application/text")])
  }

  /// - Parameters:
  ///   - fields: the 15 headers, in the order of the record format; `machine_id` is replaced.
  ///   - payload: as the program gave it.
  ///   - machineID: the id of this moment.
  ///   - id: the record's own.
  /// - Returns: the record, for the destination `collector`.
  /// - Throws: what is wrong with a record that no collector takes and no ledger can hold.
  public func seal(
    _ fields: [ProbeField], payload: [UInt8], machineID: String, id: String
  ) throws(Explanation) -> SealedRecord {
    let kind = try Self.field(Name.classification, fields)
    let classification = kind.text
    func fault(_ what: String) -> Explanation { Explanation(what, at: classification, exit: .badData) }
    for field in fields where !field.isNamed {
      throw fault("`\(String(decoding: field.name, as: UTF8.self))` is no header name")
    }
    let severity = try Self.field(Name.severity, fields)
    guard let number = severity.number, (1...4).contains(number) else {
      throw fault("the severity `\(severity.text)` is not 1 to 4")
    }
    let created = try Self.field(Name.created, fields)
    guard let seconds = created.number, (0...Self.latest).contains(seconds) else {
      throw fault("the creation_timestamp `\(created.text)` is no number of seconds")
    }
    let event = try Self.field(Name.event, fields)
    let request = request(fields, payload, machineID)
    return SealedRecord(
      id: id, source: .probe, channels: [Self.channel(of: kind.value)],
      destination: .collector, classification: classification, severity: Int(number),
      eventID: event.isID ? event.text : "", created: Timestamp(seconds: seconds),
      revision: FieldRegistry.revision, request: request, sha256: Hex.encode(Digest.sha256(request.body)),
      authority: authority)
  }

  /// `crash` when any part of the classification is that word, else `event`.
  public static func channel(of classification: String) -> Channel { channel(of: Array(classification.utf8)[...]) }

  static func channel(of classification: ArraySlice<UInt8>) -> Channel {
    var start = classification.startIndex
    while start < classification.endIndex {
      let end = classification[start...].firstIndex(of: UInt8(ascii: "/")) ?? classification.endIndex
      if classification[start..<end] == crash { return .crash }
      start = end + 1
    }
    return .event
  }

  private static let crash = Array("crash".utf8)[...]

  // MARK: - The two forms

  private func request(_ fields: [ProbeField], _ payload: [UInt8], _ machineID: String) -> SealedRequest {
    let machine = Array(machineID.utf8)[...]
    switch form {
    case .headers:
      var sent = HeaderText()
      let room = fields.reduce(last.bytes.count) { $0 + $1.name.count + $1.value.count + 3 }
      sent.reserveCapacity(room + machine.count)
      for field in fields { sent.append(field.name, outside: field.name == Name.machine ? machine : field.value) }
      sent.append(last)
      return SealedRequest(method: "POST", url: server, headerText: sent, body: payload)
    case .json:
      var object = JSONObject()
      for field in fields {
        let value = field.name == Name.machine ? machineID : field.text
        object[String(decoding: field.name, as: UTF8.self)] = .string(value)
      }
      object["payload"] = .string(Self.text(payload))
      return SealedRequest(
        method: "POST", url: server, headers: (tenant.map { [$0] } ?? []) + [.init("Content-Type", "application/json")],
        body: JSONWriter.bytes(.object(object)))
    }
  }

  /// A payload that is no UTF-8 is read as Latin-1, byte by byte, as the public collector reads such a body: every byte
  /// can be told from the text.
  static func text(_ payload: [UInt8]) -> String {
    if let text = String(validating: payload, as: UTF8.self) { return text }
    var text = ""
    text.unicodeScalars.append(contentsOf: payload.lazy.map { Unicode.Scalar($0) })
    return text
  }

  /// As libcurl reads a header line: without a colon, or with nothing behind it, it is none.
  private static func header(_ line: String) -> SealedRequest.Header? {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = String(line[..<colon])
    let value = line[colon...].dropFirst().drop { $0 == " " || $0 == "\t" }
    guard ProbeField(name, "").isNamed, !value.isEmpty else { return nil }
    var text = HeaderText()
    text.append(Array(name.utf8), outside: Array(value.utf8)[...])
    return text.headers.first
  }

  // MARK: - What a record needs

  private enum Name {
    static let classification = Array("classification".utf8)
    static let severity = Array("severity".utf8)
    static let created = Array("creation_timestamp".utf8)
    static let event = Array("event_id".utf8)
    static let machine = Array("machine_id".utf8)
  }

  private static func field(_ name: [UInt8], _ fields: [ProbeField]) throws(Explanation) -> ProbeField {
    guard let field = fields.first(where: { $0.name == name }) else {
      let name = String(decoding: name, as: UTF8.self)
      throw Explanation("the record has no \(name)", at: "record of a program", exit: .badData)
    }
    return field
  }
}
