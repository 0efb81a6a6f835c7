import ArgumentParser
import Console
import Platform

struct ManCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print a manual page in mdoc, generated from the program's own tables.")

  enum Page: String, ExpressibleByArgument, CaseIterable {
    case program = "telemetry-tui.1"
    case configuration = "telemetry-tui.conf.5"
    case report = "telemetry-tui-report.5"
    case recordGenerator = "telem-record-gen.1"
    case helloProbe = "hprobe.1"
    /// Not a page but the cheat sheet of the console, in Markdown.
    case keys = "keys.md"
  }

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The page.") var page: Page = .program

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    Output.write(Array(Self.text(page).utf8))
    return .done
  }

  static func text(_ page: Page) -> String {
    switch page {
    case .program: ProgramPage.text()
    case .configuration: ConfigurationPage.text()
    case .report: ReportPage.text()
    case .recordGenerator: FacePage.text(.recordGenerator)
    case .helloProbe: FacePage.text(.helloProbe)
    case .keys: KeySheet.markdown
    }
  }
}
