import Terminal
import Testing

@Suite("A canvas")
struct CanvasTests {
  @Test("text that does not fit its columns ends in an ellipsis, at the canvas's edge too")
  func clipping() {
    var canvas = Canvas(size: Size(columns: 10, rows: 2))
    #expect(canvas.put("telemetry", row: 0, column: 0, width: 5) == 5)
    canvas.put("telemetry", row: 1, column: 4)
    #expect(canvas.text == "tele…\n    telem…\n")
  }

  @Test("drawing outside does nothing")
  func outside() {
    let empty = Canvas(size: Size(columns: 4, rows: 1))
    var canvas = empty
    for (row, column) in [(1, 0), (-1, 0), (0, 4), (0, -1)] { canvas.put("x", row: row, column: column) }
    canvas.fill(Area(row: 5, column: 5, width: 9, height: 9), with: "x")
    canvas.rule(row: -3)
    canvas.put("x", row: 0, column: 0, width: 0)
    #expect(canvas == empty)
  }

  @Test("right alignment ends in the last column")
  func alignment() {
    var canvas = Canvas(size: Size(columns: 8, rows: 1))
    canvas.put("42", row: 0, column: 1, width: 6, align: .right)
    #expect(canvas.text == "     42\n")
  }

  @Test("overwriting half of a wide character clears the other half")
  func wideHalves() {
    var canvas = Canvas(size: Size(columns: 6, rows: 1))
    canvas.put("日本", row: 0, column: 0)
    canvas.put("x", row: 0, column: 1)
    #expect(canvas.text == " x本\n")
    canvas.put("y", row: 0, column: 2)
    #expect(canvas.text == " xy\n")
  }

  @Test("a wide character that would stick out is not drawn by half")
  func wideAtEdge() {
    var canvas = Canvas(size: Size(columns: 3, rows: 1))
    canvas.put("日本", row: 0, column: 0)
    #expect(canvas.text == "日…\n")
  }

  @Test("every row's cells add up to the canvas's columns, whatever is drawn over it")
  func widthsAddUp() {
    var canvas = Canvas(size: Size(columns: 11, rows: 1))
    for column in [0, 3, 1, 8, 9, 10, 4, 2] {
      canvas.put(column % 2 == 0 ? "日本語" : "e\u{301}x", row: 0, column: column, width: 5)
      #expect((0..<11).map { Int(canvas[0, $0].width) }.reduce(0, +) == 11)
    }
  }

  @Test("the attribute form has a letter a cell and says how the theme paints it")
  func attributes() {
    var canvas = Canvas(size: Size(columns: 6, rows: 2))
    canvas.put("ok", row: 0, column: 1, style: .good)
    canvas.put("on", row: 1, column: 0)
    canvas.select(Area(row: 1, column: 0, width: 3, height: 1))
    #expect(
      canvas.attributes(theme: Theme(.terminal))
        == ".gg\n###\n--\n. plain: default\n# plain, selected: reverse\ng good: color 2\n")
    #expect(canvas.attributes(theme: Theme(.terminal, color: false)).hasSuffix("g good: bold\n"))
  }
}

@Suite("Themes")
struct ThemeTests {
  @Test("without colour no paint has one", arguments: Role.allCases)
  func mono(role: Role) {
    #expect(Theme(.dark, color: false).paint(Style(role)).color == nil)
  }

  @Test("the colour-blind theme never sets green against red")
  func colorblind() {
    let used = Set(Role.allCases.compactMap { Theme(.colorblind).paint(Style($0)).color })
    #expect(used.isDisjoint(with: [1, 2, 9, 10]))
  }

  @Test("what is selected is reversed in every theme and never dim", arguments: Theme.Name.allCases)
  func selected(name: Theme.Name) {
    for role in Role.allCases {
      let paint = Theme(name).paint(Style(role, selected: true))
      #expect(paint.isReverse && !paint.isDim)
    }
  }

  @Test("the states of a destination have different signs in both sets", arguments: [Glyphs.utf8, Glyphs.ascii])
  func signs(glyphs: Glyphs) {
    #expect(Set([glyphs.on, glyphs.off, glyphs.held, glyphs.attention]).count == 4)
    #expect(glyphs.sparks.count == 8 && glyphs.sparks.allSatisfy { glyphs.width(of: $0) == 1 })
  }
}
