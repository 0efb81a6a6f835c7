import Platform
import Report

/// The way out: from the spool to the ledger.
extension Outbox {
  /// Text of a server that is kept in a row, in UTF-8 bytes.
  static let longestReason = 512

  /// Counts one try for each of these waiting records, on the disk before the first byte leaves: a crash after this
  /// call leaves records that say they may have been sent.
  /// - Returns: the ids that still wait. The others were withdrawn or settled meanwhile and must not be sent.
  public func begin(_ ids: [String]) throws(OutboxFault) -> Set<String> {
    try database.transaction { () throws(OutboxFault) in
      var begun: Set<String> = []
      for id in ids
      where try database.run(
        "UPDATE spool SET tries = tries + 1 WHERE number = (SELECT number FROM record WHERE id = ?)", [.text(id)]) == 1
      { begun.insert(id) }
      return begun
    }
  }

  /// Takes the try back that `begin` counted for these records: not a byte of them has left.
  public func release(_ ids: [String]) throws(OutboxFault) {
    guard !ids.isEmpty else { return }
    try database.transaction { () throws(OutboxFault) in
      for id in ids {
        try database.run(
          "UPDATE spool SET tries = max(0, tries - 1) WHERE number = (SELECT number FROM record WHERE id = ?)",
          [.text(id)])
      }
    }
  }

  /// Writes what became of records, all in one transaction. A record that does not wait (settled already, or unknown)
  /// is left out, so a settlement may be repeated.
  /// - Returns: the ids that did wait. A `.sent` id that is missing here left although somebody withdrew it
  ///   meanwhile; that is also written to the events.
  @discardableResult
  public func settle(_ outcomes: [Outcome], now: Timestamp = .now()) throws(OutboxFault) -> Set<String> {
    guard !outcomes.isEmpty else { return [] }
    return try database.transaction { () throws(OutboxFault) in
      var settled: Set<String> = []
      var chain = try LedgerChain(database)
      for outcome in outcomes {
        if let entry = try waiting(id: outcome.id) {
          settled.insert(outcome.id)
          try apply(outcome, to: entry, now, &chain)
        } else if case .sent(let id, _, _, _) = outcome, try isSettled(id) {
          try insertEvent("error", "record \(id) reached its destination although it was settled before", now)
        }
      }
      if chain.hasGrown { try chain.noteHead(in: database) }
      try pruneBodies()
      return settled
    }
  }

  private func apply(
    _ outcome: Outcome, to entry: SpoolEntry, _ now: Timestamp, _ chain: inout LedgerChain
  )
    throws(OutboxFault)
  {
    switch outcome {
    case .sent(_, let status, let answer, let receipt):
      try move(entry, .sent, status, answer, now, &chain, receipt)
      if let receipt { try noteKey(receipt, of: entry, now) }
      try reached(entry.destination, sentAt: now, now)
    case .refused(_, let status, let reason):
      try move(entry, .refused, status, reason, now, &chain)
      try reached(entry.destination, sentAt: nil, now)
    case .withdrawn(_, let reason): try move(entry, .withdrawn, entry.lastStatus, reason, now, &chain)
    case .dropped(_, let reason): try move(entry, .dropped, entry.lastStatus, reason, now, &chain)
    case .expired(_, let reason): try move(entry, .expired, entry.lastStatus, reason, now, &chain)
    case .kept(_, let reason): try move(entry, .kept, entry.lastStatus, reason, now, &chain)
    case .limited(_, let reason, let nextTry, let holdsDestination):
      try database.run(
        "UPDATE spool SET next_try = ?, last_error = ? WHERE number = ?",
        [.number(nextTry.milliseconds), .text(clipped(reason)), .number(entry.number)])
      if holdsDestination { try notePause(entry.destination, until: nextTry) }
    case .retry(_, let status, let reason, let nextTry, let pause):
      try database.run(
        "UPDATE spool SET next_try = ?, last_status = ?, last_error = ? WHERE number = ?",
        [.number(nextTry.milliseconds), .number(status), .text(clipped(reason)), .number(entry.number)])
      if let pause { try noteFailure(entry.destination, reason, retryAt: pause, now) }
    case .held(_, let reason):
      guard entry.lastError != reason else { return }
      try database.run(
        "UPDATE spool SET last_error = ? WHERE number = ?", [.text(clipped(reason)), .number(entry.number)])
    }
  }

  private func reached(_ destination: Destination, sentAt: Timestamp?, _ now: Timestamp) throws(OutboxFault) {
    guard Pacing.applies(to: destination) else { return try noteReached(destination, sentAt: sentAt, now) }
    let before = try destinationState(destination)
    try noteReached(destination, sentAt: sentAt, now)
    try pace(destination, after: before, now)
  }

  private func move(
    _ entry: SpoolEntry, _ result: Settlement, _ status: Int, _ reason: String, _ now: Timestamp,
    _ chain: inout LedgerChain, _ receipt: Receipt? = nil
  ) throws(OutboxFault) {
    let row = LedgerEntry(
      seq: chain.seq + 1, time: now, entry: entry, result: result, status: status, reason: clipped(reason),
      receipt: receipt)
    try chain.append(row, to: database)
    try database.run("DELETE FROM spool WHERE number = ?", [.number(entry.number)])
    try keepBody(of: entry.number, row)
  }

  /// Keeps the body of a settled record as long as there is room, or not at all where none are kept.
  func keepBody(of number: Int64, _ row: LedgerEntry) throws(OutboxFault) {
    if discards.contains(row.destination) {
      try database.run("DELETE FROM record WHERE number = ?", [.number(number)])
      try database.run(Self.addToCounter, [.text("kept.pruned"), .number(1)])
      return
    }
    try database.run(
      "INSERT INTO kept (seq, number, bytes) VALUES (?, ?, ?)",
      [.number(row.seq), .number(number), .number(row.bytes)])
    try database.run(Self.addToCounter, [.text("kept.bytes"), .number(row.bytes)])
  }

  static let addToCounter = """
    INSERT INTO state (key, value) VALUES (?1, CAST(?2 AS TEXT)) \
    ON CONFLICT (key) DO UPDATE SET value = CAST(value + ?2 AS TEXT)
    """

  /// Deletes the oldest settled bodies above the limit and counts them; their ledger rows stay.
  func pruneBodies() throws(OutboxFault) {
    while try database.number("SELECT value FROM state WHERE key = 'kept.bytes'") > Int64(keptLimit) {
      let oldest = try database.first(
        "SELECT seq, number, bytes FROM kept WHERE seq < (SELECT max(seq) FROM kept) ORDER BY seq LIMIT 1"
      ) { ($0.number(0), $0.number(1), $0.number(2)) }
      guard let (seq, number, bytes) = oldest else { return }
      try database.run("DELETE FROM kept WHERE seq = ?", [.number(seq)])
      try database.run("DELETE FROM record WHERE number = ?", [.number(number)])
      try database.run(Self.addToCounter, [.text("kept.bytes"), .number(-bytes)])
      try database.run(Self.addToCounter, [.text("kept.pruned"), .number(1)])
    }
  }

  func clipped(_ text: String) -> String {
    guard text.utf8.count > Self.longestReason else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: Self.longestReason)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return String(text.unicodeScalars[..<end])
  }
}
