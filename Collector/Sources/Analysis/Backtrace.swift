import Words

/// Backtraces as the crash and kernel probes write them.
public enum Backtrace {
  /// The classes whose payload has one.
  public static let classes: Set<String> = [
    "org.clearlinux/crash/clr", "org.clearlinux/kernel/bug", "org.clearlinux/kernel/stackoverflow",
    "org.clearlinux/kernel/warning",
  ]

  /// The frames of the thread that crashed: the first run of frame lines after the payload's first line.
  public static func frames(_ payload: [UInt8]) -> [Frame] {
    var frames: [Frame] = []
    for line in Lines(payload).dropFirst() {
      if let frame = frame(line) {
        frames.append(frame)
      } else if !frames.isEmpty {
        break
      }
    }
    return frames
  }

  /// The first frame that is neither blocked nor without a name; else the first without a name, else the last blocked
  /// one. A second frame that is a guess (`? name`) is taken as it is.
  public static func guilty(_ payload: [UInt8], blocked: Set<Frame>) -> Frame? {
    var unknown: Frame?
    var lastResort: Frame?
    for frame in frames(payload) {
      if blocked.contains(frame) {
        lastResort = frame
      } else if unknown == nil, frame.function == "???" || frame.function.hasPrefix("? ") {
        unknown = frame
      } else if frame.function != "???" {
        return frame
      }
    }
    return unknown ?? lastResort
  }

  /// `#0 function() - [module]…`: the function up to the last ` - [` that a `]` follows, the module up to the last `]`.
  static func frame(_ line: ArraySlice<UInt8>) -> Frame? {
    guard line.first == UInt8(ascii: "#") else { return nil }
    let number = line.dropFirst().prefix { $0 &- 0x30 < 10 }
    let rest = line[number.endIndex...]
    guard !number.isEmpty, rest.first == 0x20, let close = rest.lastIndex(of: UInt8(ascii: "]")) else { return nil }
    let separator = Array(" - [".utf8)
    let body = rest.dropFirst()
    var start = close - separator.count
    // The function has one character at least.
    while start > body.startIndex {
      if body[start..<(start + separator.count)].elementsEqual(separator) {
        return Frame(
          function: text(body[body.startIndex..<start]), module: text(body[(start + separator.count)..<close]))
      }
      start -= 1
    }
    return nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
