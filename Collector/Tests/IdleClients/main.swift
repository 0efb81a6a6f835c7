import CollectorTestSupport
import Foundation

// usage: IdleClients PORT COUNT
// Opens that many connections to a collector on this machine, says `open`, and holds them until its standard input ends.
// Of twenty, one has sent half a head, and one half a body. For each line of its input it asks for /healthz over the last
// connection, which has sent nothing, and says the status.

// A container may allow less; what there is serves.
var limit = rlimit()
getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
limit.rlim_cur = limit.rlim_max
setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard numbers.count == 2 else { exit(64) }
var links: [Link] = []
for number in 0..<min(numbers[1], Int(clamping: limit.rlim_max) - 100) {
  let link = try Link(numbers[0])
  if number % 20 == 0 { try link.write(Array("POST /v2/collector HTTP/1.1\r\nHost: x\r\nContent-Le".utf8)) }
  if number % 20 == 1 {
    try link.write(Array("POST /v2/collector HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nabc".utf8))
  }
  links.append(link)
}
// The count may end at one that has sent something.
links.append(try Link(numbers[0]))
say("open")
while readLine() != nil { say("\((try? links.last?.ask("GET", "/healthz").status) ?? 0)") }

func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
