import Demo
import Glibc
import Platform

// A simulated node and a sink for tests and benchmarks from outside: prints `node PORT` and `sink URL`, writes each
// body it receives to DIR/0001.body and so on, and ends when standard input does. `--status N` answers with N.
let arguments = Array(CommandLine.arguments.dropFirst())
let directory = arguments.first { !$0.hasPrefix("--") && Int($0) == nil }
let status = arguments.firstIndex(of: "--status").flatMap { Int(arguments[$0 + 1]) } ?? 200

let node = try DemoNode()
let received = try Mailbox<SinkRequest>()
let sink = try LoopbackSink { request in
  received.post(request)
  return .json(status, "{\"status\":\"ok\"}")
}
print("node \(node.port)")
print("sink \(sink.url)")
fflush(nil)

var count: Int64 = 0
while true {
  var entries = [
    pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
    pollfd(fd: received.descriptor, events: Int16(POLLIN), revents: 0),
  ]
  poll(&entries, 2, -1)
  for request in received.collect() {
    count += 1
    guard let directory else { continue }
    try Files.create("\(directory)/\(Digits.padded(count, 4)).body", with: request.body, mode: 0o644)
    let head = "\(request.method) \(request.path)\n" + request.headers.map { "\($0.name): \($0.value)\n" }.joined()
    try Files.create("\(directory)/\(Digits.padded(count, 4)).head", with: Array(head.utf8), mode: 0o644)
  }
  if entries[0].revents != 0 {
    var byte: UInt8 = 0
    if read(0, &byte, 1) <= 0 { break }
  }
}
node.stop()
sink.stop()
