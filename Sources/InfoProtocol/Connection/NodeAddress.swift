/// Where a node listens: a host (name, IPv4 or IPv6 address) and a TCP port.
public struct NodeAddress: Sendable, Hashable, CustomStringConvertible {
  /// Without brackets.
  public var host: String
  public var port: UInt16

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port`, `[v6]:port`, and with a default port also `host`, `[v6]` and a bare `v6`. nil for anything
  /// else: no host, port 0, a port that is no number.
  public init?(_ text: String, defaultPort: UInt16? = nil) {
    let hostPart: Substring
    let rest: Substring
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return nil }
      hostPart = text[text.index(after: text.startIndex)..<close]
      rest = text[text.index(after: close)...]
    } else if let colon = text.firstIndex(of: ":"), text[text.index(after: colon)...].contains(":") {
      // Several colons and no brackets: an IPv6 address, which leaves no room for a port.
      (hostPart, rest) = (text[...], "")
    } else {
      let end = text.firstIndex(of: ":") ?? text.endIndex
      (hostPart, rest) = (text[..<end], text[end...])
    }
    guard !hostPart.isEmpty else { return nil }
    let port: UInt16
    if rest.isEmpty {
      guard let defaultPort else { return nil }
      port = defaultPort
    } else {
      guard rest.first == ":", let number = Self.port(rest.dropFirst()) else { return nil }
      port = number
    }
    self.init(host: String(hostPart), port: port)
  }

  /// `host:port`, an IPv6 address in brackets.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Decimal digits from 1 to 65535; no sign, no space.
  static func port(_ text: some StringProtocol) -> UInt16? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = UInt16(text),
      number > 0
    else { return nil }
    return number
  }
}
