import CollectorTestSupport
import Foundation
import Testing

/// Thousands of connections to a collector, held by a process of their own.
///
/// They cannot be this process's: Foundation's `Process` (Swift 6.3.1) reads past the end of the list of open files where
/// there are more than some 1,300, and what another test starts meanwhile would end all of them now and then
/// (swift-corelibs-foundation, pull request 5472).
final class IdleClients {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  /// How long it took to open them.
  private(set) var opened = Duration.zero

  init(_ port: Int, count: Int) throws {
    let begin = ContinuousClock.now
    process.executableURL = Collector.program.deletingLastPathComponent().appendingPathComponent("IdleClients")
    process.arguments = [String(port), String(count)]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try #require(try line() == "open", "they were not opened")
    opened = begin.duration(to: .now)
  }

  /// The status that /healthz is answered with over the last of them.
  func ask() throws -> Int {
    try input.fileHandleForWriting.write(contentsOf: Data("ask\n".utf8))
    return try Int(line()) ?? 0
  }

  func close() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  deinit { if process.isRunning { process.terminate() } }

  private func line() throws -> String {
    var text = ""
    while !text.hasSuffix("\n") {
      let piece = output.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "they ended")
      text += String(decoding: piece, as: UTF8.self)
    }
    return String(text.dropLast())
  }
}
