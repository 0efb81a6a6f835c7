import CPlatform
import ClusterSource
import Glibc
import Platform
import TestSupport
import Testing

@Suite("Programs side by side")
struct CommandRunnerTests {
  /// A shell script's ending and its output.
  private func run(
    _ script: String, input: String? = nil, milliseconds: Int64 = 15_000, mostOutput: Int = 1 << 20,
    take: @escaping (Int) -> Bool = { _ in true }
  ) -> (ending: CommandEnding, output: String) {
    var output: [UInt8] = []
    let job = CommandJob(
      "script", program: "/bin/sh", arguments: ["-c", script], input: input.map { Array($0.utf8) },
      milliseconds: milliseconds, mostOutput: mostOutput
    ) { bytes in
      output += bytes
      return take(output.count)
    }
    let endings = CommandRunner().run([job])
    return (endings[0], String(decoding: output, as: UTF8.self))
  }

  @Test("both outputs are kept apart, and the status is told")
  func outputs() {
    let (ending, output) = run("echo one; echo two >&2; exit 7")
    #expect(ending.way == .exited(7) && ending.errors == "two\n" && output == "one\n")
    #expect(run("kill -9 $$").ending.way == .signalled(9))
  }

  @Test("what a program reads is given to it, also when it does not read it all")
  func input() {
    let long = String(repeating: "line\n", count: 100_000)
    #expect(run("wc -c", input: long).output.contains("500000"))
    #expect(run("exit 0", input: long).ending.way == .exited(0))
    #expect(run("cat").output.isEmpty)
  }

  @Test("much output on both sides does not stop it")
  func much() {
    let (ending, output) = run(
      "i=0; while [ $i -lt 300 ]; do printf '%01000d' $i; printf '%01000d' $i >&2; i=$((i+1)); done")
    #expect(ending.way == .exited(0) && output.utf8.count == 300_000 && ending.errors.utf8.count == 16 << 10)
  }

  @Test("one whose time is over is ended with everything it started")
  func timeLimit() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/pids"
    let (ending, _) = run("sleep 300 & echo $$ $! > \(file); wait", milliseconds: 700)
    #expect(ending.way == .timedOut(milliseconds: 700))
    let pids = try scratch.text("pids").split(whereSeparator: \.isWhitespace)
    try #require(pids.count == 2)
    for pid in pids { #expect(eventually { Self.isGone(pid) ? true : nil } == true) }
  }

  @Test("what a program leaves running when it ends is ended too, and its output does not keep anybody waiting")
  func leftBehind() throws {
    let scratch = try Scratch()
    let (ending, output) = run("sleep 300 & echo $! > \(scratch.path)/pid; echo done")
    #expect(ending.way == .exited(0) && output == "done\n")
    let pid = try scratch.text("pid").filter(\.isNumber)
    #expect(eventually { Self.isGone(pid) ? true : nil } == true)
  }

  private static func isGone(_ pid: some StringProtocol) -> Bool {
    guard let stat = try? Files.readText("/proc/\(pid)/stat") else { return true }
    return stat.contains(") Z ")
  }

  @Test("too much output, and output that nobody wants, end the program")
  func tooMuch() {
    #expect(run("yes", mostOutput: 100_000).ending.way == .tooLong(bytes: 100_000))
    #expect(run("yes", take: { $0 < 1000 }).ending.way == .leftAlone)
  }

  @Test("a program that is not there is told, and the others run")
  func missing() {
    let jobs = ["/nonexistent/program", "/bin/true", "/bin/false"].map { program in
      CommandJob(program, program: program, arguments: []) { _ in true }
    }
    let endings = CommandRunner(mostAtOnce: 2).run(jobs)
    if case .notStarted(let error) = endings[0].way {
      #expect(error.code == ENOENT)
    } else {
      Issue.record("it started")
    }
    #expect(endings[1].way == .exited(0) && endings[2].way == .exited(1))
  }

  @Test("no more than so many run at once")
  func limit() throws {
    let scratch = try Scratch()
    // Each counts the marks that stand when it has made its own.
    let script = "d=\(scratch.path); mkdir $d/run.$$; ls -d $d/run.* | wc -l; sleep 0.1; rmdir $d/run.$$"
    var most = 0
    let jobs = (0..<9).map { _ in
      CommandJob("count", program: "/bin/sh", arguments: ["-c", script]) { bytes in
        most = max(most, Int(String(decoding: bytes, as: UTF8.self).filter(\.isNumber)) ?? 0)
        return true
      }
    }
    #expect(CommandRunner(mostAtOnce: 3).run(jobs).allSatisfy { $0.way == .exited(0) })
    #expect(most >= 1 && most <= 3)
  }

  @Test("an interruption ends all of them, those that wait too")
  func interrupt() throws {
    var ends: [Int32] = [-1, -1]
    #expect(cp_pipe(&ends) == 0)
    let (reading, writing) = (Descriptor(adopting: ends[0]), Descriptor(adopting: ends[1]))
    let jobs = (0..<5).map { _ in
      CommandJob("sleep", program: "/bin/sh", arguments: ["-c", "echo up; exec sleep 300"]) { _ in
        _ = write(writing.raw, "!", 1)
        return true
      }
    }
    let endings = CommandRunner(mostAtOnce: 2, interrupt: reading.raw).run(jobs)
    #expect(endings.allSatisfy { $0.way == .interrupted })
  }
}
