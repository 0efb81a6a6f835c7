import Agent
import CPlatform
import Glibc
import Platform
import Terminal

/// One console on one terminal: what each turn of its loop does, and a stage for scripts that are played before
/// somebody's eyes.
final class TerminalSession: ScriptStage {
  let driver: ConsoleDriver
  private let screen: CursesScreen
  private let handle: any AgentHandle
  /// The agent's descriptor that hung up and says nothing more: it would wake the loop for ever.
  private var deaf: Int32 = -1
  /// Keys stop a script that is played and do nothing else.
  private var isPlaying = false
  private(set) var wasInterrupted = false
  private static let patience: Int64 = 10_000
  /// When what only starting or the last keys needed is given back to the system; nil: it was.
  private var tidyDue: Int64? = Monotonic.now() + TerminalSession.settled
  /// Milliseconds after which the first screen stands, and what starting needed is not needed any more.
  private static let settled: Int64 = 250
  /// Milliseconds without a key after which nobody is at work here.
  private static let quiet: Int64 = 5000

  init(_ screen: CursesScreen, _ handle: any AgentHandle, _ driver: ConsoleDriver) {
    self.screen = screen
    self.handle = handle
    self.driver = driver
  }

  /// Draws, sleeps at most so many milliseconds, and does what woke it.
  func turn(_ longest: Int64 = .max) {
    driver.draw()
    let ears = handle.descriptor == deaf ? -1 : handle.descriptor
    let rest: Int64 = tidyDue.map { max(0, $0 - Monotonic.now()) } ?? .max
    let patience: Int64 = [driver.timeout, longest, rest].filter { $0 >= 0 && $0 < Int64.max }.min() ?? -1
    let ready = ConsoleLoop.wait([0, ears, cp_signal_descriptor()], Int32(clamping: patience))
    tidy()
    if ready[2] != 0 { takeSignals() }
    if ready[0] != 0 {
      for event in screen.input() { take(event) }
      // The terminal is gone: there is nobody to show anything to.
      if Int32(ready[0]) & (POLLHUP | POLLERR | POLLNVAL) != 0 { driver.leave() }
    }
    let hasReplies = driver.collect()
    if !hasReplies, Int32(ready[1]) & (POLLHUP | POLLERR | POLLNVAL) != 0 {
      deaf = ears
      driver.send(.finished(.bad("the agent does not answer any more; q leaves")))
    }
    driver.tick()
    if driver.wantsToSuspend { suspend() }
  }

  private func tidy() {
    guard let due = tidyDue, Monotonic.now() >= due else { return }
    tidyDue = nil
    cp_give_back_pages()
  }

  private func take(_ event: InputEvent) {
    tidyDue = Monotonic.now() + Self.quiet
    if isPlaying {
      wasInterrupted = true
    } else {
      driver.send(.input(event))
    }
  }

  // MARK: - Playing

  /// Plays the steps, so slowly that they can be followed. A key stops it; then, and after the last line unless that
  /// is `quit`, the keyboard is the person's.
  func play(_ steps: [ScriptStep], name: String, pause: Int64) throws(ScriptFault) {
    let player = ScriptPlayer(stage: self, name: name)
    isPlaying = true
    defer { isPlaying = false }
    for step in steps {
      if step.line == .quit { return driver.leave() }
      do throws(ScriptFault) {
        try player.run(step)
      } catch {
        if wasInterrupted || driver.wantsToQuit { break }
        throw error
      }
      rest(pause)
      if wasInterrupted || driver.wantsToQuit { break }
    }
    if wasInterrupted { driver.send(.finished(.attention("the script was stopped; the keyboard is yours"))) }
  }

  private func rest(_ milliseconds: Int64) {
    let end = Monotonic.now() + milliseconds
    while !wasInterrupted, !driver.wantsToQuit, Monotonic.now() < end { turn(max(1, end - Monotonic.now())) }
  }

  var canvas: Canvas { render(driver.state) }
  var theme: Theme { screen.theme }
  func resize(to size: Size) -> Bool { false }

  func pump(_ condition: () -> Bool) -> Bool {
    let end = Monotonic.now() + Self.patience
    while !condition() {
      guard Monotonic.now() < end, !wasInterrupted, !driver.wantsToQuit else { return false }
      turn(max(1, min(50, end - Monotonic.now())))
      driver.draw()
    }
    return true
  }

  // MARK: - Signals

  private func takeSignals() {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = read(cp_signal_descriptor(), &numbers, numbers.count)
    for number in numbers.prefix(max(0, count)).map(Int32.init) {
      switch number {
      case SIGWINCH: if screen.adoptSize() { driver.send(.input(.resized(screen.size))) }
      case SIGTSTP: driver.wantsToSuspend = true
      case SIGCONT:
        screen.resume()
        driver.send(.input(.resized(screen.size)))
      case SIGTERM, SIGHUP, SIGINT, SIGQUIT: driver.leave()
      default: break
      }
    }
  }

  /// Back to the shell until it says `fg`.
  private func suspend() {
    driver.wantsToSuspend = false
    screen.suspend()
    cp_default(SIGTSTP)
    kill(0, SIGTSTP)
    // Another thread may have taken the signal: the stop is over when SIGCONT came. Where nobody can continue it,
    // the kernel does not stop it either.
    _ = ConsoleLoop.wait([cp_signal_descriptor()], 100)
    _ = cp_catch(SIGTSTP)
    screen.resume()
    driver.send(.input(.resized(screen.size)))
  }
}
