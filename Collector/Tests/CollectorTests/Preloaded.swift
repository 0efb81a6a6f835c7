import Foundation
import Testing

/// A library made from a file of the fixtures, which stands before the system's in a program that is started with it.
struct Preloaded {
  /// The library itself and what it is told by.
  let environment: [String: String]
  /// The file by which a test tells it what to do; it is not there yet.
  let file: URL

  /// `telling` names the variable that holds the file's path.
  init(_ name: String, in directory: URL, telling variable: String) throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name).c")
    let library = directory.appendingPathComponent("\(name).so").path
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/cc")
    compiler.arguments = ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, source.path]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    file = directory.appendingPathComponent(name)
    environment = ["LD_PRELOAD": library, variable: file.path]
  }
}
