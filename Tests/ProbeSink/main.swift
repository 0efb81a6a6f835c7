import Glibc
import Platform
import ProbeSocket

// Listens on a probe socket and appends the event id of every record, synced before the record counts as taken.
// usage: probe-sink SOCKET FILE [MICROSECONDS [DESCRIPTORS]]
//   FILE `-` keeps nothing; MICROSECONDS more for each batch; at most DESCRIPTORS descriptors, which the listener may
//   use all of

/// Makes event ids durable.
struct EventFile: ProbeHandler {
  let file: Descriptor?
  let microseconds: UInt32

  func take(_ batch: [ProbeMessage]) -> [ProbeVerdict] {
    if let file {
      var lines: [UInt8] = []
      for message in batch { lines += (message.record[.eventID]?.bytes ?? []) + [UInt8(ascii: "\n")] }
      guard (try? file.writeAll(lines, to: "the file")) != nil, fdatasync(file.raw) == 0 else { return [] }
    }
    if microseconds > 0 { usleep(microseconds) }
    return batch.map { _ in .taken }
  }

  func reject(_ fault: ProbeFault, from peer: ProbePeer) {}
}

func fail(_ line: String) -> Never {
  _ = "probe-sink: \(line)\n".withCString { write(2, $0, strlen($0)) }
  exit(1)
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else { fail("usage: probe-sink SOCKET FILE [MICROSECONDS]") }
var file: Descriptor?
if arguments[2] != "-" {
  let raw = open(arguments[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
  guard raw >= 0 else { fail("cannot open \(arguments[2])") }
  file = Descriptor(adopting: raw)
}
do {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGTERM)
  pthread_sigmask(SIG_BLOCK, &signals, nil)
  let socket = try ListeningSocket.create(at: arguments[1])
  let microseconds = arguments.count > 3 ? UInt32(arguments[3]) ?? 0 : 0
  let listener = try ProbeListener(socket, handler: EventFile(file: file, microseconds: microseconds))
  if arguments.count > 4, let most = UInt(arguments[4]) {
    // After the listener has set its own limit by the larger one.
    var limit = rlimit(rlim_cur: most, rlim_max: most)
    guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { fail("cannot set the limit") }
  }
  var signal: Int32 = 0
  sigwait(&signals, &signal)
  listener.stop()
  let seen = listener.counters
  print("taken \(seen.taken) rejected \(seen.rejectedTotal) empty \(seen.empty)", terminator: " ")
  print("batches \(seen.batches) pauses \(seen.pauses)")
} catch {
  fail(explain(error).line)
}
