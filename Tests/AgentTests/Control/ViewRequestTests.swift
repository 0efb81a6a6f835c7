import Digest
import Outbox
import Platform
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("What the console's lists ask for")
struct ViewRequestTests {
  static let requests: [AgentRequest] = [
    .spool(PageQuery(.first)), .spool(PageQuery(.last, limit: 7)), .spool(PageQuery(.at(12))),
    .journal(PageQuery(.after(9), filter: "a\n\"b")),
    .journal(PageQuery(.before(-1))), .record(id: "0f"), .lastSent(.report), .events(limit: 3), .settings,
    .setSetting(name: "main.interval", value: "60"), .setSetting(name: "main.interval", value: nil),
    .setSetting(name: "main.email", value: ""), .retryRecord(id: "0f"), .drop(id: "0f"), .rotateMachineID, .verify,
    .drain, .cancel(request: 12),
  ]

  @Test("every request is read as it was written", arguments: requests)
  func request(_ request: AgentRequest) throws {
    let read = try #require(Codec.request(try JSONReader.parse(Codec.encode(request, id: 7).dropLast())))
    #expect(read.id == 7 && read.request == request)
  }

  private static let moment = Timestamp(milliseconds: 1_795_241_715_042)
  private static func severalBodies(_ others: [[UInt8]]?) -> RecordDetail {
    var detail = RecordDetail(id: "0f", isWaiting: false, destination: .device, sha256: "", facts: [], request: nil)
    detail.others = others
    return detail
  }

  static let replies: [AgentReply] = [
    .spool(
      Page(
        rows: [
          WaitingRow(
            key: 4, id: "0f", destination: .collector, channel: .crash, classification: "a/b/c", eventID: "e",
            created: Timestamp(milliseconds: 7), accepted: moment, bytes: 9, tries: 2, nextTry: moment, status: 503,
            error: "\u{1B}[31m", sha256: "ab", method: "PUT", url: "http://h"),
          WaitingRow(key: 5, id: "1f", destination: .home, classification: "", accepted: moment, bytes: 0),
        ], total: 1_000_000, isStart: true, isEnd: false, reached: 5)),
    .journal(
      Page(
        rows: [
          SettledRow(
            key: 1, id: "0f", time: moment, source: .probe, destination: .device, classification: "x", severity: 4,
            eventID: "e", created: Timestamp(milliseconds: 7), channel: .perf, method: "PUT", url: "u", bytes: 3,
            sha256: "cd", result: "refused", status: 403, tries: 4, reason: "n\no")
        ], total: 1, isStart: false, isEnd: true)),
    .record(
      RecordDetail(
        id: "0f", isWaiting: true, destination: .home, sha256: "ab", facts: [.init("a", "b\n"), .init("a", "")],
        request: SealedRequest(
          method: "POST", url: "u", headers: [.init("A", "b: c")], body: (0...255).map { UInt8($0) }))),
    .record(RecordDetail(id: "0f", isWaiting: false, destination: .home, sha256: "", facts: [], request: nil)),
    .record(
      RecordDetail(
        id: "0f", isWaiting: true, destination: .home, sha256: "", facts: [], request: nil,
        waiting: WaitingRow(key: 5, id: "1f", destination: .home, classification: "", accepted: moment, bytes: 0),
        settled: SettledRow(
          key: 1, id: "0f", time: moment, destination: .device, classification: "x", bytes: 3, sha256: "cd",
          result: "sent"))),
    .record(severalBodies([[], [0, 255], Array("{}".utf8)])), .record(severalBodies(nil)),
    .events([Event(at: moment, kind: "k", text: "t")]), .progress(Progress("rows checked", done: 3, of: 9)),
    .access(.readOnly),
    .settings([
      SettingRow(
        name: "main.interval", value: "600", origin: "f:1", isDefault: false, defaultText: "600", allowed: "a",
        unit: "s",
        purpose: "p", environmentName: "E", isSecret: true),
      SettingRow(name: "privacy.redact.a", value: "keep", origin: "f:2", isDefault: true, allowed: "", purpose: ""),
    ]),
  ]

  @Test("every reply is read as it was written", arguments: replies.indices)
  func reply(index: Int) throws {
    let reply = Self.replies[index]
    let read = try #require(Codec.reply(try JSONReader.parse(Codec.encode(reply, id: 3).dropLast())))
    #expect(read.id == 3 && read.reply == reply)
  }

  @Test("what looks is told from what changes")
  func reading() {
    let looking = Self.requests.filter(\.isReading)
    #expect(
      looking
        == Self.requests.filter {
          switch $0 {
          case .setSetting, .retryRecord, .drop, .rotateMachineID, .drain: false
          default: true
          }
        })
  }
}

@Suite("Who may talk to the agent")
struct VisitorTests {
  @Test(
    "root, the agent's user and the group may act, readers may look, nobody else",
    arguments: [
      (0, [], AgentAccess.full), (990, [], .full), (1000, [100, 7], .full), (1000, [100, 8], .readOnly),
      (1000, [7, 8], .full), (1000, [100], nil), (1000, [], nil),
    ] as [(UInt32, Set<UInt32>, AgentAccess?)])
  func access(uid: UInt32, groups: Set<UInt32>, wanted: AgentAccess?) {
    #expect(Visitor.access(of: uid, agent: 990, groups: groups, all: 7, readers: 8) == wanted)
  }

  @Test("where a group does not exist, nobody is in it")
  func noGroups() {
    #expect(Visitor.access(of: 1000, agent: 990, groups: [0], all: nil, readers: nil) == nil)
    #expect(Account.group(named: "no-such-group-here") == nil)
    #expect(Account.group(named: "root") == 0)
  }
}

@Suite("Lists, page by page")
struct RecordReaderTests {
  private func stage(_ count: Int) throws -> (stage: Stage, outbox: Outbox) {
    let stage = try Stage()
    let outbox = try stage.outbox()
    let body = Array("{}".utf8)
    for start in stride(from: 0, to: count, by: 500) {
      _ = try outbox.accept(
        (start..<min(count, start + 500)).map { index in
          SealedRecord(
            id: Hex.encode([UInt8](repeating: 0, count: 12) + [3, 2, 1, 0].map { UInt8(index >> ($0 * 8) & 255) }),
            source: .info, channels: [.basic], destination: .home, classification: "row/x/\(index)",
            created: .now(), revision: 1,
            request: SealedRequest(method: "POST", url: "http://h", headers: [], body: body),
            sha256: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
        })
    }
    return (stage, outbox)
  }

  /// Walks a list by pages and names what it saw.
  private func walk<Row: PageRow>(
    _ first: PageQuery.Start, filter: String = "", _ read: (PageQuery) throws -> Page<Row>
  ) throws -> [[Row]] {
    var pages: [[Row]] = []
    var start = first
    while true {
      let page = try read(PageQuery(start, limit: 300, filter: filter))
      pages.append(page.rows)
      let isForward = first == .first
      if isForward ? page.isEnd : page.isStart { return pages }
      let edge = page.reached ?? (isForward ? page.rows.last?.key : page.rows.first?.key)
      start = isForward ? .after(try #require(edge)) : .before(try #require(edge))
      try #require(pages.count < 100)
    }
  }

  @Test("forth from the first and back from the last give the same rows, each once")
  func bothWays() throws {
    let (stage, outbox) = try stage(1234)
    let reader = RecordReader(outbox: outbox)
    let forth = try walk(.first, reader.spool).joined().map(\.classification)
    let back = try walk(.last, reader.spool).reversed().joined().map(\.classification)
    #expect(forth == (0..<1234).map { "row/x/\($0)" })
    #expect(back == forth)
    try outbox.settle(try outbox.waiting(limit: 1000).map { .dropped(id: $0.id, reason: "test") })
    let newest = try walk(.first, reader.journal).joined().map(\.key)
    #expect(newest == Array((1...1000).reversed()).map(Int64.init))
    #expect(try walk(.last, reader.journal).reversed().joined().map(\.key) == newest)
    #expect(try reader.journal(PageQuery(.first)).total == 1000)
    #expect(try reader.spool(PageQuery(.first)).total == 234)
    withExtendedLifetime(stage) {}
  }

  @Test("a page begins at any place, and past the end at the last row")
  func places() throws {
    let (stage, outbox) = try stage(900)
    let reader = RecordReader(outbox: outbox)
    // Gaps do not count.
    try outbox.settle(try outbox.waiting(limit: 300).map { .dropped(id: $0.id, reason: "test") })
    for place in [0, 1, 17, 599] {
      let spool = try reader.spool(PageQuery(.at(place), limit: 3))
      #expect(spool.rows.map(\.classification) == (place..<min(600, place + 3)).map { "row/x/\(300 + $0)" })
      #expect(spool.isStart == (place == 0) && spool.isEnd == (place >= 597))
      let journal = try reader.journal(PageQuery(.at(min(place, 299)), limit: 3))
      #expect(journal.rows.first?.key == 300 - Int64(min(place, 299)))
    }
    #expect(try reader.spool(PageQuery(.at(5000))).rows.map(\.classification) == ["row/x/899"])
    #expect(try reader.journal(PageQuery(.at(5000))).rows.map(\.key) == [1])
    try outbox.settle(try outbox.waiting(limit: 1000).map { .dropped(id: $0.id, reason: "test") })
    #expect(try reader.spool(PageQuery(.at(3))).rows.isEmpty)
    withExtendedLifetime(stage) {}
  }

  @Test("a filter finds every row that has it, however far, and looks through a bounded part at once")
  func filter() throws {
    let (stage, outbox) = try stage(9000)
    let reader = RecordReader(outbox: outbox)
    let found = try walk(.first, filter: "x/*77") { try reader.spool($0) }
    #expect(
      Set(found.joined().map(\.classification))
        == Set((0..<9000).filter { String($0).contains("77") }.map { "row/x/\($0)" }))
    #expect(found.count > 1)
    #expect(try walk(.last, filter: "no such") { try reader.spool($0) }.joined().isEmpty)
    withExtendedLifetime(stage) {}
  }

  @Test("a record in full: waiting, settled, and unknown")
  func record() throws {
    let (stage, outbox) = try stage(1)
    let reader = RecordReader(outbox: outbox)
    let id = try #require(try outbox.waiting(limit: 1).first?.id)
    let waiting = try reader.record(id: id)
    #expect(waiting.isWaiting && waiting.request?.body == Array("{}".utf8))
    try outbox.settle([.refused(id: id, status: 403, reason: "no\u{1B}")])
    let settled = try reader.record(id: id)
    #expect(!settled.isWaiting && settled.facts.contains(.init("result", "refused, status 403")))
    #expect(waiting.waiting?.id == id && settled.settled?.result == "refused")
    #expect(try reader.record(id: String(id.prefix(30))) == settled, "the beginning of an id names it too")
    #expect(throws: Explanation.self) { try reader.record(id: "ff") }
    #expect(throws: Explanation.self) { try reader.lastSent(.home) }
    withExtendedLifetime(stage) {}
  }

  @Test("the last device report comes with all its requests, and with no other report's")
  func severalRequests() throws {
    let (stage, outbox) = try stage(0)
    func send(_ bodies: [String], at second: Int64, _ destination: Destination = .device) throws {
      for body in bodies {
        let record = SealedRecord(
          id: try Randomness.identifier(), source: .cluster, channels: [.device], destination: destination,
          classification: "\(destination.rawValue)/report/full", created: Timestamp(seconds: second), revision: 1,
          request: SealedRequest(method: "PUT", url: "http://127.0.0.1:9", headers: [], body: Array(body.utf8)),
          sha256: Hex.encode(Digest.sha256(Array(body.utf8))))
        try outbox.accept([record])
        try outbox.settle([.sent(id: record.id, status: 200, answer: "")])
      }
    }
    let reader = RecordReader(outbox: outbox)
    try send(["1", "2"], at: 1000)
    try send(["3", "4", "5"], at: 2000)
    try send(["6"], at: 2000, .home)
    let last = try reader.lastSent(.device)
    let bodies = try [#require(last.request).body] + #require(last.others)
    #expect(Set(bodies.map { String(decoding: $0, as: UTF8.self) }) == ["3", "4", "5"])
    try send([String(repeating: "a", count: 9 << 20), String(repeating: "b", count: 9 << 20), "c"], at: 3000)
    #expect(try reader.lastSent(.device).others == nil, "more than one answer holds")
    withExtendedLifetime(stage) {}
  }

  @Test("the beginning of several ids names none of them")
  func ambiguous() throws {
    let (stage, outbox) = try stage(2)
    try outbox.settle([.dropped(id: try #require(try outbox.waiting(limit: 1).first?.id), reason: "test")])
    let reader = RecordReader(outbox: outbox)
    do throws(Explanation) {
      _ = try reader.record(id: "000")
      Issue.record("one waits, one is settled")
    } catch {
      #expect(error.what == "more than one record begins so")
    }
    withExtendedLifetime(stage) {}
  }

  @Test("verifying tells the rows, and stops when nobody wants it")
  func verify() throws {
    let (stage, outbox) = try stage(3000)
    try outbox.settle(try outbox.waiting(limit: 3000).map { .dropped(id: $0.id, reason: "test") })
    var told: [Int] = []
    let whole = LongWork.verify(stage.state) { done, total in
      told.append(done)
      #expect(total == 3000)
      return true
    }
    #expect(told == [1000, 2000, 3000])
    guard case .done(let text) = whole else { return #expect(Bool(false), "\(whole)") }
    #expect(text.hasPrefix("the ledger holds: 3000 rows"))
    #expect(LongWork.verify(stage.state) { _, _ in false } == .done("stopped: the first 1000 of 3000 rows hold"))
  }

  @Test("without an agent the outbox is looked at, and nothing is changed")
  func offline() throws {
    let (stage, outbox) = try stage(2)
    let agent = try OfflineAgent(
      label: "no agent", configPath: stage.scratch.path + "/telemetry.conf", stateDirectory: stage.state,
      environment: Environment(variables: [:]))
    for request in ViewRequestTests.requests + [.status, .withdraw, .send(recordID: "x"), .live] {
      agent.submit(request)
      for (_, reply) in agent.collect() {
        guard !request.isReading else { continue }
        guard case .failed(let explanation) = reply else { return #expect(Bool(false), "\(request) was done") }
        #expect(explanation.what.contains("no agent runs"))
      }
    }
    agent.submit(.spool(PageQuery(.first)))
    // Long work that was asked for above may answer in between.
    let pages = agent.collect().compactMap { answer -> Page<WaitingRow>? in
      if case .spool(let page) = answer.reply { page } else { nil }
    }
    #expect(pages.map(\.rows.count) == [2])
    #expect(try outbox.summary().count == 2)
  }

  @Test("without an agent the ledger is checked all the same, with its progress, and the check can be stopped")
  func verifyOffline() throws {
    let (stage, outbox) = try stage(3000)
    try outbox.settle(try outbox.waiting(limit: 3000).map { .dropped(id: $0.id, reason: "test") })
    let agent = try OfflineAgent(
      label: "no agent", configPath: nil, stateDirectory: stage.state, environment: Environment(variables: [:]))
    func lastWord(_ request: Int) -> AgentReply? {
      var told = 0
      return eventually {
        for (number, reply) in agent.collect() where number == request {
          guard case .progress = reply else { return told > 0 ? reply : .failed(Explanation("no progress", at: "")) }
          told += 1
        }
        return nil
      }
    }
    guard case .done(let text)? = lastWord(agent.submit(.verify)) else { return #expect(Bool(false)) }
    #expect(text.hasPrefix("the ledger holds: 3000 rows"))
    let request = agent.submit(.verify)
    agent.submit(.cancel(request: request))
    guard case .done? = lastWord(request) else { return #expect(Bool(false)) }
  }
}
