import Glibc
import Platform
import ProbeClient
import Report
import Testing

@testable import Commands

@Suite("crashprobe", .enabled(if: Crashed.hasCompiler, "no cc: run `make setup`")) struct CrashProbeTests {
  @Test("The core of a C program on standard input becomes a record with the stack of every thread")
  func coreOfC() throws {
    let crashed = try Crashed.inC.get()
    let stage = try CrashStage()
    let outcome = try stage.probe(["-p", "crashme", "-s", "11", "-v"], input: crashed.core)
    #expect(outcome.status == 0, "\(outcome.err)")
    let record = try stage.record()
    #expect(record[.classification] == "org.clearlinux/crash/clr")
    #expect(record[.severity] == "3")
    #expect(record[.payloadFormatVersion] == "1")
    #expect(record[.eventID].count == 32)
    #expect(record.headers.count == 15)
    #expect(outcome.out == record.payloadText)

    let lines = record.payloadText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "Process: crashme")
    #expect(lines[1].hasPrefix("PID: "))
    #expect(lines[2] == "Signal: 11")
    #expect(lines[3] == "")
    #expect(lines[4] == "Backtrace (TID \(lines[1].dropFirst(5))):")
    let module = "[\(crashed.directory)/crashme] - \(crashed.directory)/crashme.c"
    #expect(lines[5] == "#0 level3() - \(module):4")
    #expect(lines[6] == "#1 level2() - \(module):5")
    #expect(lines[7] == "#2 main() - \(module):11")
    #expect(lines.filter { $0.hasPrefix("Backtrace (TID ") }.count == 4)
    #expect(lines.filter { $0.contains(" waiting() - [") }.count == 3)
  }

  @Test("The core of a Swift program shows its functions by their mangled names") func coreOfSwift() throws {
    let crashed = try Crashed.inSwift.get()
    let stage = try CrashStage()
    let outcome = try stage.probe(["-p", "swiftcrash", "-c", crashed.core])
    #expect(outcome.status == 0, "\(outcome.err)")
    let payload = try stage.record().payloadText
    #expect(payload.contains("$s10swiftcrash6level3ySiSaySiG_SitF() - [\(crashed.directory)/swiftcrash]"))
    #expect(payload.contains("$s10swiftcrash6level2ySiSaySiGF()"))
  }

  @Test("A core that comes through a pipe gives the same record as the file") func pipe() throws {
    let crashed = try Crashed.inC.get()
    let stage = try CrashStage()
    let outcome = try stage.shell("cat \(crashed.core) | $PROBE -p crashme")
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try stage.record().payloadText.contains("#0 level3() - ["))
  }

  @Test("A stack of more than 64 frames is cut there, and the head says so") func deep() throws {
    let stage = try CrashStage()
    #expect(try stage.probe(["-p", "deep", "-c", try Crashed.deepInC.get().core]).status == 0)
    let payload = try stage.record().payloadText
    #expect(payload.contains("\n[Too many frames. Backtrace truncated.]\n\nBacktrace (TID "))
    #expect(payload.contains("\n#63 sink() - "))
    #expect(!payload.contains("\n#64 "))
  }

  @Test("Privacy filters keep the stacks of programs that are not the system's; with them off all is told")
  func filters() throws {
    let core = try Crashed.inC.get().core
    func told(_ path: String, unfiltered: Bool = false) throws -> (String, String, String) {
      let stage = try CrashStage()
      if unfiltered { try stage.scratch.write("etc/opt-in-no-privacy-filters", "") }
      let outcome = try stage.probe(["-p", "crashme", "-E", path, "-s", "6", "-c", core])
      #expect(outcome.status == 0, "\(outcome.err)")
      let record = try stage.record()
      return (record[.classification], record[.severity], record.payloadText)
    }
    for path in ["!home!alice!bin!crashme", "/usr/local/bin/crashme", "!opt!x"] {
      #expect(try told(path) == ("org.clearlinux/crash/unknown", "2", "Crash from third party\n"), "\(path)")
    }
    #expect(
      try told("!builddir!build!BUILD!x!t") == (
        "org.clearlinux/crash/clr-build", "2", "Crash from Clear package build\n"
      ))
    let system = try told("!usr!bin!crashme")
    #expect(system.0 == "org.clearlinux/crash/clr")
    #expect(system.2.hasPrefix("Process: /usr/bin/crashme\nPID: "))
    #expect(try told("!opt!x", unfiltered: true).2.hasPrefix("Process: /opt/x\nPID: "))
  }

  @Test("A process named like an option is the value of -p, whatever it is") func hostileName() throws {
    let stage = try CrashStage()
    for name in ["--config=/x", "-E", "--json", "-5", "\u{1B}[31mred"] {
      let outcome = try stage.probe(["-p", name, "-v", "-c", try Crashed.inC.get().core])
      #expect(outcome.status == 0, "\(name): \(outcome.err)")
      #expect(outcome.out.hasPrefix("Process: \(SafeText.escaped(name))\n"), "\(outcome.out)")
    }
  }

  @Test("What is no ASCII arrives as question marks, with the facts of this host, and the configuration named by -f")
  func arrives() throws {
    let stage = try CrashStage()
    let config = stage.scratch.path + "/telemetry.conf"
    let outcome = try stage.probe(["-p", "caf\u{E9}", "-c", try Crashed.inC.get().core, "-f", config])
    #expect(outcome.status == 0, "\(outcome.err)")
    let record = try stage.record()
    #expect(record.payloadText.hasPrefix("Process: caf?\nPID: "))
    #expect(record.configFile == config)
    let facts = try OutgoingRecord(Classification("a/b/c"), severity: 1, eventID: record[.eventID], payload: [])
    for header in [ProbeHeader.build, .systemName, .cpuModel, .hostType, .boardName, .biosVersion, .kernelVersion] {
      #expect(record[header] == facts[header])
    }
  }

  @Test("Without opt-in nothing is unwound and nothing sent") func notOptedIn() throws {
    let stage = try CrashStage(isOptedIn: false)
    let outcome = try stage.probe(
      ["-p", "crashme", "-c", "/dev/null"], variables: ["TELEMETRY_TUI_UNWIND": "/nonexistent"])
    #expect(outcome.status == 1)
    #expect(
      outcome.err
        == "crashprobe: Unable to send record. Make sure to opt-in to telemetry first 'telemctl opt-in'\n")
    #expect(stage.ear.messages.isEmpty)
  }

  @Test(
    "Wrong calls are told in the old words, with status 1",
    arguments: [
      ([], "Missing required -p option. See --help output"),
      (["-p", "x", "-f", "relative.conf"], "Configuration file"),
      (["-p", "x"], "Cannot process core file"), (["-p", "x", "-c", "/tmp"], "Cannot process core file"),
      (["-p", "x", "-c", "/nonexistent"], "/nonexistent"), (["-p", "x", "-s", "eleven"], "-s eleven"),
    ])
  func wrongCalls(_ arguments: [String], _ words: String) throws {
    let stage = try CrashStage()
    let outcome = try stage.probe(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.err.contains(words), "\(outcome.err)")
    #expect(outcome.err.split(separator: "\n").count == 1)
    #expect(stage.ear.messages.isEmpty)
  }

  @Test("A daemon that is not there is said, with status 1") func noDaemon() throws {
    let stage = try CrashStage()
    try stage.scratch.write("telemetry.conf", "[settings]\nsocket_path = \(stage.scratch.path)/none.sock\n")
    let outcome = try stage.probe(["-p", "x", "-E", "!opt!x"])
    #expect(outcome.status == 1)
    #expect(outcome.err.contains("Failed to send record to daemon, no such file or directory"), "\(outcome.err)")
  }

  @Test("Started by root it reads the core as another user, and leaves no file behind", .enabled(if: geteuid() == 0))
  func dropsRights() throws {
    let stage = try CrashStage()
    // Stands for telemetry-unwind: tells who it is.
    let spy = try stage.scratch.write(
      "spy", "#!/bin/sh\nid -u; id -G\necho \"error uid $(id -u) groups $(id -G)\"\necho end\n", mode: 0o755)
    let outcome = try stage.shell(
      "cat \(try Crashed.inC.get().core) | $PROBE -p crashme; ls /var/tmp | grep -c telemetry-",
      variables: ["TELEMETRY_TUI_UNWIND": spy])
    let account = try #require(Account.named("telemetry") ?? Account.named("nobody"))
    let record = try stage.record()
    #expect(
      record.payloadText.contains("Error: uid \(account.user) groups \(account.group)\n"), "\(record.payloadText)")
    #expect(record[.classification] == "org.clearlinux/crash/error")
    #expect(outcome.out == "0\n")
  }

  @Test("Started with its standard output closed, as by the kernel, it writes into no other file")
  func closedDescriptors() throws {
    let stage = try CrashStage()
    let core = try Crashed.inC.get().core
    let outcome = try stage.shell("cat \(core) | $PROBE -p crashme -v >&- 2>&-")
    #expect(outcome.status == 0)
    #expect(try stage.record().payloadText.contains("#0 level3() - ["))
  }
}
