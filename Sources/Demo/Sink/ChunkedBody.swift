/// Takes a chunked body (RFC 9112, section 7.1) from the front of a stream, piece by piece. Extensions and trailers are
/// read and dropped.
struct ChunkedBody {
  private(set) var body: [UInt8] = []
  private var state = State.size
  private let limit: Int

  private enum State {
    case size
    case data(Int)
    case dataEnd
    case trailer
  }

  enum Progress: Equatable {
    case needsMore
    case done
    case invalid
    case tooLarge
  }

  /// Longest line of framing.
  private static let lineLimit = 4096

  init(limit: Int) { self.limit = limit }

  mutating func take(_ input: inout [UInt8]) -> Progress {
    var taken = 0
    defer { input.removeFirst(taken) }
    while true {
      let rest = input[taken...]
      if case .data(let missing) = state {
        let piece = rest.prefix(missing)
        body += piece
        taken += piece.count
        guard piece.count == missing else {
          state = .data(missing - piece.count)
          return .needsMore
        }
        state = .dataEnd
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
        return rest.count > Self.lineLimit ? .invalid : .needsMore
      }
      guard end > rest.startIndex, rest[end - 1] == UInt8(ascii: "\r") else { return .invalid }
      let line = rest[..<(end - 1)]
      taken = end + 1
      switch state {
      case .size:
        let digits = String(decoding: line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }, as: UTF8.self)
        // `Int` would take a sign.
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit), let size = Int(digits, radix: 16) else {
          return .invalid
        }
        guard size <= limit - body.count else { return .tooLarge }
        state = size == 0 ? .trailer : .data(size)
      case .dataEnd:
        guard line.isEmpty else { return .invalid }
        state = .size
      case .trailer: if line.isEmpty { return .done }
      case .data: break
      }
    }
  }
}
