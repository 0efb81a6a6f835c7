import ArgumentParser
import Platform

struct CompletionsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a completion script for a shell.")

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The shell.") var shell: Shell
  @Argument(help: ArgumentHelp("The older name to complete, instead of telemetry-tui.", valueName: "name"))
  var face: Face?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    Output.write(Array((Self.script(shell, face) + "\n").utf8))
    return .done
  }

  static func script(_ shell: Shell, _ face: Face? = nil) -> String {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    return face?.command.completionScript(for: kind) ?? Root.completionScript(for: kind)
  }
}

extension Face: ExpressibleByArgument {}
