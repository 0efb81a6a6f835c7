import Platform
import Testing

@testable import Terminal

@Suite("Keys and the clipboard")
struct KeyTests {
  @Test(
    "a key's name reads back as the key",
    arguments: [
      Key.up, .down, .left, .right, .enter, .escape, .tab, .backTab, .pageUp, .pageDown, .home, .end, .backspace,
      .delete, .insert, .function(1), .function(12), .control("l"), .character("x"), .character("G"), .character(" "),
      .character("é"), .character("/"),
    ])
  func names(key: Key) {
    #expect(Key(name: key.name) == key)
  }

  @Test("names in other cases and other words for them are known")
  func otherNames() {
    #expect(Key(name: "enter") == .enter)
    #expect(Key(name: "Shift-Tab") == .backTab)
    #expect(Key(name: "Escape") == .escape)
    #expect(Key(name: "ctrl-z") == .control("z"))
  }

  @Test("what is no key is none", arguments: ["", "F0", "F13", "Ctrl-", "Ctrl-1", "Hyper-X", "Fx"])
  func unknown(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test("OSC 52 carries base64, and inside tmux it is wrapped")
  func osc52() throws {
    for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
      let plain = try Clipboard.sequence(for: Array(text.utf8), inTmux: false)
      #expect(String(decoding: plain, as: UTF8.self) == "\u{1B}]52;c;\(encoded)\u{7}")
    }
    let wrapped = try Clipboard.sequence(for: Array("foo".utf8), inTmux: true)
    #expect(String(decoding: wrapped, as: UTF8.self) == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zm9v\u{7}\u{1B}\\")
  }

  @Test("a text the terminal would cut is refused, and the refusal names the way out")
  func tooLong() throws {
    _ = try Clipboard.sequence(for: [UInt8](repeating: 0x61, count: Clipboard.limit), inTmux: false)
    let fault = #expect(throws: TerminalFault.self) {
      try Clipboard.sequence(for: [UInt8](repeating: 0x61, count: Clipboard.limit + 1), inTmux: false)
    }
    #expect(fault?.explanation.remedy?.contains("w ") == true)
  }

  @Test("mode 2026 is used where the terminal is known to take it, and never through tmux")
  func synchronized() {
    func abilities(_ variables: [String: String], _ type: String) -> Bool {
      TerminalAbilities(Environment(variables: variables), type: type, isUTF8: true).synchronizes
    }
    #expect(abilities([:], "xterm-kitty"))
    #expect(abilities([:], "foot-extra"))
    #expect(abilities(["VTE_VERSION": "7200"], "xterm-256color"))
    #expect(!abilities(["VTE_VERSION": "6003"], "xterm-256color"))
    #expect(!abilities([:], "vt100"))
    #expect(!abilities(["TMUX": "/tmp/x,1,0"], "xterm-kitty"))
  }
}
