import ArgumentParser
import CPlatform
import Glibc
import Platform
import Privacy
import ProbeClient

/// `crashprobe`: a core becomes a record of its stacks. Its messages are the old program's.
struct CrashProbeCommand: FaceCommand, Command {
  static let face = Face.crashProbe
  static let configuration = CommandConfiguration(
    commandName: face.rawValue, abstract: "Hand a crash to the daemon: the stacks of a core file.",
    discussion: """
      Made to be started by the kernel (see core(5)). The core is the file named, or what stands on standard input. \
      Started by root it becomes the user telemetry, or nobody where there is no such user, before it reads any of it.
      """, version: Version.number)

  static let options: [FaceOption] = [
    FaceOption("f", "config-file", "config_file", value: true), FaceOption("c", "core-file", value: true),
    FaceOption("p", "process-name", value: true), FaceOption("E", "process-path", value: true),
    FaceOption("s", "signal", value: true), FaceOption("v", "verbose"),
  ]

  @OptionGroup var global: GlobalOptions
  @Option(
    name: [.customShort("f"), .long], parsing: .unconditional,
    help: ArgumentHelp("The configuration that names the socket, also for the service.", valueName: "file"),
    completion: .file())
  var configFile: String?
  @Option(
    name: [.customShort("c"), .long], parsing: .unconditional,
    help: ArgumentHelp("The core file.", valueName: "file"), completion: .file())
  var coreFile: String?
  @Option(
    name: [.customShort("p"), .long], parsing: .unconditional,
    help: ArgumentHelp("The name of the process; required.", valueName: "name"))
  var processName: String?
  @Option(
    name: [.customShort("E"), .long], parsing: .unconditional,
    help: ArgumentHelp("The path of its program, with / or, as the kernel gives it, with !.", valueName: "path"))
  var processPath: String?
  @Option(
    name: [.customShort("s"), .long], parsing: .unconditional,
    help: ArgumentHelp("The number of the signal that ended it.", valueName: "number"))
  var signal: String?
  @Flag(name: [.customShort("v"), .long], help: "Print the record's payload.") var verbose = false

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    do throws(Explanation) {
      return try probe(context)
    } catch {
      // The kernel starts this program without standard error.
      if cp_is_unheard() != 0 { cp_log_error(Self.face.rawValue, error.line) }
      throw error
    }
  }

  private func probe(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    // Not a core of the program that handles cores, and nobody looks into its memory: another's is in it.
    _ = cp_conceal()
    guard let processName, !processName.isEmpty else {
      throw Explanation("Missing required -p option. See --help output", at: "", exit: .failed)
    }
    let number = try checkedSignal()
    if let configFile, !Self.isUsable(configFile: configFile) {
      throw Explanation("Configuration file path not valid", at: configFile, exit: .failed)
    }
    // All of this as whoever started it: what another user is kept from reading counts as well.
    let socket = try ProbeSocketPath.configured(configFile, context)
    let optIn = OptIn(context.environment)
    let isOptedIn = optIn.isGiven, isUnfiltered = optIn.isUnfiltered
    // Unwinding for nobody's eyes is spared.
    guard isOptedIn || verbose else { throw Self.notOptedIn }
    // A named core is opened before, read after.
    let named = try coreFile.map { path throws(Explanation) in try CoreFile.named(path) }
    if context.environment.isRoot { try Self.dropRights() }

    let path = processPath.map { String($0.map { $0 == "!" ? "/" : $0 }) }
    let record: CrashRecord
    if !isUnfiltered, let withheld = CrashRecord.withheld(path: path) {
      record = withheld
    } else {
      let core: CoreFile
      if let named {
        core = named
      } else {
        core = try CoreFile.inherited(STDIN_FILENO, directories: Self.scratch(context.environment))
      }
      var stacks = try Unwinding.stacks(core, context.environment)
      if let truncation = core.truncation {
        context.say("the core was cut: \(truncation)")
        if !stacks.errors.isEmpty { stacks.addError("the core was cut, \(truncation)") }
      }
      record = CrashRecord(Crash(process: SafeText.escaped(path ?? processName), signal: number), stacks)
    }
    if verbose { Output.write(Array(record.payload.utf8)) }
    guard isOptedIn else { throw Self.notOptedIn }
    try send(record, to: socket)
    // The record was sent all the same.
    return record.severity == 4 ? .failed : .done
  }

  private func checkedSignal() throws(Explanation) -> String? {
    guard let signal else { return nil }
    guard let number = Int(signal), (0...64).contains(number) else {
      throw Explanation("no signal has this number", at: "-s \(signal)", remedy: "give 0 to 64", exit: .failed)
    }
    return String(number)
  }

  private func send(_ record: CrashRecord, to socket: String) throws(Explanation) {
    do throws(OutgoingFault) {
      try ProbeClient.send(try ProbeMessage.encode(try record.outgoing(), configFile: configFile), socketPath: socket)
    } catch {
      if case .unreachable(let failure) = error {
        throw Explanation(
          "Failed to send record to daemon, \(failure.reason)", at: socket,
          remedy: "start it with `telemctl start`", exit: .failed)
      }
      var explanation = error.explanation
      explanation.exit = .failed
      throw explanation
    }
  }

  private static let notOptedIn = Explanation(
    "Unable to send record. Make sure to opt-in to telemetry first 'telemctl opt-in'", at: "", exit: .failed)

  private static func dropRights() throws(Explanation) {
    guard let account = Account.named("telemetry") ?? Account.named("nobody") else {
      throw Explanation(
        "neither of the users telemetry and nobody exists", at: "/etc/passwd", remedy: "create the user telemetry",
        exit: .failed)
    }
    do throws(SystemError) { try account.become() } catch { throw error.explanation }
    _ = chdir("/")
    // A change of user makes a process readable again.
    _ = cp_conceal()
  }

  private static func scratch(_ environment: Environment) -> [String] {
    [environment.nonEmpty("TMPDIR"), "/var/tmp", "/tmp"].compactMap { $0 }
  }
}
