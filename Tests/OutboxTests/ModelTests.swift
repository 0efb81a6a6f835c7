import Platform
import Report
import Testing

@testable import Outbox

/// Random actions against the outbox and against a few dictionaries that do the same, with the file reopened now and
/// then. The seed is in the failure's text.
@Suite struct ModelTests {
  struct Model {
    struct Waiting: Equatable {
      var record: SealedRecord
      var tries = 0
      var nextTry: Int64 = 0
    }
    var spool: [Waiting] = []
    var ledger: [(id: String, result: Settlement, tries: Int)] = []
    var drafts: [Destination: SealedRecord] = [:]
    var state: [String: String] = [:]
    var retryAt: [Destination: Int64] = [:]
    var now: Int64 = 1_000_000
  }

  /// A small generator whose runs can be repeated.
  struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 5, 8, 13, 21, 34]) func `the outbox does what the model does`(seed: UInt64) throws
  {
    let scratch = try Scratch()
    var outbox = try scratch.open(keptBodies: 400)
    var model = Model()
    var random = Seeded(state: seed)
    for step in 0..<400 {
      try act(&outbox, &model, &random, scratch)
      try compare(outbox, model, "seed \(seed), step \(step)")
    }
    #expect(try outbox.verify().isGood)
    #expect(try outbox.integrityCheck().isEmpty)
  }

  private func act(_ outbox: inout Outbox, _ model: inout Model, _ random: inout Seeded, _ scratch: Scratch) throws {
    model.now += Int64.random(in: 0..<50, using: &random)
    let now = Timestamp(milliseconds: model.now)
    let destination = Destination.allCases.randomElement(using: &random) ?? .home
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2:
      var batch = try (0..<Int.random(in: 1...4, using: &random)).map { try sealed("n\($0)", to: destination) }
      // Some are old acquaintances.
      if let known = model.spool.randomElement(using: &random) { batch.append(known.record) }
      try outbox.accept(batch, now: now)
      for record in batch where !model.spool.contains(where: { $0.record.id == record.id }) {
        model.spool.append(.init(record: record))
      }
    case 3:
      let record = try sealed("draft", to: destination)
      try outbox.saveDraft(record)
      model.drafts[destination] = record
    case 4:
      guard let draft = model.drafts.removeValue(forKey: destination) else { return }
      #expect(try outbox.promoteDraft(id: draft.id, now: now) == draft)
      model.spool.append(.init(record: draft))
      // Numbers follow the sealing: a draft keeps the place of its first save.
      let order = try outbox.waiting(limit: 10_000).map(\.id)
      model.spool.sort { (order.firstIndex(of: $0.record.id) ?? 0) < (order.firstIndex(of: $1.record.id) ?? 0) }
    case 5:
      try outbox.removeDraft(for: destination)
      model.drafts[destination] = nil
    case 6...8: try settleSome(outbox, &model, &random, now)
    case 9:
      let key = "k\(Int.random(in: 0..<3, using: &random))"
      let value = Bool.random(using: &random) ? nil : String(random.next())
      try outbox.setState(key, value)
      model.state[key] = value
    case 10:
      try outbox.retryNow()
      model.retryAt = [:]
      for index in model.spool.indices { model.spool[index].nextTry = 0 }
    default: outbox = try scratch.open(keptBodies: 400)
    }
  }

  private func settleSome(_ outbox: Outbox, _ model: inout Model, _ random: inout Seeded, _ now: Timestamp) throws {
    let chosen = model.spool.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random))
    let ids = chosen.map(\.record.id)
    #expect(try outbox.begin(ids) == Set(ids))
    var outcomes: [Outcome] = []
    for entry in chosen {
      guard let index = model.spool.firstIndex(where: { $0.record.id == entry.record.id }) else { continue }
      model.spool[index].tries += 1
      let (id, destination) = (entry.record.id, entry.record.destination)
      let results: [Settlement?] = [.sent, .refused, .withdrawn, .dropped, .expired, .kept, nil]
      let result = results[Int.random(in: 0..<7, using: &random)]
      let later = model.now + Int64.random(in: 1..<500, using: &random)
      if let result {
        model.ledger.append((id, result, model.spool[index].tries))
        model.spool.remove(at: index)
        if result == .sent || result == .refused, model.retryAt[destination, default: 0] <= model.now {
          model.retryAt[destination] = nil
        }
      } else {
        model.spool[index].nextTry = later
        model.retryAt[destination] = later
      }
      switch result {
      case .sent: outcomes.append(.sent(id: id, status: 200, answer: ""))
      case .refused: outcomes.append(.refused(id: id, status: 400, reason: ""))
      case .withdrawn: outcomes.append(.withdrawn(id: id, reason: ""))
      case .dropped: outcomes.append(.dropped(id: id, reason: ""))
      case .expired: outcomes.append(.expired(id: id, reason: ""))
      case .kept: outcomes.append(.kept(id: id, reason: ""))
      // What waits is not rejected any more.
      case .rejected: break
      case nil:
        let moment = Timestamp(milliseconds: later)
        outcomes.append(.retry(id: id, status: 500, reason: "", nextTry: moment, destinationRetryAt: moment))
      }
    }
    #expect(try outbox.settle(outcomes, now: now) == Set(ids))
  }

  private func compare(_ outbox: Outbox, _ model: Model, _ place: Comment) throws {
    let waiting = try outbox.waiting(limit: 10_000)
    try #require(waiting.map(\.id) == model.spool.map(\.record.id), place)
    try #require(waiting.map(\.tries) == model.spool.map(\.tries), place)
    let totals = try outbox.summary()
    try #require(totals.count == model.spool.count, place)
    try #require(totals.bytes == model.spool.reduce(0) { $0 + $1.record.request.body.count }, place)
    let rows = try outbox.ledger(LedgerFilter(limit: 10_000), order: .oldestFirst)
    try #require(rows.map(\.id) == model.ledger.map(\.id), place)
    try #require(rows.map(\.result) == model.ledger.map(\.result), place)
    try #require(rows.map(\.tries) == model.ledger.map(\.tries), place)
    for destination in Destination.allCases {
      try #require(try outbox.draft(for: destination) == model.drafts[destination], place)
    }
    for key in ["k0", "k1", "k2"] { try #require(try outbox.state(key) == model.state[key], place) }
    let due = model.spool.filter { entry in
      entry.nextTry <= model.now && model.retryAt[entry.record.destination, default: 0] <= model.now
    }
    let now = Timestamp(milliseconds: model.now)
    try #require(try outbox.due(now: now, limit: 10_000).map(\.id) == due.map(\.record.id), place)
    if let entry = model.spool.last { try #require(try outbox.record(id: entry.record.id) == entry.record, place) }
  }
}
