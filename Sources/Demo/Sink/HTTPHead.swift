import Report

/// The head of an HTTP/1.1 request: request line and headers.
struct HTTPHead: Equatable {
  var method: String
  var target: String
  var version: String
  var headers: [SealedRequest.Header]

  /// Of the lines before the empty one; nil when they are no head.
  init?(_ text: String) {
    // CRLF is one character to Swift, so a split at it cannot cut in between.
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words.allSatisfy({ !$0.isEmpty }), words[2].hasPrefix("HTTP/1.") else { return nil }
    (method, target, version) = (String(words[0]), String(words[1]), String(words[2]))
    headers = []
    for line in lines where !line.isEmpty {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { return nil }
      let value = line[line.index(after: colon)...].drop(while: Self.isBlank)
      let end = value.lastIndex { !Self.isBlank($0) }.map { value.index(after: $0) } ?? value.startIndex
      headers.append(.init(String(line[..<colon]), String(value[..<end])))
    }
  }

  /// How the body is told from what follows it.
  enum Framing: Equatable {
    case none
    case length(Int)
    case chunked
    case invalid
  }

  var framing: Framing {
    let lengths = Set(values("content-length"))
    if let coding = values("transfer-encoding").last {
      // Both at once is how requests are smuggled.
      return lengths.isEmpty && coding.lowercased() == "chunked" ? .chunked : .invalid
    }
    guard let text = lengths.first else { return .none }
    guard lengths.count == 1, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let length = Int(text) else {
      return .invalid
    }
    return .length(length)
  }

  var expectsContinue: Bool { values("expect").contains { $0.lowercased() == "100-continue" } }

  var wantsClose: Bool {
    let words = values("connection").map { $0.lowercased() }
    return words.contains("close") || (version == "HTTP/1.0" && !words.contains("keep-alive"))
  }

  private func values(_ name: String) -> [String] { headers.filter { $0.name.lowercased() == name }.map(\.value) }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
}
