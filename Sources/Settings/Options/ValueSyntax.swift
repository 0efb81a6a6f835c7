/// The small grammars of option values.
enum ValueSyntax {
  /// The words of ConfigParser and of telemetrics-client, any case.
  static func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "on", "1": true
    case "false", "no", "off", "0": false
    default: nil
    }
  }

  /// Decimal digits with an optional fraction and exponent; no `inf`, `nan` or hexadecimal.
  static func seconds(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }), let value = Double(text), value.isFinite else {
      return nil
    }
    return value
  }

  /// A number without a needless `.0`.
  static func plain(_ number: Double) -> String {
    guard number == number.rounded(), number.magnitude < 1e15 else { return "\(number)" }
    return String(Int64(number))
  }

  static func isURL(_ text: String) -> Bool {
    guard let (scheme, rest) = split(text), ["http", "https"].contains(scheme) else { return false }
    return hasAuthority(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }) && isUnbroken(text)
  }

  static func isProxy(_ text: String) -> Bool {
    guard isUnbroken(text) else { return false }
    guard let (scheme, rest) = split(text) else { return hasAuthority(text[...].trimmingOneSlash) }
    guard ["http", "https", "socks4", "socks4a", "socks5", "socks5h"].contains(scheme) else { return false }
    return hasAuthority(rest.trimmingOneSlash)
  }

  static func isEmail(_ text: String) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    return at != text.startIndex && text.index(after: at) != text.endIndex
  }

  /// RFC 9110: a token, a colon, anything.
  static func isHeader(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return false }
    let marks = Set("!#$%&'*+-.^_`|~".unicodeScalars)
    return text[..<colon].unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || marks.contains(scalar))
    }
  }

  /// Where `user:password@` stands in a URL or proxy, or nil.
  static func credentials(in text: String) -> Range<String.Index>? {
    let start = authority(of: text).startIndex
    let end = text[start...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? text.endIndex
    guard let at = text[start..<end].lastIndex(of: "@") else { return nil }
    return start..<at
  }

  private static func authority(of text: String) -> Substring {
    guard let (_, rest) = split(text) else { return text[...] }
    return rest
  }

  private static func split(_ text: String) -> (scheme: String, rest: Substring)? {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
    return (text[..<colon].lowercased(), text[text.index(colon, offsetBy: 3)...])
  }

  /// `[user:password@]host[:port]`, an IPv6 host in brackets.
  private static func hasAuthority(_ text: Substring) -> Bool {
    let place = text.lastIndex(of: "@").map { text[text.index(after: $0)...] } ?? text
    if place.hasPrefix("[") {
      guard let close = place.firstIndex(of: "]"), place.distance(from: place.startIndex, to: close) > 2 else {
        return false
      }
      let rest = place[place.index(after: close)...]
      return rest.isEmpty || (rest.hasPrefix(":") && isPort(rest.dropFirst()))
    }
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return !parts[0].isEmpty
    case 2: return !parts[0].isEmpty && isPort(parts[1])
    default: return false
    }
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && Int(text).map { (1...65535).contains($0) } ?? false
  }

  private static func isUnbroken(_ text: String) -> Bool { !text.contains { $0.isWhitespace } }
}

extension Substring {
  fileprivate var trimmingOneSlash: Substring { last == "/" ? dropLast() : self }
}
