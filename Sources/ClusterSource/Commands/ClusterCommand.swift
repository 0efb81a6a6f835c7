import Glibc
import Platform
import Report

/// The cluster's command line: which program, which configuration, how long it may take.
public struct ClusterCommand: Sendable, Equatable {
  /// The file of `ceph`, or of `stone`.
  public var program: String
  /// The file of `rbd`; nil when there is none.
  public var blockDevices: String?
  /// Its configuration file; nil for the command's own choice.
  public var configuration: String?
  /// Seconds that it may look for a monitor.
  public var connectTimeout = 5
  /// That one command may take as a whole.
  public var milliseconds: Int64 = 30_000

  public init(program: String, blockDevices: String? = nil, configuration: String? = nil) {
    self.program = program
    self.blockDevices = blockDevices
    self.configuration = configuration
  }

  /// The first of the names that is an executable file, in `path` (as PATH) unless it holds a slash; `rbd` beside it
  /// or in `path`.
  public static func find(
    _ names: [String] = ["stone", "ceph"], path: String, configuration: String? = nil
  ) throws(CommandFault) -> ClusterCommand {
    for name in names {
      guard let program = executable(name, path: path) else { continue }
      let beside = Files.directory(of: program)
      let blockDevices = executable("rbd", path: beside) ?? executable("rbd", path: path)
      return ClusterCommand(program: program, blockDevices: blockDevices, configuration: configuration)
    }
    throw .missing(names)
  }

  /// The file of a program, as a shell would find it.
  public static func executable(_ name: String, path: String) -> String? {
    let places = name.contains("/") ? [name] : path.split(separator: ":").map { "\($0)/\(name)" }
    return places.first { access($0, X_OK) == 0 && !Files.isDirectory($0) }
  }

  private var options: [String] {
    ["--connect-timeout", String(connectTimeout)] + (configuration.map { ["--conf", $0] } ?? [])
  }

  func job(_ words: [String], for question: any AnyQuestion) -> CommandJob {
    CommandJob(
      question.name, program: program, arguments: options + words + ["--format", "json"], milliseconds: milliseconds,
      take: question.take)
  }

  /// A command whose answer is a text, whatever format is asked for.
  func textJob(_ words: [String], milliseconds: Int64, most: Int, for question: any AnyQuestion) -> CommandJob {
    CommandJob(
      question.name, program: program, arguments: options + words, milliseconds: min(self.milliseconds, milliseconds),
      mostOutput: most, take: question.take)
  }

  /// Many commands by one process: it reads them from its standard input, a line each, and answers one after the other.
  func job(lines: [String], milliseconds: Int64, for question: any AnyQuestion) -> CommandJob {
    CommandJob(
      question.name, program: program, arguments: options + ["--format", "json"],
      input: Array(lines.map { $0 + "\n" }.joined().utf8), milliseconds: milliseconds, take: question.take)
  }

  func blockDeviceJob(_ program: String, _ words: [String], for question: any AnyQuestion) -> CommandJob {
    CommandJob(
      question.name, program: program,
      arguments: (configuration.map { ["--conf", $0] } ?? []) + words + ["--format", "json"],
      milliseconds: milliseconds, take: question.take)
  }

  /// Whether a name can stand in a command as it is, for a shell's splitter too, and is no option.
  static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("-")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: ":"):
          true
        default: false
        }
      }
  }
}
