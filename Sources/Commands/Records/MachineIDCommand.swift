import Agent
import ArgumentParser
import Platform
import Privacy
import Report

struct MachineIDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "machine-id", abstract: "Show or replace the pseudonymous id of this machine.",
    discussion: "32 hexadecimal digits that are replaced every three days.",
    subcommands: [MachineIDShowCommand.self, MachineIDRotateCommand.self],
    defaultSubcommand: MachineIDShowCommand.self)
}

struct MachineIDShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the id; it is made when there is none.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    do throws(SystemError) {
      try Files.makeDirectory(context.stateDirectory, mode: 0o700)
      tell(try MachineID.current(stateDirectory: context.stateDirectory), context)
    } catch {
      throw error.explanation
    }
    return .done
  }
}

struct MachineIDRotateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Replace the id now; its three days begin anew.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    do throws(SystemError) {
      try Files.makeDirectory(context.stateDirectory, mode: 0o700)
      tell(try MachineID.rotate(stateDirectory: context.stateDirectory), context)
    } catch {
      throw error.explanation
    }
    context.pokeAgent()
    return .done
  }
}

extension Command {
  fileprivate func tell(_ id: MachineID, _ context: CommandContext) {
    if context.global.json {
      Output.json(.pairs(["id": .string(id.id), "rotates": .string(id.rotates.iso8601())]))
    } else {
      Output.line(id.id)
      context.say("changes in \(Digits.span(milliseconds: id.rotates - .now()))")
    }
  }
}
