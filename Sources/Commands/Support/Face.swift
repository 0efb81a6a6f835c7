import Platform

/// The older tools as which the program behaves when it is called by their names. Each is a subcommand of that name.
enum Face: String, CaseIterable {
  case crashprobe, telemctl

  /// Of a path as argv[0] has it; nil for every other name.
  init?(program: String) { self.init(rawValue: String(program.split(separator: "/").last ?? "")) }

  /// The face of this process.
  static let current = CommandLine.arguments.first.flatMap(Face.init(program:))

  /// The words of the command line with the subcommand in front.
  static func words(_ arguments: [String]) -> [String] {
    let words = Array(arguments.dropFirst())
    return arguments.first.flatMap(Face.init(program:)).map { [$0.rawValue] + words } ?? words
  }
}
