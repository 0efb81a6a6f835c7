import Agent
import Platform
import Report
import Terminal
import Testing

@testable import Console
@testable import console_probe

/// The lists of records: what waits and what is settled.
@Suite("Spool and journal")
struct ListTests {
  @Test("a million records scroll by pages: the first, the last, and back, each by one question")
  func million() throws {
    let rig = Rig(columns: 120, rows: 40)
    rig.handle.spool.count = 1_000_000
    try rig.run(
      """
      key 5
      wait-idle
      expect 1 of 1 000 000
      key G
      wait-idle
      expect record
      expect row-1000000
      expect 1 000 000 of 1 000 000
      key PgUp
      wait-idle
      expect row-999970
      key g
      wait-idle
      expect 1 of 1 000 000
      expect org.clearlinux/hello
      """.replacing(" ", with: "\u{2009}", inNumbers: true))
    let pages = rig.handle.requests.filter { if case .spool = $0 { true } else { false } }
    #expect(pages.count <= 8)
    for case .spool(let query) in pages { #expect(query.limit <= 1000) }
  }

  @Test("going down a long list brings every row once and in order")
  func walk() throws {
    let rig = Rig(columns: 120, rows: 40)
    rig.handle.journal = SampleList(count: 5000, falling: true) { index in
      SettledRow(
        key: Int64(5000 - index), id: "id\(index)", time: Samples.now, destination: .home,
        classification: "row/\(index)", bytes: 1, sha256: Samples.sha256, result: "sent")
    }
    let (driver, screen) = rig.driver()
    driver.send(.input(.key(.character("6"))))
    driver.collect()
    for step in 0..<4000 {
      driver.collect()
      #expect(driver.state.journal.selected?.classification == "row/\(step)")
      driver.send(.input(.key(.down)))
    }
    for step in (0..<4000).reversed() {
      driver.collect()
      driver.send(.input(.key(.up)))
      #expect(driver.state.journal.selected?.classification == "row/\(step)")
    }
    driver.draw()
    #expect(screen.canvas.text.contains("1 of 5"))
    #expect(driver.state.journal.rows.count <= 3000)
  }

  @Test("rows that come and go leave the cursor on its record")
  func refresh() {
    let rig = Rig()
    let (driver, _) = rig.driver()
    driver.send(.input(.key(.character("5"))))
    driver.collect()
    driver.send(.input(.key(.down)))
    let chosen = driver.state.spool.selected
    rig.handle.spool = SampleList(count: 2) { Samples.waiting[$0 + 1] }
    var status = Samples.status
    status.spool.count = 2
    rig.handle.push(status)
    driver.collect()
    driver.collect()
    #expect(driver.state.spool.rows.count == 2)
    #expect(driver.state.spool.selected == chosen)
  }

  @Test("/ looks through the whole list, by the agent, and Esc brings all rows back")
  func filter() throws {
    let rig = Rig()
    rig.handle.spool.count = 4000
    let text = try rig.run("key 5\nwait-idle\nkey /\ntype row-39\nkey Enter\nwait-idle\nexpect filter: row-39").canvas
      .text
    #expect(text.contains("row-39") && !text.contains("hello"))
    try rig.run("key 5\nwait-idle\nkey /\ntype nothing such\nwait-idle\nexpect nothing is like nothing such")
    try rig.run(
      "key 6\nwait-idle\nkey /\ntype refused\nkey Enter\nwait-idle\nexpect refused 403\nkey Esc\nwait-idle\nexpect dropped"
    )
  }

  @Test("a record opens with its facts and exact bytes, and no byte of it reaches the terminal as itself")
  func record() throws {
    let rig = Rig()
    let screen = try rig.run(
      """
      key 5
      wait-idle
      key Enter
      wait-idle
      expect A record that waits
      expect 503 Service Unavailable \\e[31m
      expect 7b 22 74 65 78 74 22 3a 22 1b
      key y
      expect copied \(Samples.recordBody.count) bytes
      """)
    #expect(screen.clipboard == Samples.recordBody)
    for scalar in screen.canvas.text.unicodeScalars where scalar != "\n" { #expect(!SafeText.isHostile(scalar)) }
  }

  @Test("ten megabytes in one line open and scroll to their end")
  func bigBody() throws {
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000) + Array("THE-END".utf8)
    let detail = RecordDetail(
      id: "a", isWaiting: false, destination: .home, sha256: "", facts: [.init("id", "a")],
      request: SealedRequest(method: "POST", url: "http://x", headers: [], body: body))
    let (driver, screen) = Rig().driver()
    driver.send(.submitted(99, .record))
    driver.send(.reply(request: 99, .record(detail)))
    driver.send(.input(.key(.character("G"))))
    driver.draw()
    #expect(screen.canvas.text.contains("THE-END"))
  }

  @Test("w writes exactly the bytes of the body")
  func writeBody() throws {
    let scratch = Scratch()
    try Rig().run(
      "key 6\nwait-idle\nkey Enter\nwait-idle\nkey w\nkey Ctrl-U\ntype \(scratch.path)/body\nkey Enter\nexpect wrote \(Samples.recordBody.count) bytes"
    )
    #expect(try Files.read(scratch.path + "/body") == Samples.recordBody)
  }

  @Test("r and d are for the record under the cursor or the marked ones, and ask first")
  func marked() throws {
    let rig = Rig()
    try rig.run("key 5\nwait-idle\nkey d\nexpect Delete this record?\nkey Esc\nwait-idle")
    #expect(!rig.handle.requests.contains { if case .drop = $0 { true } else { false } })
    try rig.run(
      "key 5\nwait-idle\nkey Space\nkey Space\nexpect 2 marked\nkey d\nexpect Delete 2 records?\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.contains(.drop(id: Samples.waiting[0].id)))
    #expect(rig.handle.requests.contains(.drop(id: Samples.waiting[1].id)))
    #expect(!rig.handle.requests.contains(.drop(id: Samples.waiting[2].id)))
    try rig.run("key 5\nwait-idle\nkey j\nkey r\nexpect Try this record now?\nkey Enter\nwait-idle")
    #expect(rig.handle.requests.contains(.retryRecord(id: Samples.waiting[1].id)))
  }

  @Test("what is settled can be neither retried nor deleted, and the key says why")
  func settled() throws {
    try Rig().run("key 6\nwait-idle\nkey Enter\nwait-idle\nkey d\nexpect d: it does not wait: it is settled for good")
  }

  @Test("a list that cannot be read says why")
  func failure() {
    let (driver, screen) = Rig().driver()
    driver.send(.input(.key(.character("5"))))
    driver.collect()
    let query = PageQuery(.first)
    driver.send(.submitted(77, .spoolPage(query)))
    driver.send(.reply(request: 77, .failed(Explanation("the outbox is busy", at: "outbox.sqlite"))))
    driver.draw()
    #expect(driver.state.spool.failure?.what == "the outbox is busy" || screen.canvas.text.contains("busy"))
  }
}

extension String {
  /// Numbers of more than four digits are grouped by thin spaces on a screen.
  fileprivate func replacing(_ gap: Character, with thin: Character, inNumbers: Bool) -> String {
    let all = Array(self)
    return String(
      all.indices.map { index in
        let isInside = index > 0 && index + 1 < all.count && all[index - 1].isNumber && all[index + 1].isNumber
        return all[index] == gap && isInside ? thin : all[index]
      })
  }
}
