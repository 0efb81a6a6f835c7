import Outbox
import Platform
import Report

/// Reads lists and records out of the outbox for the console: for an agent's clients, and for a console whose agent is
/// gone.
struct RecordReader {
  let outbox: Outbox
  /// Rows that one filtered question looks through at most: the agent's loop stays free.
  static let mostScanned = 4000
  /// Bytes of bodies that one answer holds: a line of the control socket has its limit.
  static let mostOthers = 16 << 20

  func spool(_ query: PageQuery) throws(OutboxFault) -> Page<WaitingRow> {
    let total = try outbox.summary().count
    var from = query.start
    if case .at(let place) = from {
      from = try outbox.number(ofWaitingAt: min(place, max(0, total - 1))).map { .after($0 - 1) } ?? .first
    }
    return try page(query, from: from, total: total) { start, limit throws(OutboxFault) in
      let entries =
        switch start {
        case .first, .at: try outbox.waiting(limit: limit)
        case .after(let key): try outbox.waiting(limit: limit, after: key)
        case .last: try outbox.waiting(limit: limit, before: nil)
        case .before(let key): try outbox.waiting(limit: limit, before: key)
        }
      return entries.map(WaitingRow.init)
    }
  }

  func journal(_ query: PageQuery) throws(OutboxFault) -> Page<SettledRow> {
    let total = Int(try outbox.ledger(LedgerFilter(limit: 1)).first?.seq ?? 0)
    var from = query.start
    // Rows are numbered without gaps.
    if case .at(let place) = from { from = .after(Int64(max(1, total - place)) + 1) }
    return try page(query, from: from, total: total) { start, limit throws(OutboxFault) in
      let entries =
        switch start {
        case .first, .at: try outbox.ledger(LedgerFilter(limit: limit))
        case .after(let key): try outbox.ledger(LedgerFilter(beyond: key, limit: limit))
        case .last: Array(try outbox.ledger(LedgerFilter(limit: limit), order: .oldestFirst).reversed())
        case .before(let key):
          Array(try outbox.ledger(LedgerFilter(beyond: key, limit: limit), order: .oldestFirst).reversed())
        }
      return entries.map(SettledRow.init)
    }
  }

  /// A page by way of reads in the order of the list. With a filter it reads on until the page is full or enough was
  /// looked through.
  private func page<Row: PageRow>(
    _ query: PageQuery, from first: PageQuery.Start, total: Int,
    read: (PageQuery.Start, Int) throws(OutboxFault) -> [Row]
  ) throws(OutboxFault) -> Page<Row> {
    let isForward =
      switch first {
      case .first, .after, .at: true
      case .last, .before: false
      }
    var start = first
    var found: [Row] = []
    var reached: Int64?
    var scanned = 0
    var isExhausted = false
    repeat {
      let limit = query.filter.isEmpty ? query.limit : 500
      // One more than asked for tells whether there are more.
      let rows = try read(start, limit + 1)
      isExhausted = rows.count <= limit
      let taken = isForward ? Array(rows.prefix(limit)) : Array(rows.suffix(limit))
      let fitting = query.filter.isEmpty ? taken : taken.filter { TextFilter.matches(query.filter, $0.searched) }
      found = isForward ? found + fitting : fitting + found
      scanned += taken.count
      guard let edge = isForward ? taken.last : taken.first else { break }
      reached = edge.key
      start = isForward ? .after(edge.key) : .before(edge.key)
    } while !query.filter.isEmpty && !isExhausted && found.count < query.limit && scanned < Self.mostScanned
    let isFirst = query.start == .first || query.start == .at(0), isLast = query.start == .last
    return Page(
      rows: found, total: total, isStart: isForward ? isFirst : isExhausted, isEnd: isForward ? isExhausted : isLast,
      reached: query.filter.isEmpty ? nil : reached)
  }

  // MARK: - One record

  /// The record with this id, or the one whose id begins so.
  func record(id: String) throws(Explanation) -> RecordDetail {
    let waiting: [SpoolEntry], settled: [LedgerEntry]
    do throws(OutboxFault) {
      if let entry = try outbox.waiting(id: id) { return try detail(entry) }
      if let entry = try outbox.ledgerEntry(id: id) { return try detail(entry) }
      waiting = try outbox.findWaiting(prefix: id, limit: 2)
      settled = try outbox.findSettled(prefix: id, limit: 2)
      if waiting.count + settled.count == 1 {
        if let entry = waiting.first { return try detail(entry) }
        if let entry = settled.first { return try detail(entry) }
      }
    } catch {
      throw error.explanation
    }
    guard waiting.isEmpty, settled.isEmpty else {
      throw Explanation("more than one record begins so", at: id, remedy: "give more of the id", exit: .usage)
    }
    throw Explanation("no such record", at: id, remedy: "it may have been settled; look again", exit: .noInput)
  }

  func lastSent(_ destination: Destination) throws(Explanation) -> RecordDetail {
    do throws(OutboxFault) {
      if let entry = try outbox.lastSent(destination, classificationPrefix: destination.reportPrefix) {
        var found = try detail(entry)
        if destination == .device { found.others = try others(of: entry) }
        return found
      }
    } catch {
      throw error.explanation
    }
    throw Explanation(
      "no report was sent to \(destination.rawValue) yet", at: destination.rawValue, remedy: "everything in it is new",
      exit: .noInput)
  }

  /// The bodies of the other requests of the same report: they were made at one moment.
  private func others(of entry: LedgerEntry) throws(OutboxFault) -> [[UInt8]]? {
    let filter = LedgerFilter(destination: entry.destination, result: .sent, since: entry.created, limit: 10_000)
    var bodies: [[UInt8]] = []
    var bytes = 0
    for other in try outbox.ledger(filter) where other.created == entry.created && other.id != entry.id {
      bytes += other.bytes
      guard bytes <= Self.mostOthers, let request = try outbox.body(id: other.id) else { return nil }
      bodies.append(request.body)
    }
    return bodies
  }

  private func detail(_ entry: SpoolEntry) throws(OutboxFault) -> RecordDetail {
    RecordDetail(
      id: entry.id, isWaiting: true, destination: entry.destination, sha256: entry.sha256, facts: facts(entry),
      request: try outbox.body(id: entry.id), waiting: WaitingRow(entry))
  }

  private func detail(_ entry: LedgerEntry) throws(OutboxFault) -> RecordDetail {
    RecordDetail(
      id: entry.id, isWaiting: false, destination: entry.destination, sha256: entry.sha256, facts: facts(entry),
      request: try outbox.body(id: entry.id), settled: SettledRow(entry))
  }

  private func facts(_ entry: SpoolEntry) -> [RecordDetail.Fact] {
    var facts: [RecordDetail.Fact] = [
      .init("what", entry.classification), .init("to", "\(entry.method) \(entry.url)"),
      .init("waits since", entry.accepted.local),
      .init("tries", entry.tries == 0 ? "none yet" : "\(entry.tries), they may have arrived"),
    ]
    if !entry.lastError.isEmpty { facts.append(.init("last error", entry.lastError)) }
    if let next = entry.nextTry { facts.append(.init("not before", next.local)) }
    facts += new(entry.newFields)
    return facts + common(entry.sha256, entry.bytes, entry.channels, entry.eventID, entry.created, entry.id)
  }

  private func facts(_ entry: LedgerEntry) -> [RecordDetail.Fact] {
    var facts: [RecordDetail.Fact] = [
      .init("what", entry.classification), .init("to", "\(entry.method) \(entry.url)"),
      .init("result", entry.result.rawValue + (entry.status == 0 ? "" : ", status \(entry.status)")),
      .init("when", entry.time.local), .init("tries", String(entry.tries)),
    ]
    if !entry.reason.isEmpty { facts.append(.init(entry.result == .sent ? "answer" : "reason", entry.reason)) }
    if let receipt = entry.receipt { facts.append(.init("receipt", receipt.words)) }
    facts += new(entry.newFields)
    facts.append(.init("row", "\(entry.seq) of the ledger"))
    return facts + common(entry.sha256, entry.bytes, entry.channels, entry.eventID, entry.created, entry.id)
  }

  private func new(_ fields: [String]) -> [RecordDetail.Fact] {
    fields.isEmpty ? [] : [.init("new fields", NewFieldsWords.accepted(fields))]
  }

  private func common(
    _ sha256: String, _ bytes: Int, _ channels: [Channel], _ eventID: String, _ created: Timestamp, _ id: String
  ) -> [RecordDetail.Fact] {
    var facts: [RecordDetail.Fact] = [
      .init("channels", channels.map(\.rawValue).joined(separator: ", ")), .init("made", created.local),
      .init("bytes", String(bytes)), .init("sha256", sha256), .init("id", id),
    ]
    if !eventID.isEmpty { facts.append(.init("event", eventID)) }
    return facts
  }
}
