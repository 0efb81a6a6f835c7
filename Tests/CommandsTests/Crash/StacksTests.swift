import CPlatform
import Glibc
import Platform
import ProbeClient
import TestSupport
import Testing

@testable import Commands

@Suite("What telemetry-unwind tells") struct StacksTests {
  @Test("Lines become threads and frames; unknown and half lines are passed over") func lines() {
    let stacks = Stacks(
      Array(
        """
        frame lost()\tm\t
        pid 10
        later words
        thread 10
        frame f()\t/m\tf.c:3
        frame \t/m\t
        frame \t\t
        frame too few
        deep
        error bad \u{1B}[2J
        error bad \u{1B}[2J
        end

        """.utf8))
    #expect(stacks.process == 10)
    #expect(
      stacks.threads == [
        .init(id: 10, frames: [.init(name: "f()", module: "/m", place: "f.c:3"), .init(module: "/m"), .init()])
      ])
    #expect(stacks.isTruncated && stacks.isComplete)
    #expect(stacks.errors == ["bad \\e[2J"])
  }

  @Test("The payload has the form of the old crashprobe") func form() {
    var stacks = Stacks(
      Array("pid 10433\nthread 10433\nframe level3()\t/path/module\t/src/file.c:2\nframe \tmodule\t\nframe \t\t\n".utf8)
    )
    stacks.threads.append(.init(id: 10434))
    #expect(
      CrashPayload.text(Crash(process: "/usr/bin/crashme", signal: "11"), stacks) == """
        Process: /usr/bin/crashme
        PID: 10433
        Signal: 11

        Backtrace (TID 10433):
        #0 level3() - [/path/module] - /src/file.c:2
        #1 ??? - [module]
        #2 (no symbols)

        Backtrace (TID 10434):

        """)
  }

  @Test("A payload that is too long ends with a whole line, and its head says so") func longest() {
    var stacks = Stacks([])
    for thread in 1...128 {
      let frame = Stacks.Frame(name: String(repeating: "é", count: 200), module: "/m", place: "x.c:\(thread)")
      stacks.threads.append(.init(id: thread, frames: Array(repeating: frame, count: 64)))
    }
    let text = CrashPayload.text(Crash(process: "x"), stacks)
    #expect(text.utf8.count <= CrashPayload.longest)
    #expect(text.utf8.count > CrashPayload.longest - 300)
    #expect(text.hasPrefix("Process: x\n[Too many frames. Backtrace truncated.]\n\nBacktrace (TID 1):\n#0 "))
    #expect(text.hasSuffix("x.c:1\n"))
    #expect(text.utf8.allSatisfy(OutgoingRecord.isText))
  }

  @Test("Of a pipe no more is kept than the limit, and a silent one is not waited for") func copies() throws {
    let scratch = try Scratch()
    func piped(_ bytes: Int, longest: Int, closes: Bool) throws -> CoreFile {
      var ends: [Int32] = [-1, -1]
      try #require(cp_pipe(&ends) == 0)
      let reading = Descriptor(adopting: ends[0])
      var writing: Descriptor? = Descriptor(adopting: ends[1])
      try writing?.writeAll(Array(repeating: 7, count: bytes), to: "pipe")
      if closes { writing = nil }
      return try withExtendedLifetime(writing) {
        try CoreFile.inherited(
          reading.raw, directories: ["/nonexistent", scratch.path], longest: longest, patience: 50)
      }
    }
    func size(_ core: CoreFile) -> Int {
      var info = stat()
      return fstat(core.file.raw, &info) == 0 ? Int(info.st_size) : -1
    }
    let whole = try piped(5000, longest: 5000, closes: true)
    #expect(whole.truncation == nil && size(whole) == 5000)
    let cut = try piped(5001, longest: 5000, closes: true)
    #expect(cut.truncation == "it is longer than 5000 bytes" && size(cut) == 5000)
    let silent = try piped(100, longest: 5000, closes: false)
    #expect(silent.truncation?.hasPrefix("nothing more came") == true && size(silent) == 100)
    #expect(try scratch.names().isEmpty)
  }

  @Test("A full disk keeps the beginning of the core", .enabled(if: SmallDisk.isPossible)) func fullDisk() throws {
    let scratch = try Scratch()
    let disk = try SmallDisk(scratch.path + "/disk", kilobytes: 16)
    var ends: [Int32] = [-1, -1]
    try #require(cp_pipe(&ends) == 0)
    let reading = Descriptor(adopting: ends[0])
    var writing: Descriptor? = Descriptor(adopting: ends[1])
    try writing?.writeAll(Array(repeating: 7, count: 60_000), to: "pipe")
    writing = nil
    let core = try CoreFile.inherited(reading.raw, directories: [disk.path])
    #expect(core.truncation?.contains("no space left") == true)
  }
}
