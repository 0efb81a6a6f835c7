import ArgumentParser

/// The options that every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Use this configuration file alone.", valueName: "file"), completion: .file())
  var config: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Keep outbox, machine id, key, consent and sockets there.", valueName: "dir"),
    completion: .directory)
  var stateDir: String?

  @Flag(name: .long, help: "Print JSON, for programs.")
  var json = false

  @Flag(name: .long, help: "Print nothing but errors and what was asked for.")
  var quiet = false

  @Flag(name: .long, help: "Use no colour.")
  var noColor = false

  @Flag(name: .long, help: "Use ASCII alone.")
  var ascii = false

  static let withValue: Set<String> = ["--config", "--state-dir"]
  static let flags: Set<String> = ["--json", "--quiet", "--no-color", "--ascii"]

  /// Where the command's name stands among the words: behind the options that may come before it. nil when there is
  /// none.
  static func commandIndex(_ words: [String]) -> Int? {
    var index = 0
    while index < words.count {
      let word = words[index]
      if withValue.contains(word) {
        index += 2
      } else if flags.contains(word) || withValue.contains(where: { word.hasPrefix($0 + "=") }) {
        index += 1
      } else {
        return index
      }
    }
    return nil
  }
}
