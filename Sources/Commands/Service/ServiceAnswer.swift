import Agent
import Platform
import Report

/// What happens to a service, for who says it: this program's words are `text`, an older name's are its own.
enum ServiceAnswer {
  case starting
  case started(Int32)
  case alreadyRunning(Int32)
  case stopping
  case stopped(Int32)
  case wasNotRunning
  /// Not running either; the pid file it left is gone.
  case wasDead
  case reloading(Int32)
  /// The daemon itself said that it did.
  case reloaded(Int32)
  case state(ServiceProcess.State, pidPath: String)

  var text: String? {
    switch self {
    case .starting, .stopping: nil
    case .started(let pid): "telemetry-tui was started, process \(pid)"
    case .alreadyRunning(let pid): "telemetry-tui is already running, process \(pid)"
    case .stopped(let pid): "telemetry-tui was stopped, process \(pid)"
    case .wasNotRunning: "telemetry-tui is not running"
    case .wasDead: "telemetry-tui is not running; its old pid file was removed"
    case .reloading(let pid): "telemetry-tui was told to read its settings, process \(pid)"
    case .reloaded(let pid): "telemetry-tui read its settings again, process \(pid)"
    case .state(.running(let pid), _): "telemetry-tui is running, process \(pid)"
    case .state(.dead(let pid), let path):
      "telemetry-tui is dead, its pid file is left: \(path): "
        + (pid > 0 ? "process \(pid) is not it" : "it holds no pid")
    case .state(.none, _): "telemetry-tui is not running"
    }
  }
}

extension ServiceProcess.State {
  var json: JSON {
    switch self {
    case .running(let pid): .pairs(["state": .string("running"), "pid": .int(Int64(pid))])
    case .dead: .pairs(["state": .string("dead"), "pid": .null])
    case .none: .pairs(["state": .string("stopped"), "pid": .null])
    }
  }
}
