import Glibc
import Platform
import TestSupport
import Testing

@testable import Commands

@Suite("A broken core", .enabled(if: Crashed.hasCompiler, "no cc: run `make setup`")) struct BrokenCoreTests {
  /// What became of a core: the record's class, and its payload.
  private func told(_ core: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws -> (String, String) {
    let stage = try CrashStage()
    let file = stage.scratch.path + "/core"
    try Files.create(file, with: core, mode: 0o644)
    let outcome = try stage.probe(["-p", "broken", "-c", file])
    let record = try stage.record(sourceLocation: sourceLocation)
    let isError = record[.classification] == "org.clearlinux/crash/error"
    #expect(isError ? record[.severity] == "4" : record[.severity] == "3", sourceLocation: sourceLocation)
    #expect(outcome.status == (isError ? 1 : 0), "\(outcome.err)", sourceLocation: sourceLocation)
    #expect(isError == record.payloadText.contains("\nError: "), sourceLocation: sourceLocation)
    #expect(record.payloadText.hasPrefix("Process: broken\n"), sourceLocation: sourceLocation)
    #expect(record.payloadText.utf8.count <= 8192, sourceLocation: sourceLocation)
    return (record[.classification], record.payloadText)
  }

  private func whole() throws -> [UInt8] { try Files.read(try Crashed.inC.get().core, limit: 64 << 20) }

  @Test(
    "Cut anywhere it gives a record of the error, with what could be unwound",
    arguments: [
      0, 1, 3, 16, 63, 64, 100, 500, 1000, 2000, 4096, 8000, 10_000, 50_000, 100_000, 1_000_000,
    ])
  func truncated(_ length: Int) throws {
    let (classification, payload) = try told(Array(try whole().prefix(length)))
    #expect(classification == "org.clearlinux/crash/error")
    #expect(payload.split(separator: "\n").contains { $0.hasPrefix("Error: ") && $0.count > 10 })
  }

  @Test("With zeros in its middle, lying counts, or of another machine, it ends with a record") func damaged() throws {
    let whole = try whole()
    func changed(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
      var core = whole
      change(&core)
      return core
    }
    _ = try told(changed { for index in $0.count / 10..<$0.count / 2 { $0[index] = 0 } })
    _ = try told(changed { for index in 64..<4096 { $0[index] = 0 } })
    // e_phnum: none, and more than there are.
    _ = try told(changed { ($0[56], $0[57]) = (0, 0) })
    _ = try told(changed { ($0[56], $0[57]) = (0xFE, 0xFF) })
    // PN_XNUM, with no section to hold the real number.
    _ = try told(changed { ($0[56], $0[57]) = (0xFF, 0xFF) })
    // e_phoff far outside.
    _ = try told(changed { for index in 32..<40 { $0[index] = 0xFF } })
    // e_machine: AArch64, then one nobody has.
    for machine in [UInt8(183), 250] {
      let other = try told(changed { ($0[18], $0[19]) = (machine, 0) })
      #expect(other.0 == "org.clearlinux/crash/error")
    }
    // e_type: no core but a program.
    #expect(try told(changed { $0[16] = 2 }).1.contains("Error: this ELF file is no core file\n"))
  }

  @Test("100,000 notes of nonsense end in a record") func garbageNotes() throws {
    let (classification, _) = try told(Self.core(notes: 100_000))
    #expect(classification == "org.clearlinux/crash/error")
  }

  @Test("Bytes changed at random end in a record, every time") func mutated() throws {
    let whole = try whole()
    var draws = Draws(20_261_121)
    for _ in 0..<25 {
      var core = whole
      let reach = [64, 4096, 20_000, core.count][Int(draws.next() % 4)]
      for _ in 0..<(1 + Int(draws.next() % 40)) {
        core[Int(draws.next() % UInt64(reach))] = UInt8(truncatingIfNeeded: draws.next())
      }
      _ = try told(core)
    }
  }

  @Test("A core larger than the unwinder's memory is read all the same") func enormous() throws {
    let crashed = try Crashed.inC.get()
    let stage = try CrashStage()
    let outcome = try stage.shell("cp \(crashed.core) big && truncate -s 3G big && $PROBE -p crashme -c big")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try stage.record().payloadText.contains("#0 level3() - ["))
  }

  @Test("An unwinder that dies, hangs or talks nonsense is an error of the record") func badUnwinder() throws {
    let crashed = try Crashed.inC.get()
    func error(_ script: String) throws -> String {
      let stage = try CrashStage()
      let program = try stage.scratch.write("unwind", "#!/bin/sh\n\(script)\n", mode: 0o755)
      let outcome = try stage.probe(
        ["-p", "x", "-c", crashed.core], variables: ["TELEMETRY_TUI_UNWIND": program])
      #expect(outcome.status == 1)
      return try stage.record().payloadText
    }
    #expect(
      try error("echo pid 7; echo thread 7; printf 'frame f()\\tm\\t\\n'; kill -SEGV $$")
        == "Process: x\nPID: 7\nError: unwinding was ended by signal 11\n\nBacktrace (TID 7):\n#0 f() - [m]\n")
    #expect(try error("kill -XCPU $$").contains("Error: unwinding took too much processor time\n"))
    #expect(try error("kill -ALRM $$").contains("Error: unwinding took too long\n"))
    #expect(try error("echo frame; echo thread; echo pid; exit 3").contains("Error: unwinding ended with status 3\n"))
  }

  /// A core file of nothing but notes.
  private static func core(notes: Int) -> [UInt8] {
    func little(_ number: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    let note = little(5, 4) + little(4, 4) + little(1, 4) + Array("CORE\0\0\0\0".utf8) + little(-1, 4)
    var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + Array(repeating: 0, count: 8)
    bytes += little(4, 2) + little(62, 2) + little(1, 4) + little(0, 8) + little(64, 8) + little(0, 8)
    bytes += little(0, 4) + little(64, 2) + little(56, 2) + little(1, 2) + little(0, 6)
    bytes += little(4, 4) + little(4, 4) + little(120, 8) + little(0, 16) + little(note.count * notes, 16)
    bytes += little(4, 8)
    for _ in 0..<notes { bytes += note }
    return bytes
  }
}
