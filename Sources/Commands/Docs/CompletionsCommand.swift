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
    return quiet(face?.command.completionScript(for: kind) ?? Root.completionScript(for: kind), shell)
  }

  /// The script asks the program for what it cannot know. What goes wrong there must not end up in the line on which
  /// somebody types.
  private static func quiet(_ script: String, _ shell: Shell) -> String {
    let question =
      switch shell {
      case .bash: #""${COMP_WORDS[0]}" "${@}" "${words[@]}""#
      case .zsh: #""${command_name}" "${@}" "${command_line[@]}""#
      case .fish: "command $tokens[1] $argv $tokens"
      }
    // It is read by a shell that runs, and is no program.
    let hashBang = "#!/bin/bash\n\n"
    let script = script.hasPrefix(hashBang) ? String(script.dropFirst(hashBang.count)) : script
    guard let place = script.firstRange(of: question) else { return script }
    return script[..<place.upperBound] + " 2>/dev/null" + script[place.upperBound...]
  }
}

extension Face: ExpressibleByArgument {}
