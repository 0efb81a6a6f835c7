import Agent
import ArgumentParser
import Platform
import Privacy
import Report

struct MachineIDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "machine-id", abstract: "Show or replace the pseudonymous id of this machine.",
    discussion: "32 hexadecimal digits that are replaced every three days, or a static id that you choose.",
    subcommands: [
      MachineIDShowCommand.self, MachineIDRotateCommand.self, MachineIDSetCommand.self, MachineIDUnsetCommand.self,
    ],
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
    try tellPresent(context)
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
      let fresh = try MachineID.rotate(stateDirectory: context.stateDirectory)
      if case .chosen(_, let file) = StaticMachineID(context.environment).state {
        context.say("the rotating id was replaced, but the static one of \(file) stays in force")
      }
      tell(fresh, context)
    } catch {
      throw error.explanation
    }
    context.pokeAgent()
    return .done
  }
}

struct MachineIDSetCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Give the machine a static id: 1 to 32 printable ASCII characters.",
    discussion: "It is written to opt-in-static-machine-id, where telemetrics-client had it, and counts at once.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp("The id.", valueName: "id")) var id: String

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let place = StaticMachineID(context.environment)
    try place.set(id)
    context.pokeAgent()
    tell(MachineID(id: id, rotates: nil, staticFile: place.path), context)
    return .done
  }
}

struct MachineIDUnsetCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "unset", abstract: "Remove the static id: the rotating one counts again.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let wasSet = try StaticMachineID(context.environment).unset()
    context.pokeAgent()
    if !wasSet { context.say("there was no static id") }
    try tellPresent(context)
    return .done
  }
}

extension Command {
  /// Tells the id of this moment, made when there is none.
  fileprivate func tellPresent(_ context: CommandContext) throws(Explanation) {
    do throws(SystemError) {
      try Files.makeDirectory(context.stateDirectory, mode: 0o700)
      tell(try MachineID.current(stateDirectory: context.stateDirectory, environment: context.environment), context)
    } catch {
      throw error.explanation
    }
  }

  fileprivate func tell(_ id: MachineID, _ context: CommandContext) {
    tell(
      MachineIDStatus(
        id: id.id, isStatic: id.isStatic, rotates: id.rotates, file: id.staticFile, refused: id.refused?.line), context)
  }

  fileprivate func tell(_ id: MachineIDStatus, _ context: CommandContext) {
    if context.global.json {
      return Output.json(
        .pairs([
          "id": .text(id.id.isEmpty ? nil : id.id), "static": .bool(id.isStatic),
          "rotates": .text(id.rotates?.iso8601()), "file": .text(id.file), "refused": .text(id.refused),
        ]))
    }
    guard !id.id.isEmpty else { return context.say("there is none yet; the first report makes it") }
    Output.line(id.id)
    if let refused = id.refused { context.say(refused) }
    if let file = id.file { context.say("static, from \(file)") }
    if let rotates = id.rotates { context.say("changes in \(Digits.span(milliseconds: rotates - .now()))") }
  }
}
