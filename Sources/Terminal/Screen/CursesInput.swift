import CNcurses
import Platform

/// Reading: everything that waits, at once, in the console's words.
extension CursesScreen {
  /// The keys and mouse events that have come; empty when none. Never waits longer than the escape delay.
  public func input() -> [InputEvent] {
    var events: [InputEvent] = []
    // The mark of its end never came: nobody's keys are swallowed for that.
    if let late = pasting, late.isOver(Monotonic.now()) { end(late, &events) }
    var code: UInt32 = 0
    while true {
      switch cn_get(pad, &code) {
      case 0 where pasting != nil:
        pasting?.take(code, Monotonic.now())
        if let full = pasting, full.isFull { end(full, &events) }
      case 0:
        guard let key = Self.key(character: code) else { continue }
        // Alt is sent as Esc right before the character.
        if case .character(let character) = key, events.last == .key(.escape) {
          events[events.count - 1] = .key(.alt(character))
        } else {
          events.append(.key(key))
        }
      case 1 where Int32(bitPattern: code) == Paste.begins: pasting = pasting ?? Paste(Monotonic.now())
      case 1 where Int32(bitPattern: code) == Paste.ends: if let paste = pasting { end(paste, &events) }
      // An escape sequence in what is pasted is no key.
      case 1 where pasting != nil: continue
      case 1: if let event = event(keyCode: Int32(bitPattern: code)) { events.append(event) }
      default: return events
      }
    }
  }

  private func end(_ paste: Paste, _ events: inout [InputEvent]) {
    pasting = nil
    events.append(.paste(paste.text))
  }

  static func key(character code: UInt32) -> Key? {
    switch code {
    case 9: .tab
    case 10, 13: .enter
    case 27: .escape
    case 8, 127: .backspace
    case 1...26: Unicode.Scalar(code + 96).map { .control(Character($0)) }
    case 0...31: nil
    default: Unicode.Scalar(code).map { .character(Character($0)) }
    }
  }

  private func event(keyCode code: Int32) -> InputEvent? {
    if code == KEY_MOUSE { return mouse() }
    // The size is asked for when SIGWINCH comes.
    if code == KEY_RESIZE { return nil }
    for number in 1...12 where code == cn_key_f(Int32(number)) { return .key(.function(number)) }
    return Self.keys[code].map(InputEvent.key)
  }

  private static let keys: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_ENTER: .enter, KEY_BTAB: .backTab,
    KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end, KEY_BACKSPACE: .backspace,
    KEY_DC: .delete, KEY_IC: .insert, KEY_A1: .home, KEY_C1: .end, KEY_A3: .pageUp, KEY_C3: .pageDown,
  ]

  private func mouse() -> InputEvent? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    let action: MouseEvent.Action
    if event.bstate & CN_BUTTON1_PRESSED != 0 {
      action = .press
    } else if event.bstate & CN_WHEEL_UP != 0 {
      action = .wheelUp
    } else if event.bstate & CN_WHEEL_DOWN != 0 {
      action = .wheelDown
    } else {
      return nil
    }
    return .mouse(MouseEvent(action, row: Int(event.y), column: Int(event.x)))
  }
}
