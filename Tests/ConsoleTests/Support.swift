import Agent
import Glibc
import Platform
import Terminal

@testable import Console
@testable import console_probe

/// A console over the fake agent whose clocks the test turns.
final class Rig {
  let handle: FakeHandle
  var options: ConsoleOptions
  var size: Size
  private static let utc: Void = {
    setenv("TZ", "UTC", 1)
    tzset()
  }()

  init(
    status: AgentStatus = Samples.status, columns: Int = 80, rows: Int = 24, options: ConsoleOptions = ConsoleOptions()
  ) {
    _ = Self.utc
    self.options = options
    size = Size(columns: columns, rows: rows)
    let box = Box()
    handle = FakeHandle(status: status, clock: { box.monotonic })
    self.box = box
    box.monotonic = 1_000_000
  }

  private final class Box {
    var monotonic: Int64 = 0
    var wall = Samples.now
  }
  private let box: Box

  /// One second of the monotonic clock passes with each reading of the node.
  var clock: ConsoleClock {
    ConsoleClock(wall: { [box] in box.wall }, monotonic: { [box] in box.monotonic })
  }

  func pass(_ milliseconds: Int64) { box.monotonic += milliseconds }
  /// The wall clock alone: what the title and the countdowns read.
  func passWall(_ milliseconds: Int64) { box.wall = box.wall + milliseconds }

  /// Runs a script and returns its screen.
  @discardableResult
  func run(_ script: String, patience: Int64 = 5000) throws -> MemoryScreen {
    let runner = ScriptRunner(
      text: script, name: "test", handle: handle, explainer: Samples.explain, options: options, size: size,
      clock: clock,
      patience: patience)
    try runner.run()
    return runner.screen
  }

  /// A driver for tests that turn the clock between two events.
  func driver() -> (ConsoleDriver, MemoryScreen) {
    let screen = MemoryScreen(size: size, glyphs: options.ascii == true ? .ascii : .utf8)
    let driver = ConsoleDriver(
      handle: handle, screen: screen, clock: clock, options: options, explainer: Samples.explain)
    driver.start()
    driver.collect()
    driver.draw()
    return (driver, screen)
  }
}

/// A directory that is gone after the test.
final class Scratch {
  let path: String

  init() {
    var template = Array("/tmp/console-tests-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/tmp"
    }
  }

  deinit { if path.hasPrefix("/tmp/console-tests-") { _ = Shell.run("rm -rf '\(path)'") } }
}

/// Commands of the system, for what only a real terminal can show.
enum Shell {
  static func run(_ command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(pipe), byte >= 0 { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
