import Glibc
import Platform
import Privacy
import Report
import Testing

@testable import Commands

@Suite("asd-telemetry, its actions") struct AsdServiceTests {
  private let stage: ServiceStage
  private var machine: Machine { stage.machine }

  init() throws { stage = try ServiceStage() }

  private func asd(_ words: String...) throws -> Machine.Outcome {
    try machine.bare(["asd-telemetry", "--state-dir", machine.state, machine.config] + words)
  }

  private var consent: [Destination: Agreement] { Consent.read(in: machine.state).agreements }

  @Test("start agrees, serves and sends; status, stop and restart say it in the old words, with LSB's codes")
  func cycle() throws {
    let before = try asd("status")
    #expect(before.status == 3 && before.text == "* telemetry is not running\n")
    let started = try asd("start")
    #expect(started.status == 0 && started.text == "* starting telemetry\n", "\(started.err)")
    #expect(started.err.hasPrefix("asd-telemetry: home is on: "), "\(started.err)")
    let pid = try #require(stage.pid)
    #expect(consent.count == 1 && consent[.home]?.uid == geteuid())
    eventually("it sends") { !machine.sentReports().isEmpty }

    let again = try asd("start")
    #expect(again.status == 0 && again.text == "* starting telemetry\n  ...telemetry is already running\n")
    #expect(again.err.isEmpty, "agreed already: \(again.err)")
    let status = try asd("status")
    #expect(status.status == 0 && status.text == "* telemetry is running with PID \(pid)\n")
    let restarted = try asd("restart")
    #expect(restarted.status == 0 && restarted.text == "* stopping telemetry\n* starting telemetry\n")
    let second = try #require(stage.pid)
    #expect(second != pid && stage.isGone(pid))
    #expect(try asd("try-restart").status == 0)
    let third = try #require(stage.pid)
    #expect(third != second)

    kill(third, SIGKILL)
    eventually("it is gone") { stage.isGone(third) }
    let dead = try asd("status")
    #expect(dead.status == 1)
    #expect(dead.text == "There is no process with the PID specified in \(stage.pidPath)\n")
    #expect(try asd("stop").text == "* stopping telemetry\n  ...telemetry is not running.\n")
    #expect(try asd("stop").text == "* stopping telemetry\n  ...telemetry is not running.\n")
    let idle = try asd("try-restart")
    #expect(idle.status == 0 && idle.text.isEmpty && stage.pid == nil)
  }

  @Test("restart is no consent, nor is the foreground without start") func noConsent() throws {
    #expect(try asd("restart").status == 0)
    #expect(consent.isEmpty)
    #expect(try asd("stop").status == 0)
    let child = try machine.start(["asd-telemetry", "--state-dir", machine.state, machine.config, "--quiet"])
    eventually("it serves") { child.poll() != nil || Files.exists(stage.pidPath) }
    machine.stop(child)
    #expect(consent.isEmpty && machine.sink.requests.isEmpty)
  }

  @Test("a start at every boot does not undo what somebody decided") func decided() throws {
    try machine.must("on", "home")
    try machine.must("off")
    let withdrawn = try asd("start")
    #expect(withdrawn.status == 0 && withdrawn.err.contains("consent was withdrawn: agree again"), "\(withdrawn.err)")
    #expect(consent.isEmpty)
    // The daemon hears of it at once.
    #expect(try asd("--enable").status == 0)
    eventually("it sends") { !machine.sentReports().isEmpty }
    #expect(try asd("--disable").status == 0)
    #expect(try machine.must("status").text.contains("nothing leaves, disable = true ("))
    let disabled = try asd("start")
    #expect(disabled.status == 0 && disabled.err.contains("nothing leaves, disable = true ("), "\(disabled.err)")
    #expect(consent.isEmpty)
    #expect(try asd("stop").status == 0)
  }

  @Test("neither does one where DO_NOT_TRACK is set, or where consent cannot be read") func overruled() throws {
    machine.variables["DO_NOT_TRACK"] = "1"
    #expect(try asd("start").err.contains("nothing leaves, DO_NOT_TRACK is set"))
    #expect(consent.isEmpty)
    #expect(try asd("stop").status == 0)
    machine.variables["DO_NOT_TRACK"] = nil
    try machine.write("state/consent.json", "{")
    #expect(try asd("start").err.contains("the consent file is damaged"))
    #expect(try Files.readText(machine.state + "/consent.json") == "{")
    #expect(try asd("stop").status == 0)
  }

  @Test("a start that cannot be is no consent") func impossible() throws {
    let text = try Files.readText(machine.config)
    try machine.configure(text + "\nuser = nobody-of-this-name\n")
    let outcome = try asd("start")
    #expect(outcome.status == 78 && outcome.err.contains("there is no user"), "\(outcome.err)")
    #expect(consent.isEmpty && stage.pid == nil)
    try machine.configure("[settings]\nserver = http://127.0.0.1:9/v2/collector\n")
    let noHome = try asd("start")
    #expect(noHome.status == 78 && noHome.err.contains("home"), "\(noHome.err)")
    #expect(consent.isEmpty && stage.pid == nil)
  }

  @Test("--fgdaemon start stays, agrees, and logs to standard output whatever the file says") func foreground() throws {
    let log = machine.path + "/agent.log"
    try machine.configure(try Files.readText(machine.config) + "\nuser = nobody\n[logging]\nlogfile = \(log)\n")
    let child = try machine.start([
      "asd-telemetry", "--fgdaemon", "--state-dir", machine.state, machine.config, "start",
    ])
    eventually("it sends") { child.poll() != nil || !machine.sentReports().isEmpty }
    #expect(child.poll() == nil, "\(child.err)")
    #expect(try asd("status").text == "* telemetry is running with PID \(child.pid)\n")
    machine.stop(child)
    #expect(String(decoding: child.out, as: UTF8.self).contains("] p\(child.pid) INFO: "))
    #expect(!Files.exists(log) && consent[.home] != nil)
  }

  @Test("a change beside an action is made, then the action is done") func both() throws {
    let outcome = try asd("--set-interval=55", "--enable", "start")
    #expect(outcome.status == 0, "\(outcome.err)")
    let expected = "Configuration file [\(machine.config)] successfully changed.\n* starting telemetry\n"
    #expect(outcome.text == expected)
    #expect(try machine.must("config", "get", "main.interval").text == "55\n")
    #expect(stage.pid != nil)
    #expect(try asd("stop", "--set-interval=56").status == 0)
    #expect(stage.pid == nil)
  }

  @Test("what keeps the daemon from serving is said under the name it was called by") func failure() throws {
    machine.variables["TELEMETRY_TUI_LOGGING_LOGFILE"] = machine.path + "/none/log"
    let outcome = try asd("start")
    #expect(outcome.status == 66)
    let lines = outcome.err.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("asd-telemetry: ") }, "\(outcome.err)")
    #expect(lines.last?.contains("open the log failed") == true)
  }
}

/// On a system with users and the usual places.
@Suite("asd-telemetry, on a system", .enabled(if: SystemRoom.isPossible, "needs root and name spaces"))
struct AsdSystemTests {
  private let room: SystemRoom

  init() throws { room = try SystemRoom() }

  private static let beginning = """
    ln -s telemetry-tui /run/bin/asd-telemetry
    mkdir -p /etc/aerospike
    conf=/etc/aerospike/telemetry.conf
    mv /etc/telemetry-tui/telemetry.conf $conf
    { echo '[main]'; echo 'user = alice'; echo 'group = telemetry'; } >>$conf
    check() {
      wanted=$1
      shift
      "$@" && status=0 || status=$?
      [ $status = $wanted ] || { echo "status $status, not $wanted: $*" >&2; exit 99; }
    }

    """

  @Test("root starts it and everybody sees that it runs; who is not root does not end it") func users() throws {
    let outcome = try room.run(
      Self.beginning + """
        check 0 asd-telemetry $conf start
        check 0 asd-telemetry $conf status
        check 0 as bob asd-telemetry $conf status
        check 77 as bob asd-telemetry $conf stop
        check 77 as bob asd-telemetry --disable $conf
        ps -o user= -o group= -p $(cat /run/telemetry-tui/agent.pid)
        check 0 asd-telemetry $conf stop
        check 3 asd-telemetry $conf status
        """)
    #expect(outcome.status == 0, "\(outcome.err)")
    let lines = outcome.text.split(separator: "\n").map(String.init)
    #expect(lines.count { $0.hasPrefix("* telemetry is running with PID ") } == 2, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("alice") && $0.hasSuffix("telemetry") }, "\(lines)")
  }

  @Test("a run directory that cannot be made is told, a foreign pid in it is not taken for the agent")
  func runDirectory()
    throws
  {
    let outcome = try room.run(
      Self.beginning + """
        touch /run/telemetry-tui
        asd-telemetry $conf start 2>/run/said && exit 98
        grep '/run/telemetry-tui' /run/said
        rm /run/telemetry-tui
        mkdir /run/telemetry-tui
        echo $$ >/run/telemetry-tui/agent.pid
        check 1 asd-telemetry $conf status
        check 0 asd-telemetry $conf start
        [ $(cat /run/telemetry-tui/agent.pid) != $$ ]
        check 0 asd-telemetry $conf stop
        """)
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.err)")
    #expect(outcome.text.contains("There is no process with the PID specified in /run/telemetry-tui/agent.pid"))
  }
}
