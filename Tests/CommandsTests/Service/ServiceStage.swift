import Glibc
import Platform
import Testing

@testable import Agent

/// A machine whose daemon runs as a service: it has no parent here, so it is ended with the stage.
final class ServiceStage {
  let machine: Machine

  init(settings: String = "") throws {
    machine = try Machine(settings: settings)
    machine.variables["TELEMETRICS_ETC"] = machine.path + "/etc"
  }

  deinit {
    if let pid, kill(pid, 0) == 0 {
      kill(pid, SIGKILL)
      while kill(pid, 0) == 0, !isGone(pid) { usleep(1000) }
    }
  }

  /// Runs `service VERB` and expects how it ends.
  @discardableResult
  func service(
    _ verb: String, _ status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Machine.Outcome {
    let outcome = try machine.run("service", verb)
    #expect(outcome.status == status, "\(verb): \(outcome.text)\(outcome.err)", sourceLocation: sourceLocation)
    return outcome
  }

  var pidPath: String { machine.state + "/agent.pid" }

  /// What the pid file says.
  var pid: Int32? {
    (try? Files.readText(pidPath)).flatMap { Int32($0.split(separator: "\n").first ?? "") }
  }

  /// Ended; whether somebody reaped it is not for this process to know.
  func isGone(_ pid: Int32) -> Bool { kill(pid, 0) != 0 || (status(pid)["State"] ?? "Z").hasPrefix("Z") }

  /// The lines of /proc/PID/status.
  func status(_ pid: Int32) -> [String: String] {
    var pairs: [String: String] = [:]
    for line in ((try? Files.readText("/proc/\(pid)/status")) ?? "").split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      if halves.count == 2 {
        pairs[String(halves[0])] = halves[1].split { $0 == "\t" || $0 == " " }.joined(separator: " ")
      }
    }
    return pairs
  }

  /// The fields of /proc/PID/stat behind the name: state, parent, group, session, terminal, ...
  func fields(_ pid: Int32) -> [String] {
    let text = (try? Files.readText("/proc/\(pid)/stat")) ?? ""
    return (text.split(separator: ")").last ?? "").split(separator: " ").map(String.init)
  }

  func link(_ pid: Int32, _ name: String) -> String {
    let path = realpath("/proc/\(pid)/\(name)", nil)
    defer { free(path) }
    return path.map { String(cString: $0) } ?? ""
  }
}
