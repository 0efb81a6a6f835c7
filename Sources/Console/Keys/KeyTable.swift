import Terminal

/// The key table. Footer, help and the keyboard all read it.
enum KeyTable {
  static let all: [KeyBinding] = overlays + typing(.prompt) + typing(.consent) + views + moving + frame

  static func find(_ key: Key, in contexts: [KeyContext]) -> KeyBinding? {
    for context in contexts {
      if let found = all.first(where: { $0.context == context && $0.keys.contains(key) }) { return found }
    }
    return nil
  }

  private static let frame: [KeyBinding] =
    ViewID.allCases.map { view in
      KeyBinding([.character(Character(String(view.rawValue)))], .frame, .show(view), view.title, view.meaning)
    } + [
      KeyBinding([.tab], .frame, .nextPane, "next pane", "go to the next part of the view"),
      KeyBinding([.backTab], .frame, .previousPane, "previous pane", "go to the previous part of the view"),
      KeyBinding(
        [.character("a")], .frame, .agree, "agree", "agree to send to a destination; shows what and where first",
        dangerous: true,
        disabled: { state in
          state.status == nil
            ? "the agent has not answered yet" : state.consentChoices.isEmpty ? "no destination has a URL" : nil
        }),
      KeyBinding(
        [.character("o")], .frame, .off, "off", "take back consent for every destination; asks first", dangerous: true,
        disabled: { state in
          state.status?.destinations.contains { $0.state != .off || $0.consent != nil } == true
            ? nil : "everything is off already"
        }),
      KeyBinding(
        [.character("r")], .frame, .retry, "retry", "deliver all that waits, now; asks first, tells its progress",
        dangerous: true,
        disabled: { $0.status.map { $0.spool.count == 0 ? "nothing waits" : nil } ?? "the agent has not answered yet" }),
      KeyBinding(
        [.character("R"), .function(5)], .frame, .refresh, "refresh", "ask the agent again for what the view shows"),
      KeyBinding(
        [.character(":")], .frame, .commandLine, "command",
        "type any command of the program, or a line's number; Tab completes"),
      KeyBinding([.character("T")], .frame, .toggleTimes, "times", "times as clock or as distance"),
      KeyBinding([.character("?"), .function(1)], .frame, .help, "help", "this help"),
      KeyBinding([.escape], .frame, .back, "back", "one step back"),
      KeyBinding([.character("q"), .control("c")], .frame, .quit, "quit", "leave the console; a daemon goes on"),
      KeyBinding([.control("z")], .frame, .suspend, "suspend", "back to the shell, `fg` returns"),
      KeyBinding([.control("l")], .frame, .repaint, "repaint", "paint the screen anew"),
    ]

  /// As in a shell. Tab, Enter, Up and Down are not among them.
  private static func typing(_ context: KeyContext) -> [KeyBinding] {
    [
      KeyBinding([.left, .control("b")], context, .edit(.left), "left", "one character back"),
      KeyBinding([.right, .control("f")], context, .edit(.right), "right", "one character on"),
      KeyBinding([.home, .control("a")], context, .edit(.start), "start", "to the beginning of the line"),
      KeyBinding([.end, .control("e")], context, .edit(.end), "end", "to the end of the line"),
      KeyBinding([.alt("b")], context, .edit(.wordLeft), "word left", "one word back"),
      KeyBinding([.alt("f")], context, .edit(.wordRight), "word right", "one word on"),
      KeyBinding([.backspace], context, .edit(.deleteBackward), "delete", "delete the character before the cursor"),
      KeyBinding(
        [.delete, .control("d")], context, .edit(.deleteForward), "delete on", "delete the character at the cursor"),
      KeyBinding([.control("w")], context, .edit(.deleteWord), "delete word", "delete the word before the cursor"),
      KeyBinding([.control("u")], context, .edit(.deleteToStart), "delete to start", "delete all before the cursor"),
      KeyBinding([.control("k")], context, .edit(.deleteToEnd), "delete to end", "delete all behind the cursor"),
    ]
  }

  private static let moving: [KeyBinding] = [
    KeyBinding([.up, .character("k")], .list, .up, "up", "one line up"),
    KeyBinding([.down, .character("j")], .list, .down, "down", "one line down"),
    KeyBinding([.left, .character("h")], .list, .left, "fold", "fold, or go to what holds this"),
    KeyBinding([.right, .character("l")], .list, .right, "unfold", "unfold, or open"),
    KeyBinding([.character("g"), .home], .list, .first, "first", "to the first line"),
    KeyBinding([.character("G"), .end], .list, .last, "last", "to the last line"),
    KeyBinding([.pageUp, .control("b")], .list, .pageUp, "page up", "one screen up"),
    KeyBinding([.pageDown, .control("f")], .list, .pageDown, "page down", "one screen down"),
  ]

  private static let overlays: [KeyBinding] = [
    KeyBinding([.enter], .prompt, .accept, "do it", "take what was typed", footer: true),
    KeyBinding([.tab], .prompt, .complete, "complete", "complete the command", footer: true),
    KeyBinding([.up], .prompt, .older, "older", "the command typed before"),
    KeyBinding([.down], .prompt, .newer, "newer", "the command typed after"),
    KeyBinding([.escape, .control("c")], .prompt, .back, "leave", "leave without doing anything", footer: true),
    KeyBinding(
      [.enter, .character("y")], .confirm, .accept, "do it", "do what is shown", footer: true, dangerous: true),
    KeyBinding(
      [.escape, .character("n"), .character("q"), .control("c")], .confirm, .back, "leave it", "do nothing",
      footer: true),
    KeyBinding(
      [.enter], .consent, .accept, "agree", "agree, when the word was typed", footer: true, dangerous: true),
    KeyBinding([.tab], .consent, .nextChoice, "other destination", "the next destination", footer: true),
    KeyBinding(
      [.function(2), .down], .consent, .nextNewFields, "new fields",
      "what shall become of fields that a later version brings: never, ask or accept", footer: true),
    KeyBinding([.up], .consent, .previousNewFields, "new fields back", "the same, the other way round"),
    KeyBinding([.function(3)], .consent, .openPayload, "exact bytes", "look at what would be sent", footer: true),
    KeyBinding(
      [.character("l"), .function(4)], .consent, .openLicence, "licence", "what licence is asked for, and where it is",
      footer: true,
      disabled: { state in
        if case .consent(let form)? = state.overlays.last, form.licence == nil { return "no licence is asked for" }
        return nil
      }),
    KeyBinding([.escape, .control("c")], .consent, .back, "leave", "leave things as they are", footer: true),
    KeyBinding([.escape, .character("q"), .enter], .pane, .back, "close", "close the text", footer: true),
    KeyBinding(
      [.character("/")], .pane, .filter, "filter", "only the lines with a text, or like a pattern", footer: true),
    KeyBinding([.character("y")], .pane, .copy, "copy", "copy the text to the terminal's clipboard", footer: true),
    KeyBinding([.character("w")], .pane, .write, "write", "write the text to a file", footer: true),
  ]
}
