import Agent
import CPlatform
import Glibc
import Platform
import Terminal

/// A script that is played on a real terminal.
public struct PlayedScript: Sendable {
  public var text: String
  /// For messages.
  public var name: String
  /// Milliseconds between two lines.
  public var pause: Int64

  public init(text: String, name: String, pause: Int64 = 300) {
    self.text = text
    self.name = name
    self.pause = pause
  }
}

/// The console on a terminal.
public enum ConsoleLoop {
  private static let signals = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]

  /// Opens the console on standard input and output and returns when it was left, by a key or a signal. The terminal
  /// is then as it was found. Sleeps unless a key, a reply, a signal, the next question to the node or a countdown on
  /// the screen wakes it. Throws a `TerminalFault` when there is no usable terminal, a `ScriptFault` when what is played
  /// does not get what it wants.
  public static func run(
    handle: any AgentHandle, explainer: @escaping FieldExplainer, options: ConsoleOptions, play: PlayedScript? = nil
  ) throws -> ExitStatus {
    let steps = try play.map { try ScriptStep.all($0.text, name: $0.name) } ?? []
    let screen = try CursesScreen(
      ascii: options.ascii, color: options.color, theme: options.theme, mouse: options.mouse)
    defer { screen.close() }
    // After curses, which would answer them in its own way.
    for signal in signals { _ = cp_catch(signal) }
    defer { for signal in signals { cp_default(signal) } }
    let driver = ConsoleDriver(
      handle: handle, screen: screen, clock: .system, options: options, explainer: explainer)
    let session = TerminalSession(screen, handle, driver)
    driver.start()
    if let play { try session.play(steps, name: play.name, pause: play.pause) }
    while !driver.wantsToQuit { session.turn() }
    return .done
  }

  /// What is ready of the descriptors; all zero after the time, or when a signal came. Negative: no time limit.
  static func wait(_ descriptors: [Int32], _ milliseconds: Int32) -> [Int16] {
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // A signal's byte is in its pipe at the next turn.
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return descriptors.map { _ in 0 } }
    return entries.map(\.revents)
  }
}
