import CPlatform
import Glibc
import Platform

/// Who starts and stops the daemon here: systemd where it runs the system and knows the unit, else this program.
struct ServiceManager {
  private let context: CommandContext
  private static let unit = "telemetry-tui.service"

  init(_ context: CommandContext) { self.context = context }

  /// A state directory that is named is no unit's.
  private var isSystemd: Bool {
    context.global.stateDir == nil && context.environment.isRoot && Files.isDirectory("/run/systemd/system")
      && systemctl("cat", Self.unit) == 0
  }

  func start() throws(Explanation) -> ExitStatus {
    try isSystemd ? byUnit("start") : Service(context).start()
  }

  func stop() throws(Explanation) -> ExitStatus {
    try isSystemd ? byUnit("stop") : Service(context).stop()
  }

  private func byUnit(_ verb: String) throws(Explanation) -> ExitStatus {
    guard systemctl(verb, Self.unit) == 0 else {
      throw Explanation(
        "systemctl could not \(verb) the unit", at: Self.unit, remedy: "look at `systemctl status \(Self.unit)`")
    }
    return .done
  }

  /// Its exit status, -1 when it could not be started. What it says goes nowhere but to standard error.
  private func systemctl(_ words: String...) -> Int32 {
    let programs = ["/usr/bin/systemctl", "/bin/systemctl"]
    guard let program = Companion.first(of: programs) else { return -1 }
    var arguments: [UnsafeMutablePointer<CChar>?] = ([program] + words).map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    let pid = cp_spawn(program, &arguments, -1)
    guard pid > 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return cp_exited(status) != 0 ? cp_exit_status(status) : -1
  }
}
