import Outbox
import Platform
import Report
import Testing

@testable import Delivery

@Suite struct AnswerTests {
  let scratch: Scratch
  let outbox: Outbox
  let stage = Stage()

  init() throws {
    scratch = try Scratch()
    outbox = try scratch.outbox()
  }

  @Test func `the sealed request arrives as it was sealed, on one connection`() throws {
    let server = try Server(scratch)
    let records = try (0..<20).map {
      try sealed(server.url + "/x?a=%20b", "{\"n\":\($0)}", method: $0 % 2 == 0 ? "POST" : "PUT")
    }
    try outbox.accept(records)
    #expect(try deliverOnce(outbox, stage) == .done)
    let requests = try server.requests()
    #expect(Set(requests.map(\.sha256)) == Set(records.map(\.sha256)))
    let first = try #require(requests.first { $0.sha256 == records[0].sha256 })
    #expect(first.method == "POST")
    #expect(first.path == "/x?a=%20b")
    #expect(first.headers["Content-Type"] == "application/json")
    #expect(first.headers["X-Empty"] == "")
    #expect(first.headers["X-Test"] == "a: b")
    #expect(first.headers["User-Agent"] == "telemetry-tui/test")
    #expect(first.headers["Expect"] == nil)
    #expect(Set(requests.map(\.connection)).count <= 8)
    #expect(try outbox.summary().count == 0)
    let entry = try #require(try outbox.ledgerEntry(id: records[3].id))
    #expect(entry.result == .sent)
    #expect(entry.status == 200)
    #expect(entry.tries == 1)
    #expect(entry.method == "PUT")
    #expect(entry.reason == "{\"ok\":true}")
    #expect(try outbox.verify().isGood)
  }

  /// What the path answers, whom it is sent to, and what becomes of the record.
  struct Case: Sendable, CustomTestStringConvertible {
    var path: String
    var destination = Destination.home
    var result: Settlement?
    var says = ""
    var testDescription: String { "\(destination.rawValue) \(path)" }
  }

  static let cases = [
    Case(path: "/status/200", result: .sent),
    Case(path: "/status/201", result: .sent),
    Case(path: "/status/204", result: .sent),
    Case(path: "/status/299", result: .sent),
    Case(path: "/status/200?type=text/html", destination: .home, result: .sent),
    Case(path: "/status/200?type=text/html;%20charset=utf-8", destination: .collector, result: nil, says: "HTML"),
    Case(path: "/status/200?body=%0a%3C!DOCTYPE%20html%3E", destination: .collector, result: nil, says: "HTML"),
    Case(path: "/status/200?body=%3Chtml%3E", destination: .collector, result: nil, says: "HTML"),
    Case(path: "/status/200?body=null", destination: .collector, result: .sent),
    Case(path: "/status/200?body=%20null%0a", destination: .report, result: .refused, says: "null"),
    Case(path: "/status/200?body=nullable", destination: .report, result: .sent),
    Case(path: "/status/200?body=null", destination: .device, result: .sent),
    Case(path: "/status/301", result: nil, says: "redirects are not followed"),
    Case(path: "/moved", result: nil, says: "redirects are not followed"),
    Case(path: "/status/400?body=no%20such%0athing", result: .refused, says: "answered 400: no such"),
    Case(path: "/status/401", result: .refused, says: "401"),
    Case(path: "/status/404", result: .refused, says: "404"),
    Case(path: "/status/407", result: nil, says: "proxy"),
    Case(path: "/status/408", result: nil, says: "408"),
    Case(path: "/status/413", result: .refused, says: "413"),
    Case(path: "/status/425", result: nil, says: "425"),
    Case(path: "/status/429", result: nil, says: "429"),
    Case(path: "/status/500", result: nil, says: "500"),
    Case(path: "/status/503", result: nil, says: "503"),
    Case(path: "/huge", result: .sent),
    Case(path: "/early", result: .sent),
    Case(path: "/close", result: nil, says: "closed the connection without an answer"),
    Case(path: "/half", result: nil, says: "127.0.0.1"),
    Case(path: "/hang", result: nil, says: "no answer from 127.0.0.1"),
  ]

  @Test(arguments: cases) func `an answer decides what becomes of a record`(_ wanted: Case) throws {
    let server = try Server(scratch)
    if wanted.path == "/hang" { stage.settings.totalTimeout = 400 }
    let record = try sealed(server.url + wanted.path, to: wanted.destination)
    try outbox.accept([record])
    #expect(try deliverOnce(outbox, stage) == (wanted.result == nil ? .waiting : .done))
    if let result = wanted.result {
      let entry = try #require(try outbox.ledgerEntry(id: record.id))
      #expect(entry.result == result)
      #expect(entry.reason.contains(wanted.says), "\(entry.reason)")
      #expect(entry.tries == 1)
    } else {
      let entry = try #require(try outbox.waiting(id: record.id))
      #expect(entry.lastError.contains(wanted.says), "\(entry.lastError)")
      #expect(entry.tries == 1)
      let next = try #require(entry.nextTry)
      #expect(next > Timestamp.now() + -5000)
      #expect(try outbox.destinationState(wanted.destination).failures == 1)
      #expect(try outbox.record(id: record.id) == record)
    }
  }

  @Test func `Retry-After holds the whole destination back, for a day at most`() throws {
    let server = try Server(scratch)
    for (text, wanted) in [
      ("7200", Int64(7_200_000)), ("99999999", 86_400_000), ("Fri, 01 Jan 2100 00:00:00 GMT", 86_400_000),
    ] {
      let escaped = text.map { $0 == " " ? "%20" : String($0) }.joined()
      let record = try sealed(server.url + "/status/503?retry_after=" + escaped, to: .collector)
      try outbox.accept([record])
      let before = Timestamp.now()
      #expect(try deliverOnce(outbox, stage) == .waiting)
      let until = try #require(try outbox.destinationState(.collector).retryAt)
      let spread = Backoff.spread(wanted, draw: 0.5)
      #expect((spread...(spread + 10_000)).contains(until - before), "\(text)")
      let other = try sealed(server.url + "/ok", to: .collector)
      try outbox.accept([other])
      #expect(try outbox.due(now: .now(), limit: 9).isEmpty)
      try outbox.settle([.dropped(id: record.id, reason: "test"), .dropped(id: other.id, reason: "test")])
      try outbox.retryNow()
    }
  }

  @Test func `one failing destination is tried once in a pass and does not stop the others`() throws {
    let server = try Server(scratch)
    let bad = try (0..<30).map { _ in try sealed(server.url + "/status/500", to: .home) }
    let good = try (0..<30).map { _ in try sealed(server.url + "/ok", to: .report) }
    try outbox.accept(bad + good)
    #expect(try deliverOnce(outbox, stage) == .waiting)
    #expect(try outbox.summaryByDestination()[.home]?.count == 30)
    #expect(try outbox.summaryByDestination()[.report] == nil)
    #expect(try server.requests().filter { $0.path == "/status/500" }.count <= 8)
    #expect(try outbox.destinationState(.home).failures == 1)
  }
}
