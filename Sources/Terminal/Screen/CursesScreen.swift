import CNcurses
import CPlatform
import Glibc
import Platform

/// A real terminal, by way of ncursesw. At most one lives at a time. `close` puts the terminal back as it was found;
/// so does the end of the process, orderly or not.
public final class CursesScreen: Screen {
  public private(set) var size: Size
  public let glyphs: Glyphs
  public let theme: Theme
  let abilities: TerminalAbilities
  /// Keys are read from a pad: reading from a window would paint it first.
  let pad: UnsafeMutablePointer<WINDOW>
  private let terminal: OpaquePointer
  private let palette: Palette
  private var shown: Canvas?
  /// What of a paste has come.
  var pasting: Paste?
  /// The terminal marks what is pasted (private mode 2004), as far as one can tell: those that do all have a second
  /// screen, and those that have one do.
  private let marksPastes: Bool
  private var isOpen = true

  /// Opens the terminal of standard input and output. `ascii` nil: as the locale says; `color` nil: unless NO_COLOR
  /// is set; without `mouse` no presses are reported and the terminal's own selection works.
  public init(
    ascii: Bool? = nil, color: Bool? = nil, theme name: Theme.Name = .terminal, mouse: Bool = true
  ) throws(TerminalFault) {
    let abilities = try TerminalAbilities.current()
    self.abilities = abilities
    // Inherited numbers would win over the real size, and later sizes be ignored.
    unsetenv("LINES")
    unsetenv("COLUMNS")
    let isGuarded = cp_terminal_guard(1, Self.undo, Self.undo.utf8.count) == 0
    guard isGuarded, let input = fdopen(0, "r"), let output = fdopen(1, "w"),
      let terminal = newterm(nil, output, input)
    else {
      cp_terminal_release()
      throw .unknown(type: abilities.type)
    }
    guard tigetstr("cup").map({ Int(bitPattern: $0) > 0 }) ?? false, let pad = newpad(1, 1) else {
      endwin()
      cp_terminal_release()
      throw .tooSimple(type: abilities.type)
    }
    self.terminal = terminal
    self.pad = pad
    let isColored = has_colors() && (color ?? !abilities.refusesColor)
    glyphs = ascii ?? !abilities.isUTF8 ? .ascii : .utf8
    theme = Theme(name, color: isColored)
    palette = Palette(theme)
    size = Size(columns: Int(cn_columns()), rows: Int(cn_lines()))
    marksPastes = tigetstr("smcup").map { Int(bitPattern: $0) > 0 } ?? false
    prepare(mouse: mouse)
  }

  /// Leaves the alternate screen, shows the cursor, ends colours, keypad, mouse and bracketed modes. Harmless where
  /// a terminal knows none of them.
  private static let undo =
    "\u{1B}[?2004l\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?1l\u{1B}>\u{1B}[0m\u{1B}[?1049l\u{1B}[?25h\r"

  private func prepare(mouse: Bool) {
    raw()
    noecho()
    nonl()
    cn_set_escape_delay(25)
    keypad(pad, true)
    nodelay(pad, true)
    leaveok(cn_stdscr(), false)
    if mouse {
      mousemask(CN_BUTTON1_PRESSED | CN_WHEEL_UP | CN_WHEEL_DOWN, nil)
      mouseinterval(0)
    }
    define_key("\u{1B}[200~", Paste.begins)
    define_key("\u{1B}[201~", Paste.ends)
    markPastes(true)
  }

  private func markPastes(_ on: Bool) { if marksPastes { send(Array("\u{1B}[?2004\(on ? "h" : "l")".utf8)) } }

  deinit { close() }

  /// Puts the terminal back as it was found. May be called more than once.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    markPastes(false)
    endwin()
    delscreen(terminal)
    cp_terminal_release()
  }

  /// Gives the terminal to the shell; `resume` takes it again.
  public func suspend() {
    markPastes(false)
    endwin()
    cp_terminal_release()
  }

  /// After `suspend`, or after the process was stopped by somebody else.
  public func resume() {
    _ = cp_terminal_guard(1, Self.undo, Self.undo.utf8.count)
    markPastes(true)
    adoptSize()
    repaint()
  }

  /// Asks the terminal for its size after SIGWINCH. True when it changed.
  @discardableResult
  public func adoptSize() -> Bool {
    var columns: Int32 = 0, rows: Int32 = 0
    guard cp_window_size(1, &columns, &rows) == 0, columns > 0, rows > 0 else { return false }
    let now = Size(columns: Int(columns), rows: Int(rows))
    guard now != size else { return false }
    resizeterm(rows, columns)
    size = now
    repaint()
    return true
  }

  public func repaint() { shown = nil }

  public func show(_ canvas: Canvas) {
    guard canvas != shown else { return }
    // A picture of another size came too late: the next one will fit.
    guard canvas.size == size else { return }
    let window = cn_stdscr()
    if shown == nil {
      werase(window)
      clearok(window, true)
    }
    for row in 0..<size.rows { paint(row, of: canvas, on: window) }
    place(canvas.cursor, on: window)
    if abilities.synchronizes { send(Array("\u{1B}[?2026h".utf8)) }
    wnoutrefresh(window)
    doupdate()
    if abilities.synchronizes { send(Array("\u{1B}[?2026l".utf8)) }
    shown = canvas
  }

  /// Hands curses the runs of a row that differ from what is shown; one run has one style.
  private func paint(_ row: Int, of canvas: Canvas, on window: UnsafeMutablePointer<WINDOW>?) {
    let start = row * size.columns
    var column = 0
    while column < size.columns {
      let cell = canvas.cells[start + column]
      if let shown, shown.cells[start + column] == cell {
        column += 1
        continue
      }
      var run = "", next = column
      while next < size.columns {
        let following = canvas.cells[start + next]
        guard following.style == cell.style, shown?.cells[start + next] != following || following.width == 0 else {
          break
        }
        run += following.text
        next += 1
      }
      // A changed right half alone: its character stands to the left.
      if run.isEmpty {
        column = max(next, column + 1)
        continue
      }
      let look = palette.look(of: cell.style)
      cn_put(window, Int32(row), Int32(column), look.attributes, look.pair, run, Int32(run.utf8.count))
      column = next
    }
  }

  private func place(_ cursor: Canvas.Cursor?, on window: UnsafeMutablePointer<WINDOW>?) {
    curs_set(cursor?.isVisible == true ? 1 : 0)
    guard let cursor, cursor.row < size.rows, cursor.column < size.columns else {
      wmove(window, Int32(size.rows - 1), 0)
      return
    }
    wmove(window, Int32(cursor.row), Int32(cursor.column))
  }

  public func copy(_ text: [UInt8]) throws(TerminalFault) {
    send(try Clipboard.sequence(for: text, inTmux: abilities.isTmux))
  }

  /// Past curses, whose buffer is empty between two updates.
  private func send(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(1, $0.baseAddress?.advanced(by: done), bytes.count - done) }
      if count < 0, errno != EINTR { return }
      done += max(0, count)
    }
  }
}
