import Report

/// The question for a daemon's `HeapStats`, whose answer is no JSON.
final class HeapQuestion: AnyQuestion {
  let daemon: String
  let name = "tell heap stats"
  private(set) var fault: CommandFault?
  /// nil until there is an answer, and when it is not understood.
  private(set) var stats: JSONObject?
  private var text: [UInt8] = []

  /// Ten times what tcmalloc says, and as long as a daemon that is well may take to say it.
  static let mostBytes = 16 << 10
  static let milliseconds: Int64 = 10_000

  init(_ daemon: String) { self.daemon = daemon }

  var kind: String { ClusterRound.kind(of: daemon) }

  func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    text += bytes
    return true
  }

  func end(_ ending: CommandEnding) {
    fault = CommandFault.judge(ending, of: name)
    if fault == nil { stats = HeapStats.read(text) }
    text = []
  }

  func deny(_ fault: CommandFault) { self.fault = fault }

  /// Why there is nothing, for a report.
  var reason: String { fault?.reason ?? "the answer is not understood" }

  func job(_ command: ClusterCommand) -> CommandJob {
    command.textJob(
      ["tell", daemon, "heap", "stats"], milliseconds: Self.milliseconds, most: Self.mostBytes, for: self)
  }
}
