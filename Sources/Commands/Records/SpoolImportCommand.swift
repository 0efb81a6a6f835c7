import Agent
import ArgumentParser
import Platform

struct SpoolImportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take over the records an older client left in its spool directory.",
    discussion: """
      Needs consent for the destination collector. A file goes when its record is in the outbox; one that is no \
      record is moved into the directory `rejected` below and named in the journal.
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp("The old spool directory.", valueName: "directory"), completion: .directory)
  var directory: String

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let settings = try context.settings()
    let result = try OldSpool(settings).take(directory, settle: false)
    if global.json {
      Output.json(
        .pairs([
          "taken": .int(result.taken), "set_aside": .array(result.setAside.map { .string($0) }),
          "faults": .array(result.faults.map { .string($0.line) }),
        ]))
    } else {
      context.say("\(result.taken) record\(result.taken == 1 ? "" : "s") taken over")
      for name in result.setAside { Output.complain("set aside: \(name)") }
    }
    for fault in result.faults { Output.complain(fault.line) }
    if result.taken > 0 { context.pokeAgent() }
    if !result.faults.isEmpty { return .io }
    return result.setAside.isEmpty ? .done : .badData
  }
}
