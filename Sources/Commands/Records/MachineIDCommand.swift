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
    if let system = context.system {
      tell(try system.status().machineID, context)
      return .done
    }
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
    if let system = context.system {
      _ = try system.lines(.rotateMachineID)
      tell(try system.status().machineID, context)
      return .done
    }
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
  fileprivate func tell(_ id: MachineID, _ context: CommandContext) { tell(id.id, rotates: id.rotates, context) }

  fileprivate func tell(_ id: MachineIDStatus, _ context: CommandContext) { tell(id.id, rotates: id.rotates, context) }

  private func tell(_ id: String, rotates: Timestamp?, _ context: CommandContext) {
    if context.global.json {
      return Output.json(.pairs(["id": .text(id.isEmpty ? nil : id), "rotates": .text(rotates?.iso8601())]))
    }
    guard !id.isEmpty else { return context.say("there is none yet; the first report makes it") }
    Output.line(id)
    if let rotates { context.say("changes in \(Digits.span(milliseconds: rotates - .now()))") }
  }
}
