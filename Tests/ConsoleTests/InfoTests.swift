import Agent
import Platform
import Report
import Terminal
import Testing

@testable import Console
@testable import console_probe

@Suite("The node's values, live")
struct InfoTests {
  private func series(_ values: [Double]) -> Series {
    var series = Series()
    for (second, value) in values.enumerated() { series.add(value, at: Int64(second) * 1000) }
    return series
  }

  @Test(
    "the change is per second, of the last two values",
    arguments: [([5.0], nil), ([5, 9], 4), ([5, 9, 9], 0), ([9, 5], -4), ([], nil)] as [([Double], Double?)])
  func rate(values: [Double], wanted: Double?) {
    #expect(series(values).rate == wanted)
  }

  @Test("a longer pause makes the change smaller, not larger")
  func pause() {
    var series = Series()
    series.add(100, at: 0)
    series.add(300, at: 4000)
    #expect(series.rate == 50)
    series.add(999, at: 4000)
    #expect(series.rate == 50)
  }

  @Test("a counter that was set back has no change until its next value, and never a negative one")
  func reset() {
    var series = series([100, 200, 300, 400])
    series.add(3, at: 4000)
    #expect(series.rate == nil)
    series.add(13, at: 5000)
    #expect(series.rate == 10)
    #expect(!series.isGauge)
  }

  @Test("what goes up and down is drawn by its values")
  func gauge() {
    let series = series([40, 42, 41, 44])
    #expect(series.isGauge)
    #expect(series.rate == 3)
    #expect(series.columns(60, now: 3000).suffix(3) == [42, 41, 44])
  }

  @Test("only the last minute is kept and drawn")
  func window() {
    let long = series((0..<300).map { Double($0) * 2 })
    #expect(long.samples.count <= 63)
    #expect(long.columns(6, now: 299_000) == [2, 2, 2, 2, 2, 2])
    #expect(series([1, 2]).columns(3, now: 1000) == [nil, nil, 1])
  }

  @Test("the bars reach from the lowest sign to the highest and leave gaps where nothing is known")
  func sparkline() {
    #expect(Sparkline.text([nil, 0, 1, 2, 7], glyphs: .utf8) == " ▁▂▃█")
    #expect(Sparkline.text([5, 5, 5], glyphs: .utf8) == "███")
    #expect(Sparkline.text([0, 0], glyphs: .utf8) == "▁▁")
    #expect(Sparkline.text([-4, 0, 4], glyphs: .utf8).count == 3)
    #expect(Sparkline.text([nil], glyphs: .utf8) == "")
    #expect(Sparkline.text([.infinity, 1], glyphs: .ascii) == " #")
  }

  @Test(
    "numbers are numbers, names that look like some are not",
    arguments: [
      ("42", true), ("-3", true), ("1.5", true), ("A4F1", false), ("", false), ("1e5", false), ("10.0.0.1", false),
      ("0x1", false),
    ])
  func numbers(text: String, isNumber: Bool) {
    #expect((InfoModel.number(text) != nil) == isNumber)
  }

  @Test("a node that restarted shows no change at first")
  func restart() {
    var model = InfoModel()
    model.accept(Samples.snapshot(second: 50, taken: 0))
    model.accept(Samples.snapshot(second: 51, taken: 1000))
    #expect(model.series(0, 3)?.rate == 1)
    model.accept(Samples.snapshot(second: 0, taken: 2000))
    #expect(model.series(0, 3)?.rate == nil)
  }

  @Test("groups fold by Space, Enter, arrows and letters, and folding from inside goes to the group's line")
  func folding() throws {
    let script = "key 2\nwait-idle\nexpect cluster_size\n"
    for keys in ["key Space", "key Enter", "key Left", "key h", "key Down\nkey h", "key Down\nkey Left"] {
      let text = try Rig().run(script + keys).canvas.text
      #expect(text.contains("▸ statistics (5)") && !text.contains("cluster_size"))
    }
    try Rig().run(script + "key -\nexpect ▸ namespace test\nkey +\nexpect ▾ configuration\nexpect service.port")
  }

  @Test("the filter narrows while it is typed; Enter keeps it, Esc takes it back")
  func filter() throws {
    let rig = Rig()
    let kept = try rig.run("key 2\nwait-idle\nkey /\ntype READ_\nkey Enter").canvas.text
    #expect(kept.contains("batch_sub_read_success") && kept.contains("client_read_success"))
    #expect(!kept.contains("cluster_size") && kept.contains("filter: READ_"))
    let back = try rig.run("key 2\nwait-idle\nkey /\ntype nothing-like-this\nexpect no name is like\nkey Esc").canvas
      .text
    #expect(back.contains("cluster_size"))
    let pattern = try rig.run("key 2\nwait-idle\nkey /\ntype c*size\nkey Enter").canvas.text
    #expect(pattern.contains("cluster_size") && !pattern.contains("client_connections"))
  }

  @Test("Enter on a value shows it whole, under which name it is sent, and why")
  func why() throws {
    try Rig().run(
      "key 2\nwait-idle\nkey Down\nkey Enter\nexpect sent as   statistics.cluster_size\nexpect where     Info statistics"
    )
    try Rig().run("key 2\nwait-idle\nkey G\nkey Enter\nkey Down\nexpect unrecognized command")
  }

  @Test("the node is asked again only while its values are on the screen, a refresh after the last answer")
  func refresh() throws {
    let rig = Rig()
    // No countdown is at the edge of a minute.
    rig.passWall(1)
    let (driver, _) = rig.driver()
    func asked() -> Int { rig.handle.requests.count { $0 == .live } }
    #expect(asked() == 0 && driver.timeout > 1000)
    driver.send(.input(.key(.character("2"))))
    driver.collect()
    #expect(asked() == 1 && driver.timeout == 1000)
    rig.pass(999)
    driver.tick()
    #expect(asked() == 1)
    rig.pass(1)
    driver.tick()
    #expect(asked() == 2)
    driver.collect()
    driver.send(.input(.key(.character("1"))))
    rig.pass(5000)
    driver.tick()
    #expect(asked() == 2 && driver.timeout > 1000)
  }

  @Test("a slow node is not asked twice at once, and an old value stays beside the reason for it")
  func slow() throws {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    driver.send(.input(.key(.character("2"))))
    driver.collect()
    rig.handle.isSlow = true
    for _ in 0..<5 {
      rig.pass(1000)
      driver.tick()
    }
    #expect(rig.handle.requests.count { $0 == .live } == 2)
    rig.handle.live = { _ in .failed(Explanation("connection refused", at: "127.0.0.1:3000")) }
    rig.handle.release()
    driver.collect()
    rig.handle.isSlow = false
    rig.pass(1000)
    driver.tick()
    driver.collect()
    driver.draw()
    #expect(screen.canvas.text.contains("connection refused: 127.0.0.1:3000"))
    #expect(screen.canvas.text.contains("cluster_size"))
  }
}
