import Digest
import Platform
import Report

/// Agent 1.0.12's report of the node's answers, as slow and plain as its description reads: a second opinion on
/// `CurrentReport`. Host data and the envelope are not in it. `hash` is what stands for MD5, so that the same report
/// can be had in clear.
struct OldAgent {
  /// First lines by name, refusals too: the old agent took them for values.
  let values: [String: String]
  let hash: (String) -> String

  static func md5(_ text: String) -> String { Hex.encode(Digest.md5(Array(text.utf8))) }

  init(_ values: [String: String], hash: @escaping (String) -> String = OldAgent.md5) {
    self.values = values
    self.hash = hash
  }

  /// "No answer": none came, or an empty one.
  private func answer(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  func report(isFull: Bool) -> JSONObject {
    var report = JSONObject()
    for name in ["features", "partition-generation", "edition", "version", "build", "build_os", "build_time"] {
      report[name] = .string(answer(name) ?? "")
    }
    if isFull, let text = answer("get-config") { report["config"] = .object(configuration(object(text))) }
    if let node = answer("node") { report["node"] = .string(nodeID(node)) }
    report["succession-list"] = .string(
      (answer("get-sl:") ?? "").split(separator: ",").map { nodeID(String($0)) }.joined(separator: ","))
    // Its hash of the cluster's name was the hash of a field it had just emptied.
    report["cluster-name"] = .string(answer("cluster-name") == nil ? "" : Self.md5(""))
    report["service"] = address(answer("service") ?? "").map(JSON.string) ?? .null
    for name in ["services", "services-alternate", "services-alumni"] {
      let items = (answer(name) ?? "").split(separator: ";")
      report[name] = .string(items.map { address(String($0)) ?? "" }.joined(separator: ";"))
    }
    if let text = answer("statistics") {
      var statistics = object(text)
      if let principal = statistics["paxos_principal"]?.stringValue {
        statistics["paxos_principal"] = .string(nodeID(principal))
        if let other = statistics["cluster_principal"]?.stringValue {
          statistics["cluster_principal"] = .string(nodeID(other))
        }
      }
      report["statistics"] = .object(statistics)
    }
    namespaces(&report)
    let files = (answer("udf-list") ?? "").split(separator: ";").count
    if files > 0 { report["udfs"] = .pairs(["num-udf-files": .string(String(files))]) }
    guard isFull else { return report }
    let indexes = records("sindex", hashing: ["ns", "set", "indexname", "bin", "path"])
    report["sindex-metadata"] = .array(indexes.map { .object($0.hidden) })
    var counters = JSONObject()
    for index in indexes {
      let namespace = index.clear["ns"] ?? "", name = index.clear["indexname"] ?? ""
      if let text = answer("sindex/\(namespace)/\(name)") { counters[hash(name)] = .object(object(text)) }
    }
    report["sindexes"] = .object(counters)
    report["sets"] = .array(records("sets", hashing: ["ns", "set"]).map { .object($0.hidden) })
    return report
  }

  private func namespaces(_ report: inout JSONObject) {
    var namespaces = JSONObject(), bins = JSONObject(), histograms = JSONObject()
    let build = (values["build"] ?? "").split(separator: ".").compactMap { Int($0) }
    let isNew = build.count > 1 && (build[0], build[1]) >= (5, 1)
    for name in (answer("namespaces") ?? "").split(separator: ";").map(String.init) {
      guard let text = answer("namespace/\(name)") else { continue }
      let hidden = hash(name)
      namespaces[hidden] = .object(object(replaced("{\(name)}", "{\(hidden)}", text)))
      if let text = answer("bins/\(name)") { bins[hidden] = .object(binCounts(text)) }
      var kinds = JSONObject()
      for kind in isNew ? ["latencies"] : ["latency", "throughput"] {
        var texts = JSONObject()
        for histogram in ["query", "read", "udf", "write"] {
          guard let text = answer("\(kind):hist={\(name)}-\(histogram)") else { continue }
          texts[histogram] = .string(replaced("{\(name)}", "{\(hidden)}", text))
        }
        kinds[kind] = .object(texts)
      }
      histograms[hidden] = .object(kinds)
    }
    report["namespaces"] = .object(namespaces)
    report["bins"] = .object(bins)
    report["histograms"] = .object(histograms)
  }

  private func binCounts(_ text: String) -> JSONObject {
    var counts = JSONObject()
    if text == "[single-bin]" {
      counts["single-bin"] = .string("true")
      return counts
    }
    let parts = text.split(separator: ",", maxSplits: 2).map { $0.split(separator: "=") }
    guard parts.count > 1, parts[0].first == "bin_names", parts[1].first == "bin_names_quota" else { return counts }
    for part in parts.prefix(2) { counts[String(part[0])] = .string(String(part.last ?? "")) }
    return counts
  }

  private func configuration(_ config: JSONObject) -> JSONObject {
    var config = config
    func change(_ key: String, _ hidden: (String) -> String) {
      if let text = config[key]?.stringValue { config[key] = .string(hidden(text)) }
    }
    change("service.address", hash)
    change("heartbeat.address", hash)
    if let mode = config["heartbeat.mode"]?.stringValue {
      if mode == "multicast" { change("heartbeat.multicast-group") { each($0, hash) } }
      change("heartbeat.mesh-seed-address-port") { each($0) { address($0) ?? "" } }
    }
    change("node-id", hash)
    return config
  }

  private func each(_ text: String, _ hidden: (String) -> String) -> String {
    text.split(separator: ";").map { hidden(String($0)) }.joined(separator: ";")
  }

  /// `a=1;a=2` -> `{"a":"1;2"}`
  private func object(_ text: String) -> JSONObject {
    var object = JSONObject()
    for piece in text.split(separator: ";") {
      let parts = piece.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { continue }
      object[parts[0]] = .string((object[parts[0]]?.stringValue).map { $0 + ";" + parts[1] } ?? parts[1])
    }
    return object
  }

  private func records(_ name: String, hashing keys: Set<String>) -> [(clear: [String: String], hidden: JSONObject)] {
    (answer(name) ?? "").split(separator: ";").map { record in
      var clear: [String: String] = [:]
      var hidden = JSONObject()
      for field in record.split(separator: ":") {
        let parts = field.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { continue }
        clear[parts[0]] = parts[1]
        hidden[parts[0]] = .string(keys.contains(parts[0]) ? hash(parts[1]) : parts[1])
      }
      return (clear, hidden)
    }
  }

  /// Port and MAC address out of the id.
  func nodeID(_ id: String) -> String {
    let padded = String((String(repeating: "0", count: max(0, 16 - id.count)) + id).prefix(16))
    let octets = stride(from: 0, to: 16, by: 2).map { String(padded.dropFirst($0).prefix(2)) }
    let mac = octets[2...].reversed().enumerated().map { $0.offset == 0 ? $0.element : $0.element.uppercased() }
    return "\(Int(octets[0] + octets[1], radix: 16) ?? 0):\(hash(mac.joined(separator: ":")))"
  }

  /// nil unless the text has exactly one colon.
  private func address(_ text: String) -> String? {
    if text.isEmpty { return "" }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 ? "\(hash(String(parts[0]))):\(parts[1])" : nil
  }

  private func replaced(_ word: String, _ other: String, _ text: String) -> String {
    text.split(separator: word, omittingEmptySubsequences: false).joined(separator: other)
  }
}
