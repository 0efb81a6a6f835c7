import Terminal
import Testing

@testable import Console
@testable import console_probe

@Suite("A line that is typed")
struct TypingTests {
  /// `|` stands for the cursor.
  private func shown(_ input: TextInput) -> String { input.before + "|" + input.after }

  private func input(_ text: String) -> TextInput {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    var input = TextInput(text: parts[0] + parts[1])
    for _ in parts[1] { input.left() }
    return input
  }

  @Test(
    "each key does what it does in a shell",
    arguments: [
      ("ab|c", Edit.left, "a|bc"), ("|abc", .left, "|abc"), ("ab|c", .right, "abc|"), ("abc|", .right, "abc|"),
      ("ab|c", .start, "|abc"), ("ab|c", .end, "abc|"), ("one two|", .wordLeft, "one |two"),
      ("one two |x", .wordLeft, "one |two x"), ("one |two", .wordLeft, "|one two"), ("|", .wordLeft, "|"),
      ("|one two", .wordRight, "one| two"), ("one| two", .wordRight, "one two|"), ("a|", .wordRight, "a|"),
      ("ab|c", .deleteBackward, "a|c"), ("|c", .deleteBackward, "|c"), ("ab|c", .deleteForward, "ab|"),
      ("abc|", .deleteForward, "abc|"), ("one two|x", .deleteWord, "one |x"), ("one  |", .deleteWord, "|"),
      ("one t|wo", .deleteToStart, "|wo"), ("one t|wo", .deleteToEnd, "one t|"),
      ("日本|語", .left, "日|本語"), ("e\u{301}|x", .deleteBackward, "|x"),
    ] as [(String, Edit, String)])
  func edit(before: String, edit: Edit, after: String) {
    var input = input(before)
    input.perform(edit)
    #expect(shown(input) == after)
  }

  @Test("what is typed or pasted goes where the cursor is")
  func insert() {
    var line = input("ac|")
    line.left()
    line.insert("b")
    #expect(shown(line) == "ab|c")
    let fits = line.paste("1\r\n2\t3\n\u{1B}[31m")
    #expect(fits)
    #expect(shown(line) == "ab1 2 3 [31m|c", "ends of lines and tabs become spaces, control characters go")
    let isWhole = line.paste(String(repeating: "x", count: 20_000))
    #expect(!isWhole && line.text.count == TextInput.longest)
  }

  @Test("the cursor stays in sight, with an ellipsis where more of the line is", arguments: [Glyphs.utf8, .ascii])
  func window(glyphs: Glyphs) {
    let text = String((0..<200).map { Character(String($0 % 10)) })
    var line = TextInput(text: text)
    for _ in 0...200 {
      let shown = line.window(20, glyphs)
      #expect(glyphs.width(of: shown.text) <= 20 && (0..<20).contains(shown.cursor))
      let character = shown.text.dropFirst(shown.cursor).first
      #expect(character == line.after.first || (line.after.isEmpty && character == nil))
      line.left()
    }
    #expect(line.window(20, glyphs).text.hasPrefix("012") && line.window(20, glyphs).cursor == 0)
    #expect(line.window(20, glyphs).text.hasSuffix(glyphs.ellipsis))
    #expect(line.window(0, glyphs) == ("", 0))
    var wide = TextInput(text: String(repeating: "日", count: 30))
    for _ in 0..<15 { wide.left() }
    #expect(glyphs.width(of: wide.window(11, glyphs).text) <= 11)
  }

  @Test("a command is put right in the middle, and the history gives back what was being typed")
  func prompt() throws {
    let rig = Rig()
    try rig.run(
      """
      wait-idle
      key :
      type spol ls
      key Home
      key Right
      key Right
      key Right
      type o
      expect :spool ls
      key Ctrl-A
      key Ctrl-K
      type journal
      key Enter
      wait-idle
      key Esc
      key :
      type half
      key Up
      expect :journal
      key Down
      expect :half
      key Alt-b
      key Ctrl-K
      type whole
      key Enter
      wait-idle
      """)
    #expect(rig.handle.requests.contains(.command("whole")))
  }

  @Test("the consent form's word can be put right too, and typed by a paste")
  func consent() throws {
    let (driver, screen) = Rig(status: Samples.offStatus).driver()
    driver.send(.input(.key(.character("a"))))
    driver.collect()
    driver.send(.input(.paste("es\n")))
    driver.send(.input(.key(.home)))
    driver.send(.input(.key(.character("y"))))
    driver.draw()
    #expect(screen.canvas.text.contains("> yes"))
    #expect(screen.canvas.cursor?.column == 4)
  }

  @Test("a paste where nothing is typed is left out, with a word, and no key of it is pressed")
  func stray() {
    let rig = Rig()
    let (driver, screen) = rig.driver()
    driver.send(.input(.paste("o\ny\nq")))
    driver.draw()
    #expect(screen.canvas.text.contains("what was pasted is left out"))
    #expect(!driver.wantsToQuit && driver.state.overlays.isEmpty)
    #expect(!rig.handle.requests.contains(.withdraw))
    driver.send(.input(.key(.character("o"))))
    driver.send(.input(.paste("y\n")))
    driver.collect()
    #expect(!rig.handle.requests.contains(.withdraw), "no question is answered by a paste")
  }

  @Test("a filter that is pasted is in force at once")
  func filter() {
    let (driver, _) = Rig().driver()
    for key in [Key.character("8"), .character("/")] { driver.send(.input(.key(key))) }
    driver.collect()
    driver.send(.input(.paste("main.interval\n")))
    #expect(driver.state.settings.filter == "main.interval" && driver.state.settings.rows.count == 1)
  }

  @Test("Alt where nothing is bound to it is Esc and the character")
  func alt() {
    let (driver, _) = Rig().driver()
    driver.send(.input(.key(.character("?"))))
    driver.send(.input(.key(.alt("5"))))
    #expect(driver.state.overlays.isEmpty && driver.state.view == .spool)
  }
}
