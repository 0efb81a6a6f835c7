import Agent
import Platform
import Terminal

/// Drives the console by a script, without a terminal: for tests, for demonstrations and for people's macros.
///
/// Lines: `key NAME`, `type TEXT`, `resize WxH`, `wait-idle`, `wait TEXT`, `expect TEXT`, `save-screen FILE`,
/// `save-attrs FILE`, `quit`; `#` starts a comment. Relative file names are of the current directory. What waits
/// gives up after ten seconds.
public final class ScriptRunner: ScriptStage {
  private let text: String
  private let name: String
  private let handle: any AgentHandle
  /// What the console shows; also for tests.
  public let screen: MemoryScreen
  let driver: ConsoleDriver
  private let deadline: Int64

  /// Reads nothing yet. `name` is the script's, for messages; `patience` the milliseconds a waiting line waits.
  public init(
    text: String, name: String, handle: any AgentHandle, explainer: @escaping FieldExplainer,
    options: ConsoleOptions, size: Size = Size(columns: 80, rows: 24), clock: ConsoleClock = .system,
    patience: Int64 = 10_000
  ) {
    self.text = text
    self.name = name
    self.handle = handle
    deadline = patience
    screen = MemoryScreen(
      size: size, glyphs: options.ascii == true ? .ascii : .utf8,
      theme: Theme(options.theme, color: options.color ?? (Environment.current().nonEmpty("NO_COLOR") == nil)))
    driver = ConsoleDriver(handle: handle, screen: screen, clock: clock, options: options, explainer: explainer)
  }

  /// Runs the lines to the end or to `quit`. A line that cannot be read stops the script before its first line runs.
  public func run() throws(ScriptFault) {
    let steps = try ScriptStep.all(text, name: name)
    let player = ScriptPlayer(stage: self, name: name)
    driver.start()
    driver.draw()
    for step in steps {
      if step.line == .quit { return }
      try player.run(step)
    }
  }

  var canvas: Canvas { screen.canvas }
  var theme: Theme { screen.theme }

  func resize(to size: Size) -> Bool {
    screen.resize(to: size)
    return true
  }

  func pump(_ condition: () -> Bool) -> Bool {
    let end = Monotonic.now() + deadline
    while true {
      driver.collect()
      driver.draw()
      if condition() { return true }
      let rest = end - Monotonic.now()
      guard rest > 0 else { return false }
      _ = ConsoleLoop.wait(
        [handle.descriptor], Int32(clamping: min(rest, driver.timeout < 0 ? 1000 : driver.timeout, 1000)))
      driver.tick()
    }
  }
}
