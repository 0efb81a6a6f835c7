import InfoProtocol
import Platform
import TestSupport

/// A node with random answers, every one of them well-formed, in which names, addresses, ids and paths that must not
/// leave the machine were planted.
struct RandomNode {
  private(set) var values: [String: String] = [:]
  /// What must not stand in a keyed report of the current format.
  private(set) var needles: [String] = []

  init(_ draws: inout Draws) {
    let build = draws.pick(["3.16.0.1", "4.9.0.37", "5.0.0.4", "5.7.0.8", "8.0.0.15", "", "odd"], or: "")
    values["build"] = build
    for name in ["features", "edition", "version", "build_os", "partition-generation"] where !draws.oneIn(4) {
      values[name] = "plain \(draws.number(below: 1000))"
    }
    values["node"] = nodeID(&draws)
    if !draws.oneIn(4) { values["get-sl:"] = (0..<3).map { _ in nodeID(&draws) }.joined(separator: ",") + "\nok" }
    values["cluster-name"] = draws.oneIn(3) ? "null" : name(&draws)
    for service in ["service", "services", "services-alternate", "services-alumni"] {
      values[service] = (0..<draws.number(below: 3)).map { _ in endpoint(&draws) }.joined(separator: ";")
    }
    configuration(&draws)
    statistics(&draws)
    values["udf-list"] = draws.oneIn(2) ? "filename=\(name(&draws)).lua,hash=00,type=LUA;" : ""
    namespaces(&draws)
  }

  private mutating func planted(_ text: String) -> String {
    needles.append(text)
    return text
  }

  private mutating func name(_ draws: inout Draws) -> String {
    let odd = draws.pick(["", "-", "_", ".", "$", "é", " "], or: "")
    return planted(draws.word(8) + odd + draws.word(5))
  }

  private mutating func nodeID(_ draws: inout Draws) -> String {
    let octets = (0..<6).map { _ in Hex.encode([UInt8(draws.number(below: 256))]).uppercased() }
    needles.append(octets.reversed().joined(separator: ":"))
    return planted("BB9" + octets.joined())
  }

  private mutating func address(_ draws: inout Draws) -> String {
    switch draws.number(below: 3) {
    case 0: name(&draws)
    case 1: planted("198.51.\(100 + draws.number(below: 156)).\(100 + draws.number(below: 156))")
    default: planted("2001:db8::\(Hex.encode([UInt8(draws.number(below: 256)), 7, 0xAB]).prefix(4)):beef")
    }
  }

  private mutating func endpoint(_ draws: inout Draws) -> String {
    let host = address(&draws)
    return (host.contains(":") ? "[\(host)]" : host) + ":\(1 + draws.number(below: 65535))"
  }

  private mutating func path(_ draws: inout Draws) -> String { planted("/srv/" + draws.word(10)) }

  private mutating func configuration(_ draws: inout Draws) {
    var pieces = ["proto-fd-max=\(draws.number(below: 99))", "enable-ldap=false"]
    for key in [
      "service.address", "service.access-address", "fabric.address", "heartbeat.multicast-group", "info.address",
    ] {
      pieces.append("\(key)=\(draws.oneIn(4) ? "null" : address(&draws))")
      if draws.oneIn(3) { pieces.append("\(key)=\(address(&draws))") }
    }
    for key in ["heartbeat.mesh-seed-address-port", "heartbeat.tls-mesh-seed-address-port", "secrets-address-port"] {
      pieces.append("\(key)=\(endpoint(&draws))")
    }
    for key in [
      "pidfile", "work-directory", "feature-key-file", "tls[0].ca-file", "vault-token-file", "secrets-uds-path",
    ] {
      pieces.append("\(key)=\(path(&draws))")
    }
    for key in ["cluster-name", "service.tls-name", "tls[0].name", "xdr.dc", "user", "vault-namespace"] {
      pieces.append("\(key)=\(name(&draws))")
    }
    pieces.append("ldap.query-base-dn=dc=\(name(&draws)),dc=org")
    pieces.append("node-id=\(nodeID(&draws))")
    pieces.shuffle(using: &draws)
    if !draws.oneIn(5) { values["get-config"] = pieces.joined(separator: ";") }
  }

  private mutating func statistics(_ draws: inout Draws) {
    var pieces = ["uptime=\(draws.number(below: 100_000))", "objects=7", "cluster_size=2", "brand_new=1"]
    for key in ["paxos_principal", "cluster_principal"] where !draws.oneIn(3) {
      pieces.append("\(key)=\(nodeID(&draws))")
    }
    for key in ["cluster_duplicate_nodes", "cluster_clock_skew_outliers"] {
      pieces.append("\(key)=\(draws.oneIn(2) ? "null" : "\(nodeID(&draws)),\(nodeID(&draws))")")
    }
    values["statistics"] = pieces.joined(separator: ";")
  }

  private mutating func namespaces(_ draws: inout Draws) {
    let names = (0..<draws.number(below: 4)).map { _ in name(&draws) }
    values["namespaces"] = names.joined(separator: ";")
    var indexes: [String] = [], sets: [String] = []
    for namespace in names {
      if !draws.oneIn(6) {
        values["namespace/\(namespace)"] =
          "objects=\(draws.number(below: 99));{\(namespace)}-read-hist-track-back=300;storage-engine=device"
          + ";storage-engine.file[0]=\(path(&draws));storage-engine.device[0]=\(path(&draws));index-type.mount[0]=\(path(&draws))"
          + ";storage-engine.encryption-key-file=\(path(&draws));xdr-remote-datacenter=\(name(&draws))"
      }
      if !draws.oneIn(4) {
        values["bins/\(namespace)"] = draws.pick(
          ["[single-bin]", "bin_names=1,bin_names_quota=9,\(name(&draws))", "ERROR:4:no", name(&draws)], or: "")
      }
      for kind in ["latency", "latencies", "throughput"] {
        for histogram in ["read", "write"] where !draws.oneIn(3) {
          values["\(kind):hist={\(namespace)}-\(histogram)"] = "{\(namespace)}-\(histogram):msec,1.0,2.0"
        }
      }
      for _ in 0..<draws.number(below: 3) {
        let index = name(&draws), set = name(&draws)
        indexes.append(
          "ns=\(namespace):set=\(set):indexname=\(index):bin=\(name(&draws)):type=NUMERIC:path=\(name(&draws)):state=RW"
        )
        sets.append("ns=\(namespace):set=\(set):objects=\(draws.number(below: 99))")
        if !draws.oneIn(4) { values["sindex/\(namespace)/\(index)"] = "keys=1;load_pct=100" }
      }
    }
    values["sindex"] = indexes.joined(separator: ";")
    values["sets"] = sets.joined(separator: ";")
  }
}
