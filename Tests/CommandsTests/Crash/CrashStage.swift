import CPlatform
import Glibc
import Platform
import TestSupport
import Testing

/// A place where programs crash and crashprobe tells of it. Others may enter: root's crashprobe becomes somebody else.
final class CrashStage {
  let scratch: Scratch
  let ear: ProbeReceiver
  private let searchPath = Environment.current().nonEmpty("PATH") ?? "/usr/bin:/bin"

  init(isOptedIn: Bool = true) throws {
    scratch = try Scratch()
    chmod(scratch.path, 0o755)
    let socket = scratch.path + "/probe.sock"
    ear = try ProbeReceiver(socket)
    try scratch.write("telemetry.conf", "[settings]\nsocket_path = \(socket)\n")
    try Files.makeDirectory(scratch.path + "/etc")
    if isOptedIn { try scratch.write("etc/opt-in", "") }
  }

  struct Outcome {
    var status: Int32
    var out: String
    var err: String
  }

  private func environment(_ more: [String: String] = [:]) -> [String: String] {
    [
      "PATH": searchPath, "HOME": scratch.path, "TELEMETRICS_ETC": scratch.path + "/etc",
      "SWIFT_BACKTRACE": "enable=no",
    ].merging(more) { $1 }
  }

  /// Runs crashprobe with `input` as its standard input.
  func probe(_ arguments: [String], input: String? = nil, variables: [String: String] = [:]) throws -> Outcome {
    let child = try Child(
      Programs.path("telemetry-tui"), ["crashprobe", "--config", scratch.path + "/telemetry.conf"] + arguments,
      environment: environment(variables), directory: scratch.path, input: input)
    return outcome(child)
  }

  /// Runs a shell script; `$PROBE` is the program.
  func shell(_ script: String, variables: [String: String] = [:]) throws -> Outcome {
    let probe = "\(Programs.path("telemetry-tui")) crashprobe --config \(scratch.path)/telemetry.conf"
    let child = try Child(
      "/bin/sh", ["-c", "cd \(scratch.path) || exit 99\n\(script)"],
      environment: environment(variables).merging(["PROBE": probe]) { $1 }, directory: scratch.path)
    return outcome(child)
  }

  private func outcome(_ child: Child) -> Outcome {
    let status = child.wait(within: 120)
    defer { child.forget() }
    return Outcome(status: status, out: String(decoding: child.out, as: UTF8.self), err: child.err)
  }

  /// The one record that came; waits for it.
  func record(sourceLocation: SourceLocation = #_sourceLocation) throws -> ProbeParts {
    let messages = ear.messages(1)
    #expect(messages.count == 1, sourceLocation: sourceLocation)
    return try ProbeParts(try #require(messages.last, sourceLocation: sourceLocation))
  }
}

/// Programs that crashed, each compiled and run once for all tests.
enum Crashed {
  struct Program: Sendable {
    var core: String
    var directory: String
  }

  /// It goes when the tests end.
  private static let parent = "/tmp/telemetry-crashed-\(getpid())"
  static let hasCompiler = Programs.has("cc")

  /// Three calls deep in one thread, while others wait.
  static let inC = Result {
    try make(
      "crashme", "crashme.c",
      """
      #include <pthread.h>
      #include <unistd.h>
      static volatile int ready;
      __attribute__((noinline)) void level3(int *place) { *place = 1; }
      __attribute__((noinline)) void level2(int *place) { level3(place); ready = 0; }
      static void *waiting(void *unused) { ready++; pause(); return unused; }
      int main(void) {
        pthread_t thread;
        for (int i = 0; i < 3; i++) pthread_create(&thread, 0, waiting, 0);
        while (ready < 3) usleep(1000);
        level2(0);
        return 0;
      }

      """, "cc -g -O0 -pthread crashme.c -o crashme")
  }

  /// Deeper than anybody reads.
  static let deepInC = Result {
    try make(
      "deep", "deep.c",
      """
      volatile int never;
      __attribute__((noinline)) void sink(int depth) {
        if (depth == 0) *(volatile int *)0 = 1;
        sink(depth - 1);
        never++;
      }
      int main(void) { sink(500); return never; }

      """, "cc -g -O0 deep.c -o deep")
  }

  static let inSwift = Result {
    try make(
      "swiftcrash", "swiftcrash.swift",
      """
      @inline(never) func level3(_ list: [Int], _ index: Int) -> Int { list[index] }
      @inline(never) func level2(_ list: [Int]) -> Int { level3(list, list.count + 3) }
      print(level2([1, 2, 3]))

      """, "swiftc -Onone -g swiftcrash.swift -o swiftcrash")
  }

  /// Where the kernel writes cores as files into the working directory, it does; else gdb does.
  private static func make(_ name: String, _ file: String, _ source: String, _ build: String) throws -> Program {
    let directory = "\(parent)/\(name)"
    try Files.makeDirectory(directory)
    atexit { Machine.remove(Crashed.parent) }
    try Files.replace(directory + "/" + file, with: Array(source.utf8))
    let script = """
      cd \(directory) && \(build) >build.out 2>&1 || exit 90
      case $(cat /proc/sys/kernel/core_pattern) in
      '|'*|*/*) gdb -q -nx -batch -ex run -ex 'generate-core-file core' ./\(name) ;;
      *) ulimit -c unlimited && ./\(name); mv core.* core 2>/dev/null; chmod 644 core ;;
      esac >run.out 2>&1
      test -s core
      """
    let path = Environment.current().nonEmpty("PATH") ?? "/usr/bin:/bin"
    let child = try Child(
      "/bin/sh", ["-c", script], environment: ["PATH": path, "HOME": directory, "SWIFT_BACKTRACE": "enable=no"],
      directory: directory)
    let status = child.wait(within: 180)
    guard status == 0 else {
      throw SystemError("make a core", "\(name), status \(status): is gdb installed? run `make setup-test`", code: 0)
    }
    return Program(core: directory + "/core", directory: directory)
  }
}
