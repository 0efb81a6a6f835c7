import Outbox
import Platform
import Report
import TestSupport
import Testing

@testable import Agent

@Suite("The control socket's language")
struct CodecTests {
  static let requests: [AgentRequest] = [
    .status, .live, .preview(.home, hypothetical: true), .preview(.device, hypothetical: false), .report(.report),
    .send(recordID: "0f"), .agree([], licence: nil), .agree([.home, .collector], licence: "sharing-1-0"),
    .agree([.report], licence: nil, newFields: .accept), .withdraw,
    .setChannel(.ident, on: true), .setChannel(.crash, on: false), .retry, .reload,
    .command("journal -V \"x\n\u{1B}日\""),
  ]

  @Test("every request is read as it was written, on one line", arguments: requests)
  func request(_ request: AgentRequest) throws {
    let line = Codec.encode(request, id: 7)
    #expect(line.last == 0x0A && line.filter { $0 == 0x0A }.count == 1)
    let read = try #require(Codec.request(try JSONReader.parse(line)))
    #expect(read.id == 7 && read.request == request)
  }

  private static let moment = Timestamp(milliseconds: 1_795_241_715_042)

  private static let preview = Preview(
    record: SealedRecord(
      id: "0f", source: .info, channels: [.basic, .ident], destination: .home, classification: "node/report/full",
      severity: 3, eventID: "e", created: moment, revision: 9, newFields: ["a.*", "b"],
      request: SealedRequest(
        method: "POST", url: "http://h?a=b", headers: [.init("A", ""), .init("B", "c: d")],
        body: (0...255).map { UInt8($0) }), sha256: "ab"),
    isFull: true, mayLeave: false, reason: "why\nnot",
    fields: Hiding.allCases.map {
      Preview.Field(
        path: ["a.b", "0", "日"], value: .array([.null, .number("1e9")]), hiding: $0, rule: $0 == .plain ? nil : "r")
    })

  private static let full = AgentStatus(
    daemon: 4711, host: "h\u{1B}", now: moment, node: .init(address: "[::1]:3000", state: .down, reason: "gone"),
    destinations: [
      .init(
        destination: .home, url: "http://h", state: .held, reason: "r",
        consent: .init(by: "root", at: moment, channels: [.basic], licence: "l", revision: 1), nextReport: moment,
        lastResult: .init(at: moment, result: "sent", status: 200, bytes: 9, sha256: "ff"), waiting: 2, waitingBytes: 3,
        trouble: .init(since: moment, failures: 4, reason: "503", nextTry: moment),
        pace: Paced(outage: 3_600_000, next: moment, until: moment)),
      .init(destination: .device, url: nil, state: .off),
    ],
    channels: Channel.allCases.map { .init(channel: $0, isOn: $0.isOnByDefault, origin: "f:1") },
    attention: [Attention("look"), Attention("do", command: "spool ls")],
    spool: .init(count: 1, bytes: 2, oldest: moment), machineID: .init(id: "0f", isStatic: true, rotates: moment),
    newFields: .accept, events: [Event(at: moment, kind: "sent", text: "t\n")])

  private static let bare = AgentStatus(
    daemon: nil, host: "", now: Timestamp(milliseconds: -1), node: .init(address: nil, state: .unconfigured),
    destinations: [], channels: [], attention: [], spool: .init(count: 0, bytes: 0, oldest: nil),
    machineID: .init(id: "", isStatic: false, rotates: nil), events: [])

  private static let snapshot = NodeSnapshot(
    address: "a:1", build: "4.9", edition: "e", uptimeSeconds: 5, taken: -7, elapsed: 8, messages: 2,
    groups: [
      .init(kind: .set, title: "set a b", sentAs: nil, entries: [.init(name: "n", value: "v", sentAs: nil)]),
      .init(
        kind: .service, title: "statistics", sentAs: "statistics", entries: [.init(name: "n", value: "", sentAs: "s.n")]
      ),
    ], errors: [.init("x", "ERROR:4:no")])

  static let replies: [AgentReply] = [
    .status(full), .status(bare), .live(snapshot), .preview(preview), .done(""), .done("two\nlines \u{202E}"),
    .live(
      .init(
        address: "", build: "", edition: "", uptimeSeconds: nil, taken: 0, elapsed: 0, messages: 0, groups: [],
        errors: [])),
    .failed(Explanation("w", at: "p", remedy: "r", exit: .unavailable)), .failed(Explanation("w", at: "")),
  ]

  @Test("every reply is read as it was written, on one line, bodies byte for byte", arguments: replies)
  func reply(_ reply: AgentReply) throws {
    let line = Codec.encode(reply, id: 0)
    #expect(line.last == 0x0A && line.filter { $0 == 0x0A }.count == 1)
    let read = try #require(Codec.reply(try JSONReader.parse(line)))
    #expect(read.id == 0 && read.reply == reply)
  }

  @Test(
    "nonsense is no request",
    arguments: [
      "{}", "[]", "1", #"{"id":1}"#, #"{"ask":"status"}"#, #"{"id":"1","ask":"status"}"#, #"{"id":1,"ask":"dance"}"#,
      #"{"id":1.5,"ask":"status"}"#, #"{"id":1,"ask":"preview"}"#, #"{"id":1,"ask":"preview","destination":"moon"}"#,
      #"{"id":1,"ask":"report"}"#, #"{"id":1,"ask":"send"}"#, #"{"id":1,"ask":"send","record":7}"#,
      #"{"id":1,"ask":"agree","destinations":["home","moon"]}"#, #"{"id":1,"ask":"agree","destinations":[1]}"#,
      #"{"id":1,"ask":"channel","channel":"ident"}"#, #"{"id":1,"ask":"channel","channel":"x","on":true}"#,
      #"{"id":1,"ask":"channel","channel":"ident","on":"yes"}"#, #"{"id":1,"ask":"command"}"#,
      #"{"id":99999999999999999999,"ask":"status"}"#,
    ])
  func noRequest(_ text: String) throws { #expect(Codec.request(try JSONReader.parse(text)) == nil) }

  @Test(
    "nonsense is no reply",
    arguments: [
      "{}", #"{"id":1,"reply":"done"}"#, #"{"id":1,"reply":"done","value":7}"#,
      #"{"id":1,"reply":"status","value":{}}"#,
      #"{"id":1,"reply":"preview","value":{}}"#, #"{"id":1,"reply":"live","value":null}"#,
      #"{"id":1,"reply":"other","value":""}"#,
      #"{"reply":"done","value":""}"#, #"{"id":1,"reply":"failed","value":{"what":"x"}}"#,
    ])
  func noReply(_ text: String) throws { #expect(Codec.reply(try JSONReader.parse(text)) == nil) }

  @Test("replies of which parts are missing or of another kind are read or refused, never crash")
  func damagedReplies() throws {
    var draws = Draws(41)
    var read = 0
    for reply in Self.replies {
      for _ in 0..<150 {
        let json = Self.damaged(try JSONReader.parse(Codec.encode(reply, id: 3)), &draws)
        if Codec.reply(json) != nil { read += 1 }
      }
    }
    #expect(read > 0)
  }

  /// Somewhere in the value another one, or nothing.
  private static func damaged(_ json: JSON, _ draws: inout Draws) -> JSON {
    if draws.oneIn(12) {
      return draws.pick([.null, .int(-1), .string("x"), .array([]), .bool(true), .number("1e99")], or: .null)
    }
    switch json {
    case .object(let object):
      var changed = JSONObject()
      for (key, value) in object where !draws.oneIn(12) { changed[key] = damaged(value, &draws) }
      return .object(changed)
    case .array(let items): return .array(items.map { damaged($0, &draws) })
    default: return json
    }
  }

  @Test("lines are put together from pieces of any size")
  func lines() {
    var draws = Draws(42)
    let wanted = (0..<60).map { _ in (0..<draws.number(below: 40)).map { _ in UInt8(32 + draws.number(below: 90)) } }
    var stream = Array(wanted.map { $0 + [0x0A] }.joined())
    stream += Array("the rest".utf8)
    var buffer = LineBuffer()
    var lines: [[UInt8]] = []
    while !stream.isEmpty {
      let piece = stream.prefix(1 + draws.number(below: 70))
      buffer.feed(piece)
      stream.removeFirst(piece.count)
      while let line = buffer.next() { lines.append(line) }
    }
    #expect(lines == wanted && buffer.count == 8)
  }
}
