import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

@Suite("Environment, identity, mailbox")
struct SurroundingsTests {
  @Test("variables are split at their first equals sign, and an empty one counts as none where asked")
  func environment() {
    setenv("TELEMETRY_TEST_PAIR", "a=b=c", 1)
    defer { unsetenv("TELEMETRY_TEST_PAIR") }
    let environment = Environment.current()
    #expect(environment["TELEMETRY_TEST_PAIR"] == "a=b=c")
    #expect(environment["TELEMETRY_TEST_NONE"] == nil)
    let made = Environment(variables: ["EMPTY": "", "FULL": "x"], effectiveUser: 0)
    #expect(made["EMPTY"] == "" && made.nonEmpty("EMPTY") == nil && made.nonEmpty("FULL") == "x")
    #expect(made.isRoot && !Environment(variables: [:], effectiveUser: 7).isRoot)
  }

  @Test("users have names, and those without one their number")
  func identity() {
    #expect(Identity.userName(0) == "root")
    #expect(Identity.userName(4_000_000_001) == "4000000001")
    #expect(!Identity.hostName().isEmpty)
  }

  @Test("random identifiers are 32 hexadecimal digits and differ")
  func randomness() throws {
    let made = try (0..<50).map { _ in try Randomness.identifier() }
    #expect(Set(made).count == 50 && made.allSatisfy { $0.utf8.count == 32 && Hex.decode($0) != nil })
    #expect(try Randomness.bytes(0).isEmpty)
  }

  @Test("messages of many threads all arrive once, each thread's in its order")
  func mailbox() throws {
    let mailbox = try Mailbox<(thread: Int, number: Int)>()
    let threads = try (0..<8).map { thread in
      try WorkerThread.start(name: "post \(thread)") {
        for number in 0..<500 { mailbox.post((thread, number)) }
      }
    }
    var received: [Int: [Int]] = [:]
    var count = 0
    let all: Bool? = eventually {
      var entry = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 1000) > 0 else { return nil }
      for message in mailbox.collect() {
        received[message.thread, default: []].append(message.number)
        count += 1
      }
      return count == 4000 ? true : nil
    }
    for thread in threads { thread.join() }
    #expect(all == true && (0..<8).allSatisfy { received[$0] == Array(0..<500) })
    #expect(mailbox.collect().isEmpty)
    var entry = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&entry, 1, 0) == 0, "an empty mailbox is not readable")
  }

  @Test("a descriptor is closed with its last owner")
  func descriptor() {
    var raw: Int32 = -1
    do {
      let file = Descriptor(adopting: open("/dev/null", O_RDWR | O_CLOEXEC))
      raw = file.raw
      #expect(throws: Never.self) { try file.writeAll([1, 2, 3], to: "/dev/null") }
    }
    // Another test of this process may have got the number since: then it is at least not /dev/null any more.
    let target = (try? Files.names(in: "/proc/self/fd"))?.contains(String(raw)) == true
    var info = stat(), null = stat()
    let same = target && fstat(raw, &info) == 0 && stat("/dev/null", &null) == 0 && info.st_rdev == null.st_rdev
    #expect(!same || info.st_rdev == 0)
  }
}
