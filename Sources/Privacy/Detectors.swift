import Glibc
import Platform

/// Finds in a text what names a machine or a person: addresses, hosts, paths, keys. What it finds is a guess: a preview
/// warns of it, and texts that a program wrote when it crashed are cleaned by it.
public struct Detectors: Sendable {
  public enum Finding: String, Sendable, CaseIterable {
    case address, mac, email, host, home, key

    /// What it looks like, in words.
    public var words: String {
      switch self {
      case .address: "an IP address"
      case .mac: "a MAC address"
      case .email: "an e-mail address"
      case .host: "the name of this host"
      case .home: "a home directory"
      case .key: "a key or a password"
      }
    }
  }

  /// In small letters.
  private let hosts: Set<String>
  private static let shortestHost = 3

  /// `hosts`: names of this machine; of one with a domain the first label counts as well.
  public init(hosts: [String]) {
    let names = hosts.flatMap { [$0, $0.prefix { $0 != "." }.description] }.map { $0.lowercased() }
    self.hosts = Set(names.filter { $0.utf8.count >= Self.shortestHost && $0 != "localhost" })
  }

  /// Those of the machine this runs on.
  public static func ofThisMachine() -> Detectors { Detectors(hosts: [Identity.hostName()]) }

  /// What is found in the text, each kind once.
  public func findings(in text: String) -> [Finding] {
    let found = Set(scan(text).map(\.finding))
    return Finding.allCases.filter(found.contains)
  }

  /// The text with what is found replaced: `<address>`, `<mac>`, ...
  public func cleaned(_ text: String) -> String {
    let places = scan(text)
    guard !places.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var next = 0
    for place in places {
      out += bytes[next..<place.range.lowerBound]
      out += Array("<\(place.finding.rawValue)>".utf8)
      next = place.range.upperBound
    }
    return String(decoding: out + bytes[next...], as: UTF8.self)
  }

  /// The places, in order, none over another.
  private func scan(_ text: String) -> [(range: Range<Int>, finding: Finding)] {
    let bytes = Array(text.utf8)
    var found: [(range: Range<Int>, finding: Finding)] = []
    var at = 0
    while at < bytes.count {
      // A word begins where no letter or digit stands before it.
      guard at == 0 || !Self.isWord(bytes[at - 1]) || !Self.isWord(bytes[at]), let place = place(bytes, at) else {
        at += 1
        continue
      }
      found.append((at..<place.end, place.finding))
      at = place.end
    }
    return found
  }

  private func place(_ bytes: [UInt8], _ at: Int) -> (end: Int, finding: Finding)? {
    if let end = Self.home(bytes, at) { return (end, .home) }
    if let end = Self.key(bytes, at) { return (end, .key) }
    guard Self.isWord(bytes[at]) || bytes[at] == UInt8(ascii: ":") else { return nil }
    if let end = Self.mac(bytes, at) { return (end, .mac) }
    if let end = Self.address(bytes, at) { return (end, .address) }
    if let end = Self.email(bytes, at) { return (end, .email) }
    if let end = host(bytes, at) { return (end, .host) }
    return nil
  }

  // MARK: - Kinds

  private static func run(_ bytes: [UInt8], _ at: Int, _ isPart: (UInt8) -> Bool) -> Int {
    bytes[at...].firstIndex { !isPart($0) } ?? bytes.count
  }

  /// Four numbers up to 255 with dots, or what inet_pton(3) takes for IPv6.
  private static func address(_ bytes: [UInt8], _ at: Int) -> Int? {
    let dotted = run(bytes, at) { isDigit($0) || $0 == dot }
    // The rest of a longer number with dots is none.
    if at > 0, bytes[at - 1] == dot { return nil }
    if dotted > at, !isFollowed(bytes, dotted) {
      let parts = bytes[at..<dotted].split(separator: dot, omittingEmptySubsequences: false)
      let numbers = parts.compactMap { $0.count <= 3 ? Int(String(decoding: $0, as: UTF8.self)) : nil }
      if parts.count == 4, numbers.count == 4, numbers.allSatisfy({ $0 <= 255 }) { return dotted }
    }
    var end = run(bytes, at) { isHexadecimal($0) || $0 == colon || $0 == dot }
    guard !isFollowed(bytes, end) else { return nil }
    while end > at, bytes[end - 1] == dot || (bytes[end - 1] == colon && (end < 2 || bytes[end - 2] != colon)) {
      end -= 1
    }
    let run = bytes[at..<end]
    // Names of classes hold two colons as well: without a digit it is none.
    guard run.count(where: { $0 == colon }) >= 2, run.contains(where: isDigit) else { return nil }
    var binary = in6_addr()
    return inet_pton(AF_INET6, String(decoding: run, as: UTF8.self), &binary) == 1 ? end : nil
  }

  private static func mac(_ bytes: [UInt8], _ at: Int) -> Int? {
    let end = at + 17
    if at > 0, bytes[at - 1] == colon || bytes[at - 1] == UInt8(ascii: "-") { return nil }
    guard end <= bytes.count, end == bytes.count || !(isWord(bytes[end]) || bytes[end] == colon) else { return nil }
    let separator = bytes[at + 2]
    guard separator == colon || separator == UInt8(ascii: "-") else { return nil }
    let isMAC = (0..<17).allSatisfy { $0 % 3 == 2 ? bytes[at + $0] == separator : isHexadecimal(bytes[at + $0]) }
    return isMAC ? end : nil
  }

  private static func email(_ bytes: [UInt8], _ at: Int) -> Int? {
    let name = run(bytes, at) {
      isWord($0) || [dot, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%")].contains($0)
    }
    guard name > at, name < bytes.count, bytes[name] == UInt8(ascii: "@") else { return nil }
    var end = run(bytes, name + 1) { isWord($0) || $0 == dot || $0 == UInt8(ascii: "-") }
    while end > name, bytes[end - 1] == dot { end -= 1 }
    return bytes[(name + 1)..<max(end, name + 1)].contains(dot) ? end : nil
  }

  /// The host, and the domain behind it.
  private func host(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard !hosts.isEmpty else { return nil }
    var end = Self.run(bytes, at) { Self.isWord($0) || $0 == Self.dot || $0 == UInt8(ascii: "-") }
    while end > at, bytes[end - 1] == Self.dot { end -= 1 }
    let word = String(decoding: bytes[at..<end], as: UTF8.self).lowercased()
    let isHost = hosts.contains(word) || hosts.contains(word.prefix { $0 != "." }.description)
    return isHost ? end : nil
  }

  private static func home(_ bytes: [UInt8], _ at: Int) -> Int? {
    for start in ["/home/", "/root/", "/Users/"] where bytes[at...].starts(with: start.utf8) {
      let end = run(bytes, at) { $0 > 0x20 && !Array("\"'`<>|;,()".utf8).contains($0) }
      return end > at + start.utf8.count ? end : nil
    }
    return nil
  }

  /// Words that announce a secret, and shapes that are nothing else.
  private static func key(_ bytes: [UInt8], _ at: Int) -> Int? {
    func rest(_ from: Int) -> Int { run(bytes, from) { $0 > 0x20 && !Array("\"'`,;&)".utf8).contains($0) } }
    if bytes[at...].starts(with: "-----BEGIN ".utf8) { return bytes.count }
    for word in ["password=", "passwd=", "secret=", "token=", "apikey=", "api_key="]
    where bytes[at...].starts(with: word.utf8) {
      let end = rest(at + word.utf8.count)
      return end > at + word.utf8.count ? end : nil
    }
    let end = run(bytes, at) {
      isWord($0) || [UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), dot, UInt8(ascii: "-")].contains($0)
    }
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    // A key of the cluster's own: 28 bytes in base64, which begin with their type.
    let isOfCluster = text.count == 40 && text.hasPrefix("AQ") && text.hasSuffix("==")
    let isToken = ["ghp_", "glpat-", "AKIA", "eyJhbGci"].contains { text.hasPrefix($0) } && text.count >= 20
    return isOfCluster || isToken ? end : nil
  }

  // MARK: - Bytes

  private static let dot = UInt8(ascii: "."), colon = UInt8(ascii: ":")

  /// Whether the word goes on, so that what was read is only the beginning of it.
  private static func isFollowed(_ bytes: [UInt8], _ at: Int) -> Bool { at < bytes.count && isWord(bytes[at]) }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }
}
