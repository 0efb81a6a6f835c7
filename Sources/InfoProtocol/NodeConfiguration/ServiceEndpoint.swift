/// Where a configuration says that the node's service listens.
public struct ServiceEndpoint: Sendable, Equatable {
  /// Of several, the last: so the old agent took it, and so the server does.
  public var port: UInt16
  /// What `address` says, in order, `any` included; empty where it says nothing, which means `any`.
  public var addresses: [String]
  /// What clients elsewhere are told. Not tried: it may be another network's address for this machine.
  public var accessAddresses: [String]
  public var tlsPort: UInt16?
  public var tlsName: String?

  /// Where to try, in order. A service on every address is asked over the loop-back; of explicit addresses the
  /// loop-back ones come first.
  public var candidates: [NodeAddress] {
    let anywhere = addresses.isEmpty || addresses.contains { Self.wildcards.contains($0) }
    let explicit = addresses.filter { !Self.wildcards.contains($0) }
    let local = explicit.filter(Self.isLoopback)
    let hosts = anywhere ? ["127.0.0.1", "::1"] : local + explicit.filter { !Self.isLoopback($0) }
    return hosts.map { NodeAddress(host: $0, port: port) }
  }

  private static let wildcards: Set<String> = ["any", "0.0.0.0", "::", "*"]

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}

extension NodeConfiguration {
  /// What the `service` blocks of the `network` blocks say, wherever they stand and whatever stands before them.
  public func endpoint() throws(NodeConfigurationFault) -> ServiceEndpoint {
    var port: UInt16?
    var tls: Item?
    var endpoint = ServiceEndpoint(port: 0, addresses: [], accessAddresses: [])
    for setting in settings {
      switch setting.name {
      case "port": port = try Self.port(setting, path)
      case "tls-port": tls = setting
      case "address": endpoint.addresses.append(Self.bare(try Self.value(setting, path)))
      case "access-address": endpoint.accessAddresses.append(Self.bare(try Self.value(setting, path)))
      case "tls-name": endpoint.tlsName = try Self.value(setting, path)
      default: break
      }
    }
    guard let port else {
      if let tls { throw .onlyTLS(path: path, line: tls.line, port: try Self.port(tls, path)) }
      throw .noPort(path: path)
    }
    endpoint.port = port
    // A fault in what is not used is the server's to complain about.
    endpoint.tlsPort = try? tls.map { setting throws(NodeConfigurationFault) in try Self.port(setting, path) }
    return endpoint
  }

  private static let keys: Set<String> = [
    "port", "address", "access-address", "access-port", "alternate-access-address", "alternate-access-port",
    "tls-port", "tls-address", "tls-access-address", "tls-access-port", "tls-name", "tls-authenticate-client",
    "reuse-address", "disable-localhost",
  ]

  /// The lines of all service blocks. One line may hold several settings when the block is written on one line.
  private var settings: [Item] {
    let services = items.filter { $0.words == ["network"] }.flatMap { $0.block ?? [] }.filter {
      $0.words == ["service"]
    }
    return services.flatMap { $0.block ?? [] }.filter { $0.block == nil }.flatMap { item in
      var parts: [Item] = []
      for (index, word) in item.words.enumerated() {
        // A word in the place of a value is one, even if it reads like a key.
        let isKey = index == 0 || ((parts.last?.words.count ?? 0) > 1 && Self.keys.contains(word))
        if isKey {
          parts.append(Item(words: [word], line: item.line))
        } else {
          parts[parts.count - 1].words.append(word)
        }
      }
      return parts
    }
  }

  private static func value(_ item: Item, _ path: String) throws(NodeConfigurationFault) -> String {
    guard item.words.count > 1, !item.words[1].isEmpty else {
      throw .missingValue(path: path, line: item.line, key: item.name)
    }
    return item.words[1]
  }

  private static func port(_ item: Item, _ path: String) throws(NodeConfigurationFault) -> UInt16 {
    let first = try value(item, path)
    guard item.words.count == 2, let number = NodeAddress.port(first) else {
      let text = item.words.dropFirst().joined(separator: " ")
      throw .badPort(path: path, line: item.line, key: item.name, text: text)
    }
    return number
  }

  /// `[::1]` as `::1`.
  private static func bare(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") && host.count > 2 ? String(host.dropFirst().dropLast()) : host
  }
}
