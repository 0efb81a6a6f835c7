import Agent
import ArgumentParser
import Glibc
import Platform

/// `telemetry-tui` itself: the console, the daemon, the demo, and the parent of every command.
struct Root: Command {
  static let configuration = CommandConfiguration(
    commandName: "telemetry-tui",
    abstract: "See, decide and prove what this machine tells its vendors.",
    discussion: """
      Without a command: the console. On anything that is no terminal: the text of `status`. Nothing leaves before \
      somebody agreed with `on`.
      """,
    version: "telemetry-tui \(Version.number)",
    subcommands: [],
    groupedSubcommands: [
      CommandGroup(
        name: "What leaves",
        subcommands: [
          StatusCommand.self, ShowCommand.self, PreviewCommand.self, ShowDeviceCommand.self, PreviewDeviceCommand.self,
          DiffCommand.self, ExplainCommand.self, InfoCommand.self,
        ]),
      CommandGroup(name: "Deciding", subcommands: [OnCommand.self, OffCommand.self, ChannelCommand.self]),
      CommandGroup(
        name: "What left, what waits", subcommands: [SendCommand.self, SpoolCommand.self, JournalCommand.self]),
      CommandGroup(
        name: "Setting up",
        subcommands: [
          ConfigCommand.self, MachineIDCommand.self, ServiceCommand.self, CompletionsCommand.self, ManCommand.self,
        ]),
      CommandGroup(name: "Older names", subcommands: Face.allCases.map(\.command)),
    ])

  @OptionGroup var global: GlobalOptions
  @Flag(name: .long, help: "Serve in the foreground, without a console.") var daemon = false
  @Flag(name: .long, help: "With --daemon: collect, seal, deliver what is due, and leave.") var once = false
  @Flag(name: .long, help: "The console over a simulated node; sends nothing elsewhere.") var demo = false
  @Flag(name: .long, help: "The console without what changes anything.") var readOnly = false
  @Option(
    name: .long, help: ArgumentHelp("Drive the console by a script, without a terminal.", valueName: "file"),
    completion: .file())
  var script: String?
  @Option(
    name: .long, help: ArgumentHelp("Play a script on the terminal, then hand over the keyboard.", valueName: "file"),
    completion: .file())
  var play: String?
  @Flag(name: .long, help: "The console line by line, for screen readers and for terminals that can do nothing.")
  var plain = false

  /// Of `service start`: the descriptor of a `ReadyPipe`.
  @Option(name: .long, help: .hidden) var ready: Int32?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    guard daemon || !once else {
      throw Explanation("--once goes with --daemon", at: "arguments", remedy: "add --daemon", exit: .usage)
    }
    guard [script != nil, play != nil, plain].count(where: { $0 }) <= 1 else {
      throw Explanation(
        "only one of --script, --play and --plain", at: "arguments", remedy: "leave the others out", exit: .usage)
    }
    let manner: ConsoleManner =
      plain ? .plain : play.map(ConsoleManner.play) ?? script.map(ConsoleManner.script) ?? .screen
    if demo { return try DemoDoor.run(context, manner, readOnly: readOnly) }
    if daemon {
      return once ? try DaemonDoor.once(context) : try DaemonDoor.serve(context, ready: ready.map(ReadyPipe.init))
    }
    if manner != .screen || (isatty(STDIN_FILENO) == 1 && Output.isTerminal) {
      return try ConsoleDoor.run(context, manner, readOnly: readOnly)
    }
    StatusCommand.print(try StatusCommand.current(context), context)
    return .done
  }
}
