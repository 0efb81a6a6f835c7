import Platform

/// The address reports of the node are posted to: `<home-url>:8192/telemetry/v1`, unless the URL already has a port
/// or a path of its own. (The old agent always appended, which made nonsense of such a URL.)
enum HomeURL {
  static func complete(_ text: String) throws(Explanation) -> String {
    guard let mark = text.range(ofText: "://") else { throw fault(text, "has no scheme") }
    let scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { throw fault(text, "has a scheme other than http and https") }
    let rest = text[mark.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    guard !authority.isEmpty else { throw fault(text, "has no host") }
    let path = rest.dropFirst(authority.count)
    if !path.isEmpty, path != "/" { return text }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let afterBracket = host.lastIndex(of: "]").map { host[$0...] } ?? host
    let base = text[..<mark.upperBound] + authority
    return base + (afterBracket.contains(":") ? "" : ":8192") + "/telemetry/v1"
  }

  private static func fault(_ text: String, _ what: String) -> Explanation {
    Explanation(
      "home-url \(what)", at: text, remedy: "set it to something like https://telemetry.example.com",
      exit: .badConfiguration)
  }
}

extension String {
  /// The first occurrence of a text.
  fileprivate func range(ofText wanted: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(wanted) { return index..<self.index(index, offsetBy: wanted.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
