import Agent
import CPlatform
import Glibc
import Platform
import Terminal

/// The console without a screen: it says what a view shows line by line, and takes a line at a time. For screen
/// readers, for terminals that can do nothing, and for pipes.
public final class PlainConsole {
  private let driver: ConsoleDriver
  private let handle: any AgentHandle
  private let write: (String) -> Void
  private static let patience: Int64 = 10_000

  /// `write` gets lines without their ends.
  public init(
    handle: any AgentHandle, explainer: @escaping FieldExplainer, options: ConsoleOptions,
    clock: ConsoleClock = .system, write: @escaping (String) -> Void
  ) {
    self.handle = handle
    self.write = write
    var glyphs = options.ascii == true ? Glyphs.ascii : Glyphs.utf8
    (glyphs.ellipsis, glyphs.digitGap, glyphs.arrow) = ("...", "", "to")
    (glyphs.keyUp, glyphs.keyDown, glyphs.keyLeft, glyphs.keyRight) = ("Up", "Down", "Left", "Right")
    // A size in which a page of a list is what is said at once.
    let screen = MemoryScreen(size: Size(columns: 200, rows: PlainText.window + 10), glyphs: glyphs)
    driver = ConsoleDriver(handle: handle, screen: screen, clock: clock, options: options, explainer: explainer)
  }

  /// Says the first view.
  public func start() {
    driver.start()
    settle()
    say()
  }

  public var isLeft: Bool { driver.wantsToQuit }

  /// Does what a line asks for, and says what came of it.
  public func take(_ line: String) {
    switch PlainInput.read(line, in: driver.state) {
    case .again: break
    case .keys(let keys): for key in keys { press(key) }
    case .answer(let text):
      // The line is typed over what stood there.
      if !text.isEmpty {
        while case .prompt(let prompt)? = driver.state.overlays.last, !prompt.input.text.isEmpty { press(.backspace) }
        for character in text { press(.character(character)) }
      }
      press(.enter)
    case .line(let number): go(to: number)
    case .unknown(let word):
      write(SafeText.escaped("Nothing here is called \(word). Type help for all keys."))
      return
    }
    driver.wantsToSuspend = false
    settle()
    if !isLeft { say() }
  }

  private func go(to line: Int) {
    guard !driver.state.filter.isEmpty else {
      for key in [.character(":")] + String(line).map(Key.character) + [.enter] { press(key) }
      return
    }
    // Nobody has counted the rows that a filter leaves: they are walked along, and come as they are needed.
    press(.character("g"))
    settle()
    var left = min(line, 1_000_000) - 1
    while left > 0 {
      let list = driver.state.focusedList, count = driver.state.rowCount
      let step = min(left, count - 1 - list.selected)
      for _ in 0..<max(0, step) { press(.down) }
      left -= step
      settle()
      if step <= 0 { return }
    }
  }

  private func press(_ key: Key) {
    driver.send(.input(.key(key)))
    driver.collect()
  }

  private func say() { for line in PlainText(driver.state).lines { write(line) } }

  /// Lets the agent answer; long work goes on by itself.
  private func settle() {
    let end = Monotonic.now() + Self.patience
    while Monotonic.now() < end {
      driver.collect()
      driver.draw()
      if driver.isIdle || driver.state.work != nil { return }
      _ = ConsoleLoop.wait([handle.descriptor], 200)
      driver.tick()
    }
  }

  /// Reads lines from standard input to its end, to `quit`, or to a signal.
  public func run() -> ExitStatus {
    for signal in [SIGTERM, SIGHUP, SIGINT] { _ = cp_catch(signal) }
    defer { for signal in [SIGTERM, SIGHUP, SIGINT] { cp_default(signal) } }
    start()
    var waiting: [UInt8] = []
    var wasWorking = driver.state.work != nil
    while !isLeft {
      let ready = ConsoleLoop.wait([0, handle.descriptor, cp_signal_descriptor()], Int32(clamping: driver.timeout))
      if ready[2] != 0 { break }
      driver.collect()
      driver.tick()
      if wasWorking, driver.state.work == nil, let message = driver.state.message {
        write(SafeText.escaped("\(message.plainWord): \(message.text)"))
      }
      wasWorking = driver.state.work != nil
      guard ready[0] != 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(0, &buffer, buffer.count)
      guard count > 0 else { break }
      waiting += buffer.prefix(count)
      while let end = waiting.firstIndex(of: UInt8(ascii: "\n")), !isLeft {
        take(String(decoding: waiting[..<end], as: UTF8.self))
        waiting.removeFirst(end + 1)
      }
    }
    return .done
  }
}
