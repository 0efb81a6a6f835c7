import ProbeClient

/// The text of a crash record: a head, then the backtrace of each thread. What is no ASCII, which a payload has to be,
/// becomes question marks.
enum CrashPayload {
  static let longest = OutgoingRecord.longestPayload
  private static let truncated = "[Too many frames. Backtrace truncated.]\n"

  static func text(_ crash: Crash, _ stacks: Stacks) -> String {
    let body = stacks.threads.map(thread)
    let whole = head(crash, stacks, isTruncated: stacks.isTruncated)
    if whole.utf8.count + body.joined().utf8.count <= longest { return whole + body.joined() }
    // Cut at the end of a line; a thread's heading stands with its first frame or not at all.
    var text = head(crash, stacks, isTruncated: true)
    for thread in body {
      let lines = thread.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "\($0)\n" }
      var pieces = [lines.prefix(3).joined()]
      pieces += lines.dropFirst(3)
      for piece in pieces {
        guard text.utf8.count + piece.utf8.count <= longest else { return text }
        text += piece
      }
    }
    return text
  }

  private static func head(_ crash: Crash, _ stacks: Stacks, isTruncated: Bool) -> String {
    var text = "Process: \(shortened(crash.process))\n"
    if let process = stacks.process { text += "PID: \(process)\n" }
    if let signal = crash.signal { text += "Signal: \(shortened(signal))\n" }
    if !stacks.errors.isEmpty { text += "Error: \(shortened(stacks.errors.joined(separator: "; ")))\n" }
    return plain(text) + (isTruncated ? truncated : "")
  }

  /// A blank line, the heading, and a line for each frame.
  private static func thread(_ thread: Stacks.Thread) -> String {
    let frames = thread.frames.enumerated().map { "#\($0) \(frame($1))\n" }
    return "\nBacktrace (TID \(thread.id)):\n" + plain(frames.joined())
  }

  private static func frame(_ frame: Stacks.Frame) -> String {
    if frame.module.isEmpty { return "(no symbols)" }
    let name = frame.name.isEmpty ? "???" : frame.name
    return "\(name) - [\(frame.module)]" + (frame.place.isEmpty ? "" : " - \(frame.place)")
  }

  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
  }

  /// A path may be 4096 bytes long, and the frames are what is wanted.
  private static func shortened(_ text: String) -> String { String(text.prefix(1024)) }
}
