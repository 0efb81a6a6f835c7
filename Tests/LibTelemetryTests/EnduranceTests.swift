import CPlatform
import Glibc
import Platform
import TestSupport
import Testing

/// The library in programs that are busy, beside services that misbehave, and under sanitizers.
@Suite("libtelemetry under load") struct EnduranceTests {
  private func payloads(_ receiver: ProbeReceiver, _ count: Int) throws -> Set<String> {
    Set(try receiver.messages(count).map { try ProbeParts($0).payloadText })
  }

  private static func all(threads: Int, records: Int) -> Set<String> {
    Set((0..<threads).flatMap { thread in (0..<records).map { "thread\(thread) \($0)\n" } })
  }

  @Test("threads that send at once lose nothing and mix nothing")
  func threads() throws {
    let installed = try Installation()
    let crowd = try installed.compile("crowd")
    let receiver = try ProbeReceiver(installed.socket)
    let outcome = installed.run(crowd, ["4", "1000", "\(installed.root)/etc/telemetrics/telemetrics.conf"])
    #expect(outcome.output == "0\n")
    #expect(try payloads(receiver, 4000) == Self.all(threads: 4, records: 1000))
    #expect(receiver.messages.count == 4000)
  }

  @Test("a service that closes at once is an error, not the end of the program")
  func closing() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let receiver = try ProbeReceiver(installed.socket, reads: false)
    let words = ["create", "1", "a/b/c", "1", "payload", "*8192"] + (0..<300).map { _ in "send" }
    let outcome = installed.run(reporter, words)
    let results = outcome.output.split(separator: "\n").dropFirst(2)
    // The writer may be first: then it saw no error.
    #expect(outcome.status == 0 && results.count == 300)
    #expect(results.allSatisfy { ["send 0", "send -32", "send -104"].contains($0) }, "\(Set(results))")
    receiver.end()
  }

  @Test("a service that takes no connection does not hold the program up")
  func wedged() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let listener = Descriptor(adopting: cp_unix_listen(installed.socket, 0o666, 0))
    #expect(listener.raw >= 0)
    // One connection fits the queue.
    let first = Descriptor(adopting: cp_unix_connect(installed.socket))
    #expect(first.raw >= 0)
    let outcome = installed.run(reporter, ["create", "1", "a/b/c", "1", "payload", "x", "send"])
    #expect(outcome.output == "create 0\npayload 0\nsend -11\n")
  }

  @Test("a connection that takes a few bytes at a time gets all of them")
  func crumbs() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let shim = "\(installed.scratch.path)/crumbs.so"
    try installed.succeed("cc -shared -fPIC -Wall -Wextra -Werror -o \(shim) \(Installation.source("crumbs"))")
    let receiver = try ProbeReceiver(installed.socket)
    let outcome = installed.run(
      reporter, ["create", "1", "a/b/c", "1", "payload", "*8192", "send"], variables: "LD_PRELOAD=\(shim)")
    #expect(outcome.output == "create 0\npayload 0\nsend 0\n")
    let message = try ProbeParts(try #require(receiver.messages(1).first))
    #expect(message.payload == [UInt8](repeating: UInt8(ascii: "x"), count: 8192))
  }

  @Test("no descriptor is left open, and none is inherited")
  func descriptors() throws {
    let installed = try Installation()
    let reporter = try installed.compile("reporter")
    let receiver = try ProbeReceiver(installed.socket)
    let words = ["create", "1", "a/b/c", "1"] + (0..<100).map { _ in "send" }
    let outcome = installed.run("sh -c 'ulimit -n 12; exec \"$@\"' sh \(reporter)", words)
    let results = outcome.output.split(separator: "\n").dropFirst()
    #expect(results.count == 100 && results.allSatisfy { $0 == "send 0" })
    #expect(receiver.messages(100).count == 100)
    let calls = Shell.run(
      "LD_LIBRARY_PATH=\(installed.prefix)/lib strace -f -e trace=open,openat,socket \(reporter) create 1 a/b/c 1 send")
    guard calls.status == 0 else { return print("SKIPPED: strace does not run here: \(calls.output)") }
    let opening = calls.output.split(separator: "\n").filter {
      $0.contains(installed.scratch.path) || $0.contains("AF_UNIX")
    }
    #expect(opening.count > 3)
    #expect(opening.allSatisfy { $0.contains("CLOEXEC") }, "\(opening)")
  }

  /// Whether programs built with a sanitizer run here.
  private static func has(_ sanitizer: String) -> Bool {
    let script = """
      d=$(mktemp -d) && printf 'int main(void) { return 0; }' >$d/x.c && cc -fsanitize=\(sanitizer) -o $d/x $d/x.c && \
      setarch -R $d/x; s=$?; rm -r "$d"; exit $s
      """
    let found = Shell.run(script).status == 0
    if !found { print("SKIPPED: no sanitizer \(sanitizer) here") }
    return found
  }

  @Test(
    "every call of the table is clean under the address and undefined-behaviour sanitizers",
    .enabled(if: has("address,undefined")))
  func addresses() throws {
    let installed = try Installation()
    let reporter = try installed.compile(
      "reporter", withSources: "-fsanitize=address,undefined -fno-sanitize-recover=all")
    let receiver = try ProbeReceiver(installed.socket)
    for (words, results) in ReturnValueTests.calls {
      let outcome = installed.run("setarch -R \(reporter)", words + ["send"])
      #expect(outcome.status == 0, "\(words): \(outcome.output)")
      #expect(outcome.output.split(separator: "\n").count == results.count + 1, "\(words): \(outcome.output)")
    }
    receiver.end()
  }

  @Test("threads are clean under the thread sanitizer", .enabled(if: has("thread")))
  func races() throws {
    let installed = try Installation()
    let crowd = try installed.compile("crowd", withSources: "-fsanitize=thread")
    let receiver = try ProbeReceiver(installed.socket)
    let outcome = installed.run(
      "setarch -R \(crowd)", ["4", "100", "\(installed.root)/etc/telemetrics/telemetrics.conf"])
    #expect(outcome.status == 0 && outcome.output == "0\n", "\(outcome.output)")
    #expect(try payloads(receiver, 400) == Self.all(threads: 4, records: 100))
  }
}
