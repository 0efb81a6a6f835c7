import Platform

/// The stacks of a crashed process, as telemetry-unwind tells them.
struct Stacks: Equatable {
  struct Frame: Equatable {
    /// Empty when unknown, as are the others.
    var name = ""
    var module = ""
    /// `file:line`
    var place = ""
  }

  struct Thread: Equatable {
    var id: Int
    var frames: [Frame] = []
  }

  var process: Int?
  var threads: [Thread] = []
  /// Whether there are more frames or threads than these.
  var isTruncated = false
  var errors: [String] = []
  /// Whether the last line was read.
  var isComplete = false

  /// Reads the lines; what has another form, or an unknown first word, is passed over.
  init(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      let space = text.firstIndex(of: " ") ?? text.endIndex
      take(text[..<space], text[space...].dropFirst())
    }
  }

  private mutating func take(_ word: Substring, _ rest: Substring) {
    switch word {
    case "pid": process = Int(rest)
    case "thread": if let id = Int(rest) { threads.append(Thread(id: id)) }
    case "frame":
      let fields = rest.split(separator: "\t", omittingEmptySubsequences: false).map { SafeText.escaped(String($0)) }
      guard fields.count == 3, !threads.isEmpty else { return }
      threads[threads.count - 1].frames.append(Frame(name: fields[0], module: fields[1], place: fields[2]))
    case "deep", "more": isTruncated = true
    case "error": addError(String(rest))
    case "end": isComplete = true
    default: break
    }
  }

  /// Each error is told once, however many threads it stopped.
  mutating func addError(_ text: String) {
    let safe = SafeText.escaped(text)
    if !errors.contains(safe) { errors.append(safe) }
  }
}
