import Platform

/// What one destination is doing.
struct Lane {
  /// The spool numbers up to this one were looked at in this pass.
  var cursor: Int64 = 0
  var isPassOver = false
  /// Bytes of the records under way or ended and not yet written, by id: not to be started again.
  var busy: [String: Int] = [:]
  var underWay = 0
  /// A failure or the server said so: nothing starts before. nil once it is written, then the outbox knows.
  var pausedUntil: Timestamp?
  /// Nothing more starts until what is under way is written.
  var isWaiting = false
  /// What was sent to it lately, for its limits.
  var window = RateWindow()
  /// Records started and looked at in this run.
  private var started = 0
  private var looked = 0

  var busyBytes: Int { busy.values.reduce(0, +) }

  /// How many records may be looked at now, so that no more than `most` are under way and the run keeps its measure.
  /// A run that is used up ends when all of it is written; then the next one begins.
  mutating func room(_ most: Int, _ run: DeliveryPolicy.Run?) -> Int {
    let room = most - underWay
    guard let run, room > 0 else { return room }
    if started >= run.sent || looked >= run.looked {
      guard busy.isEmpty else {
        isWaiting = true
        return 0
      }
      (started, looked) = (0, 0)
    }
    return min(room, run.sent - started, run.looked - looked)
  }

  mutating func noteLooked(_ count: Int) { looked += count }

  mutating func start(_ id: String, bytes: Int) {
    busy[id] = bytes
    underWay += 1
    started += 1
  }
}
