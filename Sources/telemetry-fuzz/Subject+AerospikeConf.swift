import InfoProtocol

extension Subject {
  /// `aerospike.conf`: the tree and the endpoint in it.
  static let aerospikeConf: Subject = {
    let corpus = samples.map { Array($0.utf8) }
    let tokens = [
      "network", "service", "port", "3000", "tls-port", "address", "any", "access-address", "tls-name", "{", "}", "\n",
      " ", "\t", "#", "\"", "\r\n", "{ {", "} }", "network { service { port 3000 } }", "\u{FEFF}", "\u{0}", "65536",
      "-1",
    ].map { Array($0.utf8) }
    return Subject(name: "aerospike-conf", corpus: corpus, tokens: tokens + [[0xFF], [0xC3]]) { feed($0) }
  }()

  private static func feed(_ bytes: [UInt8]) -> String? {
    let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
    do throws(NodeConfigurationFault) {
      let configuration = try NodeConfiguration.parse(bytes, path: "f")
      if let fault = check(configuration.items, lines: lines, depth: 0) { return fault }
      let endpoint = try configuration.endpoint()
      guard endpoint.port > 0, !endpoint.candidates.isEmpty else { return "an endpoint that leads nowhere" }
      guard endpoint.candidates.allSatisfy({ !$0.host.isEmpty }) else { return "an empty host" }
    } catch {
      let parts = error.explanation.place.split(separator: ":")
      guard parts.first == "f" else { return "a fault without its file" }
      if parts.count > 1, !(1...lines).contains(Int(parts[1]) ?? 0) { return "a fault in line \(parts[1]) of \(lines)" }
    }
    return nil
  }

  private static func check(_ items: [NodeConfiguration.Item], lines: Int, depth: Int) -> String? {
    guard depth <= NodeConfiguration.depthLimit else { return "deeper than the limit" }
    for item in items {
      guard !item.words.isEmpty, (1...lines).contains(item.line) else { return "an item without words or line" }
      if let block = item.block, let fault = check(block, lines: lines, depth: depth + 1) { return fault }
    }
    return nil
  }

  private static let samples = [
    """
    # Aerospike database configuration file.
    service {
        proto-fd-max 15000
        feature-key-file /etc/aerospike/features.conf
    }
    logging {
        console {
            context any info
        }
    }
    network {
        service {
            address any
            port 3000
        }
        heartbeat {
            mode mesh
            address 10.0.0.5
            port 3002
            mesh-seed-address-port 10.0.0.6 3002
            interval 150
            timeout 10
        }
        fabric {
            port 3001
        }
    }
    namespace test {
        replication-factor 2
        storage-engine device {
            file /opt/aerospike/data/test.dat
            filesize 4G
        }
    }

    """,
    "network { heartbeat { port 3002 } tls t { cert-file /c } service { tls-port 4333\ntls-name t\nport 3000 # main\n} }",
    "network{service{address ::1 port 3100}}",
    "network\r\n{\r\nservice\r\n{\r\naddress \"10.0.0.1\"\r\naccess-address 192.0.2.1\r\nport\t3000\r\n}\r\n}\r\n",
    "",
  ]
}
