/// Takes out of a line what a log must not hold.
public enum Secrets {
  private static let mark = "***"

  /// The text without the user and password of any URL in it, without the values of a URL's query, and without each of
  /// `words`.
  public static func removed(from text: String, words: [String] = []) -> String {
    var text = text
    // A long one may hold a short one.
    for word in words.sorted(by: { $0.count > $1.count }) where !word.isEmpty { text = replaced(word, in: text) }
    guard let scheme = position(of: "://", in: text[...]) else { return text }
    var result = ""
    var rest = text[...]
    var found: Range<String.Index>? = scheme
    while let mark = found {
      result += rest[..<mark.upperBound]
      rest = rest[mark.upperBound...]
      let end = rest.firstIndex { $0.isWhitespace || "\"'`<>,;".contains($0) } ?? rest.endIndex
      result += bare(rest[..<end])
      rest = rest[end...]
      found = position(of: "://", in: rest)
    }
    return result + rest
  }

  /// `user:password@host/path?token=x` as `***@host/path?token=***`.
  private static func bare(_ url: Substring) -> String {
    let authorityEnd = url.firstIndex { "/?#".contains($0) } ?? url.endIndex
    let authority = url[..<authorityEnd]
    let host = authority.lastIndex(of: "@").map { mark + authority[$0...] } ?? String(authority)
    let tail = url[authorityEnd...]
    guard let question = tail.firstIndex(of: "?") else { return host + tail }
    let pairs = tail[tail.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false)
    let shown = pairs.map { pair in pair.firstIndex(of: "=").map { pair[...$0] + mark } ?? mark[...] }
    return host + tail[...question] + shown.joined(separator: "&")
  }

  private static func replaced(_ word: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let found = position(of: word, in: rest) {
      result += rest[..<found.lowerBound] + mark
      rest = rest[found.upperBound...]
    }
    return result + rest
  }

  private static func position(of word: String, in text: Substring) -> Range<String.Index>? {
    let bytes = Array(word.utf8)
    var start = text.startIndex
    while let first = text.utf8[start...].firstIndex(of: bytes[0]) {
      if text.utf8[first...].starts(with: bytes) {
        return first..<text.utf8.index(first, offsetBy: bytes.count)
      }
      start = text.utf8.index(after: first)
    }
    return nil
  }
}
