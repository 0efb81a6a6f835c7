import Glibc
import Platform

/// A name under which the program behaves like an older tool: by the name it was called by, or as a subcommand.
enum Face: String, CaseIterable {
  case recordGenerator = "telem-record-gen"
  case helloProbe = "hprobe"

  var command: any FaceCommand.Type {
    switch self {
    case .recordGenerator: RecordGeneratorCommand.self
    case .helloProbe: HelloProbeCommand.self
    }
  }

  /// The face that is meant, and its own arguments; nil when the program itself is. `program` is the path or name it
  /// was called by.
  static func meant(by program: String, _ arguments: [String]) -> (face: Face, arguments: [String])? {
    let name = program.split(separator: "/").last.map(String.init) ?? ""
    if let face = Face(rawValue: name) { return (face, arguments) }
    // Options that every command takes may stand before a subcommand's name.
    var index = 0
    while index < arguments.count, arguments[index].hasPrefix("--") {
      index += GlobalOptions.withValue.contains(arguments[index]) ? 2 : 1
    }
    guard index < arguments.count, let face = Face(rawValue: arguments[index]) else { return nil }
    return (face, Array(arguments[..<index]) + Array(arguments[(index + 1)...]))
  }
}

/// A command with the grammar and the messages of an older tool.
protocol FaceCommand: Command {
  static var face: Face { get }
  /// The old tool's options, for the grammar of `FaceArguments`.
  static var options: [FaceOption] { get }
}

extension FaceCommand {
  func run() throws { try run(as: Self.face.rawValue) }

  /// Says what went wrong in the old tool's own words.
  func fail(_ text: String) -> ExitStatus {
    Output.write(Array((SafeText.escaped(text) + "\n").utf8), to: STDERR_FILENO)
    return .failed
  }

  /// The configuration file an old option names: absolute, and a regular file.
  static func isUsable(configFile path: String) -> Bool { path.hasPrefix("/") && Files.isRegular(path) }
}
