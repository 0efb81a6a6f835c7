/// What values an option takes. Checks and says it; the words are those of help, man page and faults.
public enum OptionKind: Sendable, Equatable {
  /// Any one line.
  case text
  /// A path; relative ones are taken as they are.
  case path
  /// A path that fits a Unix socket address (107 bytes).
  case socketPath
  /// A path, or the word given.
  case pathOr(String)
  /// http or https, with a host.
  case url
  /// `[scheme://][user:password@]host[:port]`, scheme http, https, socks4, socks4a, socks5 or socks5h.
  case proxy
  /// Something@something.
  case email
  /// A user, group or host: one word.
  case word
  /// An HTTP header line, `Name: value`.
  case header
  case boolean
  case integer(ClosedRange<Int>)
  /// Seconds, fractions allowed.
  case seconds(ClosedRange<Double>)
  /// One of these words, lower case.
  case choice([String])

  /// Whether an empty value is allowed and means none.
  public var allowsEmpty: Bool {
    switch self {
    case .text, .path, .socketPath, .pathOr, .url, .proxy, .email, .word, .header: true
    case .boolean, .integer, .seconds, .choice: false
    }
  }

  /// The value in its one spelling (`true`, `600`, `debug`), or nil when it is not allowed.
  public func canonical(_ text: String) -> String? {
    if text.isEmpty { return allowsEmpty ? "" : nil }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return nil }
    switch self {
    case .text: return text
    case .path, .pathOr: return text
    case .socketPath: return text.utf8.count <= 107 ? text : nil
    case .url: return ValueSyntax.isURL(text) ? text : nil
    case .proxy: return ValueSyntax.isProxy(text) ? text : nil
    case .email: return ValueSyntax.isEmail(text) ? text : nil
    case .word: return text.contains { $0.isWhitespace || $0 == "/" } ? nil : text
    case .header: return ValueSyntax.isHeader(text) ? text : nil
    case .boolean: return ValueSyntax.boolean(text).map { $0 ? "true" : "false" }
    case .integer(let range): return Int(text).flatMap { range.contains($0) ? String($0) : nil }
    case .seconds(let range): return ValueSyntax.seconds(text).flatMap { range.contains($0) ? text : nil }
    case .choice(let words):
      let word = text.lowercased()
      return words.contains(word) ? word : nil
    }
  }

  /// What is allowed, to follow the word `give`.
  public var allowed: String {
    switch self {
    case .text: "one line of text"
    case .path: "a path"
    case .socketPath: "a path of at most 107 bytes"
    case .pathOr(let word): "a path, or \(word)"
    case .url: "an http or https URL with a host, such as https://example.org"
    case .proxy: "a proxy as [http://][user:password@]host[:port]"
    case .email: "an address such as name@example.org"
    case .word: "one word"
    case .header: "a header line as Name: value"
    case .boolean: "yes or no"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .seconds(let range):
      "a number of seconds from \(ValueSyntax.plain(range.lowerBound)) to \(ValueSyntax.plain(range.upperBound))"
    case .choice(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
    }
  }
}
