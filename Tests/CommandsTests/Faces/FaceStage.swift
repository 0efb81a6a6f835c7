import Glibc
import Platform
import TestSupport

/// A machine on which programs hand records over: the face links, an opt-in, a configuration that names a socket.
final class FaceStage {
  let scratch: Scratch
  let receiver: ProbeReceiver
  var socket: String { scratch.path + "/socket" }
  var config: String { scratch.path + "/telemetrics.conf" }

  struct Outcome {
    var status: Int32
    var out: String
    var err: String
  }

  init() throws {
    scratch = try Scratch()
    receiver = try ProbeReceiver(scratch.path + "/socket")
    try scratch.write("telemetrics.conf", "[settings]\nsocket_path=\(scratch.path)/socket\n")
    try scratch.write("etc/opt-in", "")
    for face in ["telem-record-gen", "hprobe"] {
      symlink(Programs.path("telemetry-tui"), "\(scratch.path)/\(face)")
    }
  }

  /// Runs a program of this machine, by its name.
  func run(
    _ program: String, _ arguments: [String], input: String? = nil, variables: [String: String] = [:]
  ) throws -> Outcome {
    var environment = [
      "PATH": "/usr/bin:/bin", "HOME": scratch.path, "SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C.UTF-8",
      "TELEMETRICS_ETC": scratch.path + "/etc",
    ]
    environment.merge(variables) { $1 }
    let path = program == "telemetry-tui" ? Programs.path(program) : "\(scratch.path)/\(program)"
    let file = try input.map { try scratch.write("input", $0) }
    let child = try Child(path, arguments, environment: environment, directory: scratch.path, input: file)
    let status = child.wait()
    defer { child.forget() }
    return Outcome(status: status, out: String(decoding: child.out, as: UTF8.self), err: child.err)
  }

  /// The last of so many messages.
  func message(_ count: Int = 1) throws -> ProbeParts? {
    let all = receiver.messages(count)
    return all.count == count ? try all.last.map { try ProbeParts($0) } : nil
  }
}
