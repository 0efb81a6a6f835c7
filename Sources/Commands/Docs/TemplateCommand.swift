import ArgumentParser
import Platform
import Settings

struct ConfigTemplateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Print the default configuration: every option, explained and commented out.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    Output.write(Array(ConfigTemplate.text.utf8))
    return .done
  }
}
