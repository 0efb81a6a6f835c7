import Report

/// What an answer, or the lack of one, means for a record.
public enum Judgement: Sendable, Equatable {
  case sent
  /// For good: sending the same bytes again would end the same way.
  case refused(String)
  case retry(String)

  /// Judges an answer whose status line and headers were received whole.
  ///
  /// - 2xx: sent. But an HTML page from a `collector` is its page server, which takes every path, or something in
  ///   between; and `null` from a `report` means that the report was read and dropped (Stone's collector answers so
  ///   when the identifier or the time is missing).
  /// - 3xx: redirects are not followed, the administrator agreed to this URL; a temporary failure.
  /// - 407, 408, 425, 429: temporary. Other 4xx: refused.
  /// - 5xx and everything else: temporary.
  ///
  /// Of the body the beginning is enough. `host` is for the reason.
  public static func of(
    _ destination: Destination, status: Int, contentType: String, body: [UInt8], host: String
  )
    -> Judgement
  {
    switch status {
    case 200..<300: return success(destination, contentType, body, host)
    case 300..<400: return .retry("\(host) answered \(status), redirects are not followed, check the URL")
    case 407: return .retry("the proxy wants other credentials (407)")
    case 408, 425, 429: return .retry("\(host) answered \(status)")
    case 400..<500: return .refused("\(host) answered \(status)\(excerpt(body))")
    default: return .retry("\(host) answered \(status)")
    }
  }

  private static func success(
    _ destination: Destination, _ contentType: String, _ body: [UInt8], _ host: String
  )
    -> Judgement
  {
    switch destination {
    case .collector where isPage(contentType, body):
      return .retry("\(host) answered with an HTML page, it is no telemetrics server at this path, check the URL")
    case .report where trimmed(body).elementsEqual("null".utf8):
      return .refused("\(host) took the report and dropped it (answered null)")
    default: return .sent
    }
  }

  private static func isPage(_ contentType: String, _ body: [UInt8]) -> Bool {
    if contentType.lowercased().hasPrefix("text/html") { return true }
    let start = String(decoding: trimmed(body).prefix(16), as: UTF8.self).lowercased()
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
  }

  private static func trimmed(_ body: [UInt8]) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var slice = body.drop(while: isSpace)
    while let last = slice.last, isSpace(last) { slice.removeLast() }
    return slice
  }

  /// The first line of an answer, for the ledger; at most 160 bytes.
  static func line(_ body: [UInt8]) -> String {
    String(decoding: trimmed(body).prefix(160).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  private static func excerpt(_ body: [UInt8]) -> String {
    let line = line(body)
    return line.isEmpty ? "" : ": " + line
  }
}
