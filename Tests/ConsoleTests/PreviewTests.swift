import Agent
import Platform
import Report
import Terminal
import Testing

@testable import Console
@testable import console_probe

@Suite("The preview")
struct PreviewTests {
  @Test("each field shows its value as it stands in the body, and what hides it")
  func tree() throws {
    let text = try Rig().run("key 3\nwait-idle").canvas.text
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("service.address") && $0.contains("\"b3c1d2e4") && $0.contains("keyed") })
    #expect(lines.contains { $0.contains("work-directory") && $0.contains("\"withheld\"") && $0.contains("withheld") })
    #expect(lines.contains { $0.contains("service.port") && $0.contains("\"3000\"") && !$0.contains("keyed") })
  }

  @Test("what was left out is named, though it is in no byte of the body")
  func leftOut() throws {
    try Rig(rows: 60).run("key 3\nwait-idle\nexpect left out, channel off (1)\nkey G\nkey Enter\nexpect perf.io_rate")
  }

  @Test("withheld only shows the fields something was done to, and no other")
  func onlyHidden() throws {
    let text = try Rig(rows: 40).run("key 3\nwait-idle\nkey W").canvas.text
    for wanted in ["config.service.address", "config.work-directory", "statistics.uptime", "perf.io_rate"] {
      #expect(text.contains(wanted))
    }
    #expect(!text.contains("service.port"))
  }

  @Test("the bytes are the body, byte by byte")
  func bytes() {
    let body = Samples.preview(.home).record.request.body
    for width in [13, 40, 80, 200] {
      let dump = BytesDump(body, isText: BytesDump.isPrintable(body), width: width)
      #expect((0..<dump.rowCount).map { dump.row($0).text }.joined() == String(decoding: body, as: UTF8.self))
    }
  }

  @Test("a body that is no printable text is shown in hexadecimal, with nothing guessed")
  func binary() throws {
    let body: [UInt8] = [0, 1, 0x41, 0x0A, 0xFF]
    let dump = BytesDump(body, isText: BytesDump.isPrintable(body), width: 80)
    #expect(dump.row(0).digits.hasPrefix("00 01 41 0a ff"))
    #expect(dump.row(0).text == "..A..")
    let rig = Rig()
    rig.handle.preview = { destination, _ in .preview(Samples.preview(destination, body: body)) }
    try rig.run("key 3\nwait-idle\nexpect the body is no JSON\nkey b\nexpect 00 01 41 0a ff")
  }

  @Test("the registry's entry stands beside the tree on wide screens, and under it when asked on narrow ones")
  func why() throws {
    try Rig(columns: 120, rows: 40).run("key 3\nwait-idle\nkey Down\nexpect tells single nodes from clusters")
    let narrow = Rig()
    #expect(try !narrow.run("key 3\nwait-idle\nkey Down").canvas.text.contains("tells single nodes"))
    try narrow.run("key 3\nwait-idle\nkey Down\nkey e\nexpect tells single nodes from clusters")
    #expect(
      try !narrow.run("key 3\nwait-idle\nkey Down\nkey Enter\nkey Esc").canvas.text.contains("tells single nodes"))
  }

  @Test("p asks for the report as if every channel were on, ] for another destination's")
  func asks() throws {
    let rig = Rig()
    try rig.run(
      "wait-idle\nkey 3\nwait-idle\nkey p\nwait-idle\nexpect as if every channel were on\nkey s\nexpect p shows what is\nkey ]\nwait-idle\nexpect → collector"
    )
    let previews = rig.handle.requests.filter { if case .preview = $0 { true } else { false } }
    #expect(
      previews == [
        .preview(.home, hypothetical: false), .preview(.home, hypothetical: true),
        .preview(.collector, hypothetical: true),
      ])
  }

  @Test("an answer to an overtaken question does not replace what is shown")
  func overtaken() {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    rig.handle.isSlow = true
    driver.send(.input(.key(.character("3"))))
    driver.send(.input(.key(.character("]"))))
    rig.handle.release()
    driver.collect()
    driver.draw()
    #expect(screen.canvas.text.contains("→ collector"))
  }

  @Test("a long report opens with its chapters and folds, unfolds and scrolls to its end")
  func long() throws {
    var object = JSONObject()
    for chapter in 0..<5 {
      var inner = JSONObject()
      for index in 0..<100 { inner["field-\(index)"] = .pairs(["deep": .int(index)]) }
      object["chapter-\(chapter)"] = .object(inner)
    }
    let body = JSONWriter.bytes(.object(object))
    let rig = Rig()
    rig.handle.preview = { destination, _ in .preview(Samples.preview(destination, body: body)) }
    try rig.run(
      "key 3\nwait-idle\nkey -\nexpect ▸ chapter-4 (100)\nkey +\nkey G\nexpect deep\nexpect 1005 of 1005\nkey g\nexpect 1 of 1005"
    )
  }

  @Test("a preview that cannot be made says why")
  func failure() throws {
    let rig = Rig()
    rig.handle.preview = { _, _ in .failed(Explanation("no node answers", at: "127.0.0.1:3000", remedy: "start it")) }
    try rig.run("key 3\nwait-idle\nexpect no node answers: 127.0.0.1:3000: start it\nkey s\nexpect s: no node answers")
  }
}
