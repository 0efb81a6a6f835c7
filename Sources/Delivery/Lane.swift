import Platform

/// What one destination is doing.
struct Lane {
  /// The spool numbers up to this one were looked at in this pass.
  var cursor: Int64 = 0
  var isPassOver = false
  /// Bytes of the records begun and not yet written, by id: not to be started again.
  var busy: [String: Int] = [:]
  /// Begun, and to be started when there is room, oldest last.
  var ready: [DeliveryCandidate] = []
  var underWay = 0
  /// Something failed since outcomes were written last: what is ready is given back.
  var hasFailed = false
  /// A failure or the server said so: nothing starts before. nil once it is written, then the outbox knows.
  var pausedUntil: Timestamp?
  /// Nothing more starts until what is under way is written.
  var isWaiting = false
  /// It failed last: one request at a time, and only its success opens the others.
  var isHalfOpen = false
  /// What was sent to it lately, for its limits.
  var window = RateWindow()

  /// Requests that may be under way.
  var width: Int { isHalfOpen ? 1 : CurlPool.perDestination }
  var hasRoom: Bool { underWay < width }

  var busyBytes: Int { busy.values.reduce(0, +) }

  /// Whether something might start when there is room.
  var hasMore: Bool { !ready.isEmpty || (!isPassOver && !isWaiting) }
}
