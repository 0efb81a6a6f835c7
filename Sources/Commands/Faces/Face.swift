import ArgumentParser
import Glibc
import Platform

/// A name under which the program behaves like an older tool: by the name it was called by, or as a subcommand.
enum Face: String, CaseIterable {
  case recordGenerator = "telem-record-gen"
  case helloProbe = "hprobe"
  case crashProbe = "crashprobe"
  case control = "telemctl"
  case nodeAgent = "asd-telemetry"

  var command: any FaceCommand.Type {
    switch self {
    case .recordGenerator: RecordGeneratorCommand.self
    case .helloProbe: HelloProbeCommand.self
    case .crashProbe: CrashProbeCommand.self
    case .control: TelemctlCommand.self
    case .nodeAgent: AsdTelemetryCommand.self
    }
  }

  /// The face that is meant, and its own arguments; nil when the program itself is. `program` is the path or name it
  /// was called by.
  static func meant(by program: String, _ arguments: [String]) -> (face: Face, arguments: [String])? {
    let name = program.split(separator: "/").last.map(String.init) ?? ""
    if let face = Face(rawValue: name) { return (face, arguments) }
    guard let index = GlobalOptions.commandIndex(arguments), let face = Face(rawValue: arguments[index]) else {
      return nil
    }
    return (face, Array(arguments[..<index]) + Array(arguments[(index + 1)...]))
  }
}

/// A command with the grammar and the messages of an older tool.
protocol FaceCommand: ParsableCommand {
  static var face: Face { get }
  /// The old tool's options, for the grammar of `FaceArguments`; with subcommands those of all of them.
  static var options: [FaceOption] { get }
  /// What the old tool said about wrong arguments where it ended with 2; nil when there is nothing to say.
  static func complaint(_ arguments: [String]) -> [String]?
  /// The arguments in the form the argument parser takes.
  static func arranged(_ arguments: [String]) throws(Explanation) -> [String]
}

extension FaceCommand {
  static func complaint(_ arguments: [String]) -> [String]? { nil }

  static func arranged(_ arguments: [String]) throws(Explanation) -> [String] {
    try FaceArguments.arranged(arguments, options)
  }
}

extension FaceCommand where Self: Command {
  func run() throws { try run(as: Self.face.rawValue) }

  /// Says what went wrong in the old tool's own words.
  func fail(_ text: String) -> ExitStatus {
    Output.write(Array((SafeText.escaped(text) + "\n").utf8), to: STDERR_FILENO)
    return .failed
  }

  /// The configuration file an old option names: absolute, and a regular file.
  static func isUsable(configFile path: String) -> Bool { path.hasPrefix("/") && Files.isRegular(path) }
}
