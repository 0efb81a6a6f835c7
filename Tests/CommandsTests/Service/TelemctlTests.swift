import Glibc
import Platform
import Privacy
import Report
import Testing

@testable import Agent
@testable import Commands

@Suite("telemctl") struct TelemctlTests {
  private let stage: ServiceStage

  init() throws {
    stage = try ServiceStage(settings: "[settings]\nserver = http://127.0.0.1:9/v2/collector")
  }

  private func telemctl(_ words: String...) throws -> Machine.Outcome { try stage.machine.run(["telemctl"] + words) }
  private var optIn: String { stage.machine.path + "/etc/opt-in" }
  private var hasConsent: Bool { Consent.read(in: stage.machine.state).agreements[.collector] != nil }

  @Test(
    "opt-in agrees for the collector and nothing else, opt-out takes it back, each says when there is nothing to do")
  func opting() throws {
    #expect(try telemctl("opt-out").text == "Already opted out. Nothing to do.\n")
    #expect(try telemctl("opt-in").status == 0)
    #expect(hasConsent && Files.exists(optIn))
    #expect(Consent.read(in: stage.machine.state).agreements.count == 1)
    var info = stat()
    #expect(stat(optIn, &info) == 0 && info.st_mode & 0o777 == 0o644 && info.st_size == 0)
    let again = try telemctl("opt-in")
    #expect(again.text == "Already opted in. Nothing to do.\n" && again.status == 0)
    #expect(try telemctl("opt-out").status == 0)
    #expect(!hasConsent && !Files.exists(optIn))
  }

  @Test("opt-in is possible before a server is named, and says that records stay") func withoutServer() throws {
    let stage = try ServiceStage()
    let outcome = try stage.machine.run("telemctl", "opt-in")
    #expect(outcome.status == 0 && Files.exists(stage.machine.path + "/etc/opt-in"))
    #expect(outcome.err.hasPrefix("telemctl: collector is on: "), "\(outcome.err)")
    #expect(outcome.err.hasSuffix("no server is configured: records stay on this machine\n"))
    #expect(Consent.read(in: stage.machine.state).agreements[.collector]?.url == "")
  }

  @Test("a file made by hand counts as opted in, and opt-out takes it away") func byHand() throws {
    try stage.machine.must("on", "home")
    try Files.makeDirectory(stage.machine.path + "/etc")
    try stage.machine.write("etc/opt-in", "")
    #expect(try telemctl("opt-in").text == "Already opted in. Nothing to do.\n")
    #expect(try telemctl("opt-out").err.hasPrefix("telemctl: collector is off\n"))
    #expect(!Files.exists(optIn) && Consent.read(in: stage.machine.state).agreements[.home] != nil)
  }

  @Test("start wants opt-in first; is-active has the two old names; opt-out ends a daemon nobody needs") func running()
    throws
  {
    let early = try telemctl("start")
    #expect(early.status == 1 && early.err == "telemctl: Opt in to telemetry first.\n")
    let idle = try telemctl("is-active")
    #expect(idle.text == "telemprobd : inactive\ntelempostd : inactive\n" && idle.status == 3)
    _ = try telemctl("opt-in")
    #expect(stage.pid == nil, "opt-in starts nothing")
    #expect(try telemctl("start").status == 0)
    let first = try #require(stage.pid)
    let active = try telemctl("is-active")
    #expect(active.text == "telemprobd : active\ntelempostd : active\n" && active.status == 0)
    #expect(try telemctl("restart").status == 0)
    let second = try #require(stage.pid)
    #expect(second != first)
    #expect(try telemctl("opt-out").status == 0)
    #expect(stage.isGone(second))
  }

  @Test("opt-out leaves the daemon to those who agreed to something else") func shared() throws {
    try stage.machine.must("on", "home")
    _ = try telemctl("opt-in")
    #expect(try telemctl("start").status == 0)
    let pid = try #require(stage.pid)
    #expect(try telemctl("opt-out").status == 0)
    #expect(!stage.isGone(pid))
    #expect(Consent.read(in: stage.machine.state).agreements[.home] != nil)
    #expect(try telemctl("stop").status == 0)
    #expect(stage.isGone(pid))
  }

  @Test("wrong words are answered with the usage, status 2") func usage() throws {
    for words in [[], ["frob"], ["start", "now"], ["opt-in", "--force"]] {
      let outcome = try stage.machine.run(["telemctl"] + words)
      #expect(outcome.status == 2 && outcome.text.contains("Usage: telemctl <command> [options]\n"), "\(words)")
      #expect(outcome.text.hasPrefix("Unknown command passed to ") == (words == ["frob"]))
    }
  }

  @Test("its options are bound as getopt bound them") func options() throws {
    for words in [["-Vi"], ["--verb", "-rx"], ["-c", "--json", "-V"], ["-V", "--record_id=-i"]] {
      let outcome = try stage.machine.run(["telemctl", "journal"] + words)
      #expect(outcome.status == 0 && outcome.text.hasSuffix("\nTotal records: 0\n"), "\(words): \(outcome.err)")
    }
    let unknown = try stage.machine.run("telemctl", "journal", "-x")
    #expect(unknown.status == 64 && unknown.err == "telemctl: unknown option -x: arguments: see --help\n")
    for words in [["--version"], ["-V"]] {
      #expect(try stage.machine.bare(["telemctl"] + words).text == Version.number + "\n")
    }
    for words in [["-h"], ["start", "--help"], ["journal", "-h"]] {
      let outcome = try stage.machine.bare(["telemctl"] + words)
      #expect(outcome.status == 0 && outcome.text.contains("USAGE: telemctl "), "\(words): \(outcome.text)")
    }
  }

  @Test("called by its name the program is telemctl") func face() throws {
    let path = stage.machine.path + "/telemctl"
    #expect(symlink(Programs.path("telemetry-tui"), path) == 0)
    let child = try Child(
      path, ["is-active", "--state-dir", stage.machine.state], environment: ["HOME": stage.machine.path],
      directory: stage.machine.path)
    #expect(child.wait() == 3)
    #expect(String(decoding: child.out, as: UTF8.self).hasPrefix("telemprobd : inactive\n"))
  }

  @Test("without root and without a state directory only is-active is done", .enabled(if: geteuid() == 0)) func root()
    throws
  {
    stage.machine.becomeNobody()
    for command in ["start", "stop", "restart", "opt-in", "opt-out", "journal"] {
      let outcome = try stage.machine.bare(["telemctl", command])
      #expect(outcome.status == 1)
      #expect(outcome.err == "telemctl: Must be root to run this command. Exiting...\n")
    }
    #expect(try stage.machine.bare(["telemctl", "is-active"]).status == 3)
  }

  @Test("journal has telem_journal's columns, filters and frame") func journal() throws {
    let empty = try telemctl("journal", "-V")
    #expect(empty.status == 0 && empty.text.hasSuffix("\nTotal records: 0\n"))
    try stage.machine.must("on", "home")
    try stage.machine.must("send", "home")
    stage.machine.deliveryIsOver()
    let rows = try stage.machine.ledger()
    let row = try #require(rows.last)
    let boot = try Files.readText("/proc/sys/kernel/random/boot_id").prefix { $0 != "\n" }

    let lines = try telemctl("journal", "-V").text.split(separator: "\n").map(String.init)
    #expect(lines.count == rows.count + 2)
    #expect(lines.last == "Total records: \(rows.count)")
    let heading = try #require(lines.first)
    #expect(heading.hasPrefix("Classification" + String(repeating: " ", count: 17) + "Time stamp"))
    let line = try #require(lines.first { $0.contains(row.text("id")) })
    let name = row.text("classification")
    #expect(line.hasPrefix(name + String(repeating: " ", count: max(0, 30 - name.count)) + " "))
    let words = line.split(separator: " ")
    try #require(words.count == 8)
    #expect(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(words[1]))
    #expect(words[2].count == 10 && words[3].count == 8)
    #expect(words[5] == row.text("id"))
    #expect(words[6] == (row.text("event_id").isEmpty ? "-" : row.text("event_id")))
    #expect(words[7] == boot)

    func count(_ words: String...) throws -> Int {
      try stage.machine.run(["telemctl", "journal"] + words).text.split(separator: "\n").count
    }
    #expect(try count("-r", row.text("id")) == 1)
    #expect(try count("-c", name) == rows.count { $0.text("classification") == name })
    #expect(try count("-c", "node/*") == rows.count)
    #expect(try count("-c", "node") == 0)
    #expect(try count("--boot_id", String(boot)) == rows.count)
    #expect(try count("-b", "another") == 0)
    #expect(try count("-e", "0123456789abcdef0123456789abcdef") == 0)
    let body = try stage.machine.must("journal", "show", row.text("id"), "--body").text
    #expect(try telemctl("journal", "-i", "-r", row.text("id")).text.contains(body.prefix(60)))
  }

  @Test("a journal that cannot be opened is told in the old words") func unreadable() throws {
    try Files.makeDirectory(stage.machine.state)
    try stage.machine.write("state/outbox.sqlite", String(repeating: "no database ", count: 100))
    let outcome = try telemctl("journal")
    #expect(outcome.status == 1 && outcome.err.hasPrefix("telemctl: Unable to open journal: "), "\(outcome.err)")
  }
}

@Suite("Boots") struct BootsTests {
  @Test("a moment belongs to the last boot that began before it") func times() {
    let boots = Boots([("a", Timestamp(seconds: 100)), ("b", Timestamp(seconds: 200))])
    #expect(boots.id(at: Timestamp(seconds: 99)) == nil)
    #expect(boots.id(at: Timestamp(seconds: 100)) == "a")
    #expect(boots.id(at: Timestamp(seconds: 199)) == "a")
    #expect(boots.id(at: Timestamp(seconds: 5000)) == "b")
  }
}
