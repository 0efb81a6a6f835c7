import Agent
import ArgumentParser
import InfoProtocol
import Platform
import Report

struct InfoCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Ask the node raw Info commands; the answers are printed as they came.",
    discussion: "Without a command: statistics.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp("Info commands, as `namespace/test`.", valueName: "command"))
  var commands: [String] = []

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let names = commands.isEmpty ? ["statistics"] : commands
    let answers = try NodeCollector(try context.settings()).ask(names)
    if global.json {
      Output.json(
        .array(
          answers.all.map {
            .pairs(["name": .string($0.name), "value": .text($0.value), "error": .text($0.refusal)])
          }))
    } else if Output.isTerminal {
      for line in answers.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        Output.line(line.split(separator: "\t", maxSplits: 1).joined(separator: "  "))
      }
    } else {
      Output.write(answers.body)
    }
    let unanswered = answers.all.filter { $0.outcome == .absent }.map(\.name)
    if !unanswered.isEmpty {
      throw Explanation(
        "the node does not know \(unanswered.joined(separator: ", "))", at: "info",
        remedy: "check the spelling; commands come and go with the server's version", exit: .noInput)
    }
    return .done
  }
}
