import Glibc
import Outbox
import Platform
import Privacy
import Report
import Testing

@testable import Agent

@Suite("service") struct ServiceTests {
  @Test("start returns when the daemon serves, away from the terminal; stop when it is gone") func startStop() throws {
    let stage = try ServiceStage()
    #expect(try stage.service("status", 3).text == "telemetry-tui is not running\n")
    let started = try stage.service("start").text
    let pid = try #require(stage.pid)
    #expect(started == "telemetry-tui was started, process \(pid)\n")
    #expect(try stage.machine.status()["agent"]?["pid"]?.intValue ?? Int64(pid) == Int64(pid))

    let fields = stage.fields(pid)
    try #require(fields.count > 4)
    #expect(fields[3] != String(pid), "no session leader: it can get no terminal")
    #expect(fields[3] != String(getsid(0)) && fields[4] == "0")
    #expect(stage.status(pid)["Umask"] == "0077")
    #expect(stage.link(pid, "cwd") == "/")
    for number in 0...2 { #expect(stage.link(pid, "fd/\(number)") == "/dev/null") }
    #expect(stage.fields(pid)[1] == "1" || stage.status(Int32(fields[1]) ?? 0)["Name"] != "telemetry-tui")

    #expect(try stage.service("start").text == "telemetry-tui is already running, process \(pid)\n")
    #expect(try stage.service("status").text == "telemetry-tui is running, process \(pid)\n")
    #expect(try stage.service("stop").text == "telemetry-tui was stopped, process \(pid)\n")
    #expect(stage.isGone(pid))
    #expect(!Files.exists(stage.pidPath) && !Files.exists(stage.machine.state + "/agent.start"))
    #expect(try stage.service("stop").text == "telemetry-tui is not running\n")
    #expect(try stage.service("status", 3).text == "telemetry-tui is not running\n")
  }

  @Test("paths may be relative to where the command is typed") func relativePaths() throws {
    let stage = try ServiceStage()
    let script = """
      cd \(stage.machine.path) && exec \(Programs.path("telemetry-tui")) --config telemetry.conf --state-dir state \
      service start
      """
    let child = try Child(
      "/bin/sh", ["-c", script], environment: ["HOME": stage.machine.path], directory: stage.machine.path)
    #expect(child.wait() == 0, "\(child.err)")
    try stage.service("status")
    try stage.service("stop")
  }

  @Test("restart is another process, try-restart only where one was") func restart() throws {
    let stage = try ServiceStage()
    #expect(try stage.service("try-restart").text.isEmpty)
    #expect(stage.pid == nil)
    try stage.service("restart")
    let first = try #require(stage.pid)
    try stage.service("try-restart")
    let second = try #require(stage.pid)
    #expect(second != first && stage.isGone(first))
    try stage.service("stop")
  }

  @Test("ten starts at once give one daemon, and all say so") func manyStarts() throws {
    let stage = try ServiceStage()
    let words = ["--config", stage.machine.config, "--state-dir", stage.machine.state, "service", "start"]
    let children = try (0..<10).map { _ in try stage.machine.start(words) }
    for child in children { #expect(child.wait() == 0, "\(child.err)") }
    let pid = try #require(stage.pid)
    let texts = children.map { String(decoding: $0.out, as: UTF8.self) }
    #expect(texts.count { $0 == "telemetry-tui was started, process \(pid)\n" } == 1)
    #expect(texts.count { $0 == "telemetry-tui is already running, process \(pid)\n" } == 9)
    try stage.service("stop")
  }

  @Test("a killed daemon is dead with a pid file: status 1, and start makes a new one") func killed() throws {
    let stage = try ServiceStage()
    try stage.service("start")
    let pid = try #require(stage.pid)
    kill(pid, SIGKILL)
    eventually("it is gone") { stage.isGone(pid) }
    let dead = try stage.service("status", 1).text
    #expect(dead.hasPrefix("telemetry-tui is dead, its pid file is left: \(stage.pidPath): "))
    try stage.service("start")
    #expect(stage.pid != pid)
    try stage.service("stop")
  }

  @Test("a pid that belongs to somebody else by now is not taken for the daemon, and gets no signal")
  func reusedPid() throws {
    let stage = try ServiceStage()
    try Files.makeDirectory(stage.machine.state, mode: 0o700)
    let other = try Child(
      "sleep", ["1000"], environment: ["PATH": stage.machine.searchPath], directory: stage.machine.path)
    let start = try #require(ServiceProcess.start(of: other.pid)).split(separator: " ")
    for recorded in [
      "\(other.pid) \(start[0])9 \(start[1])\n", "\(other.pid) \(start[0]) another-boot\n", "", "damaged",
    ] {
      try stage.machine.write("state/agent.pid", "\(other.pid)\n")
      try stage.machine.write("state/agent.start", recorded)
      try stage.service("status", 1)
      #expect(try stage.service("stop").text == "telemetry-tui is not running; its old pid file was removed\n")
      #expect(other.poll() == nil)
    }
    try stage.machine.write("state/agent.pid", "\(other.pid)\n")
    try stage.service("start")
    #expect(stage.pid != other.pid && other.poll() == nil)
    try stage.service("stop")
  }

  @Test(
    "foreign pid files are no daemon",
    arguments: ["", "\n", "no number\n", "-1\n", "0\n", "1\n", "99999999999999999999\n", "2147483647\n"])
  func foreignFile(_ text: String) throws {
    let stage = try ServiceStage()
    try Files.makeDirectory(stage.machine.state, mode: 0o700)
    try stage.machine.write("state/agent.pid", text)
    try stage.service("status", 1)
    try stage.service("stop")
    try stage.service("start")
    try stage.service("stop")
  }

  @Test("a pid file that is a pipe keeps nobody waiting, one that is a link is not written through")
  func strangeFile() throws {
    let stage = try ServiceStage()
    try Files.makeDirectory(stage.machine.state, mode: 0o700)
    #expect(mkfifo(stage.pidPath, 0o600) == 0)
    #expect(try stage.service("status", 1).text.hasSuffix("it holds no pid\n"))
    #expect(try stage.service("stop").text == "telemetry-tui is not running; its old pid file was removed\n")
    #expect(mkfifo(stage.pidPath, 0o600) == 0)
    try stage.service("start")
    try stage.service("stop")

    let secret = try stage.machine.write("secret", "x")
    #expect(symlink(secret, stage.pidPath) == 0)
    try stage.service("start")
    #expect(try Files.readText(secret) == "x" && stage.pid != nil)
    try stage.service("stop")
  }

  @Test("a state directory whose socket's path no address can hold is served and asked all the same")
  func longPath() throws {
    let stage = try ServiceStage()
    let state = stage.machine.path + "/" + String(repeating: "a-long-name/", count: 12) + "state"
    func run(_ words: String...) throws -> Machine.Outcome {
      try stage.machine.bare(["--config", stage.machine.config, "--state-dir", state] + words)
    }
    let started = try run("service", "start")
    #expect(started.status == 0, "\(started.err)")
    defer { _ = try? run("service", "stop") }
    #expect(try run("service", "status").status == 0)
    #expect(try run("on", "home").status == 0)
    eventually("it sends") { !stage.machine.sink.requests.isEmpty }
    #expect(try run("service", "stop").status == 0)

    let socket = "/tmp/" + String(repeating: "s", count: 110)
    try stage.machine.configure(try Files.readText(stage.machine.config) + "\n[settings]\nsocket_path = \(socket)\n")
    let refused = try stage.service("start", 78)
    #expect(refused.err.contains("give a path of at most 107 bytes"), "\(refused.err)")
  }

  @Test("a daemon in the foreground is the one daemon: a second, of either kind, is refused or finds it")
  func twoDaemons() throws {
    let stage = try ServiceStage()
    let first = try stage.machine.daemon()
    let second = try stage.machine.run("--daemon")
    #expect(second.status == 73 && second.err.contains("process \(first.pid)"), "\(second.err)")
    #expect(try stage.service("start").text == "telemetry-tui is already running, process \(first.pid)\n")
    #expect(try stage.service("stop").text == "telemetry-tui was stopped, process \(first.pid)\n")
    #expect(first.wait() == 0)
  }

  @Test("a daemon whose pid file was removed is still found, and stopped") func removedFile() throws {
    let stage = try ServiceStage()
    try stage.service("start")
    let pid = try #require(stage.pid)
    unlink(stage.pidPath)
    #expect(try stage.service("status").text == "telemetry-tui is running, process \(pid)\n")
    #expect(try stage.service("start").text == "telemetry-tui is already running, process \(pid)\n")
    try stage.service("stop")
    #expect(stage.isGone(pid))
  }

  @Test("what keeps the daemon from serving is the error of start, with its exit status") func failures() throws {
    let stage = try ServiceStage()
    try Files.makeDirectory(stage.machine.state + "/agent.pid")
    let pidIsDirectory = try stage.machine.run("service", "start")
    #expect(pidIsDirectory.status != 0 && pidIsDirectory.err.contains("/agent.pid"), "\(pidIsDirectory.err)")
    rmdir(stage.machine.state + "/agent.pid")

    stage.machine.variables["TELEMETRY_TUI_LOGGING_LOGFILE"] = stage.machine.path + "/none/log"
    let noLog = try stage.machine.run("service", "start")
    #expect(noLog.err.hasPrefix("telemetry-tui: open the log failed, no such file or directory: "), "\(noLog.err)")
    #expect(noLog.status == 66 && noLog.err.split(separator: "\n").count == 1)
    stage.machine.variables["TELEMETRY_TUI_LOGGING_LOGFILE"] = nil

    stage.machine.variables["TELEMETRY_TUI_MAIN_INTERVAL"] = "soon"
    try stage.service("start", 78)
    stage.machine.variables["TELEMETRY_TUI_MAIN_INTERVAL"] = nil
    try stage.service("status", 3)
    #expect(stage.pid == nil)
  }

  @Test("a console's agent is no service: status says so, start tells who has the directory") func console() throws {
    let stage = try ServiceStage()
    try Files.makeDirectory(stage.machine.state, mode: 0o700)
    let lock = try #require(try ProcessLock.tryAcquire(directory: stage.machine.state, .agent))
    try stage.service("status", 3)
    let outcome = try stage.service("start", 73)
    #expect(outcome.err.contains("another agent, process \(getpid()), has this state directory"), "\(outcome.err)")
    withExtendedLifetime(lock) {}
  }

  @Test("the log is a file that is opened again on SIGHUP, with the level of the settings") func log() throws {
    let stage = try ServiceStage()
    let path = stage.machine.path + "/agent.log"
    let settings = try Files.readText(stage.machine.config)
    try stage.machine.configure(settings + "\n[logging]\nlogfile = \(path)\n")
    try stage.service("start")
    let pid = try #require(stage.pid)
    eventually("it logs") { (try? Files.readText(path))?.contains("] p\(pid) INFO: (off) no reports to home") ?? false }
    #expect(rename(path, path + ".1") == 0)
    try stage.service("reload")
    eventually("it opens the log again") { Files.exists(path) }

    // Settings with a fault are refused before the daemon hears of them.
    try stage.machine.configure(settings + "\n[logging]\nlogfile = \(path)\nloglevel = loud\n")
    #expect(try stage.service("reload", 78).err.contains("loglevel"))
    try stage.machine.configure(settings + "\n[logging]\nlogfile = \(path).2\nloglevel = error\n")
    try stage.service("reload")
    eventually("it writes to another log") { Files.exists(path + ".2") }
    try stage.machine.must("on", "home")
    eventually("it works on") { !stage.machine.sink.requests.isEmpty }
    try stage.service("stop")
    #expect(try Files.readText(path + ".2").isEmpty, "below the level")
    #expect(try stage.service("reload", 1).err.contains("telemetry-tui is not running"))
  }

  @Test("SIGTERM in every phase of starting leaves no daemon and no pid file") func termEarly() throws {
    let stage = try ServiceStage()
    for step in 0..<12 {
      let child = try stage.machine.start([
        "--config", stage.machine.config, "--state-dir", stage.machine.state, "--daemon",
      ])
      usleep(UInt32(step) * 2500)
      child.send(SIGTERM)
      let status = child.wait()
      #expect(status == 0 || status == -SIGTERM, "\(child.err)")
      #expect(!Files.exists(stage.pidPath))
    }
    try stage.service("start")
    try stage.service("stop")
  }
}

@Suite("service, by users", .enabled(if: geteuid() == 0, "needs root")) struct ServiceUserTests {
  @Test("started by root it becomes the user, without root's groups, and owns what it needs") func drops() throws {
    let stage = try ServiceStage(settings: "user = nobody")
    chmod(stage.machine.path, 0o755)
    let logs = stage.machine.path + "/logs"
    try Files.makeDirectory(logs)
    stage.machine.variables["TELEMETRY_TUI_LOGGING_LOGFILE"] = logs + "/agent.log"
    // What root did before the first start is the service's too.
    try stage.machine.must("on", "home")
    try stage.service("start")
    let pid = try #require(stage.pid)
    let account = try #require(Account.named("nobody"))
    let status = stage.status(pid)
    #expect(status["Uid"] == Array(repeating: "\(account.user)", count: 4).joined(separator: " "))
    #expect(status["Gid"] == Array(repeating: "\(account.group)", count: 4).joined(separator: " "))
    #expect(status["Groups"] == "\(account.group)")
    for name in ["", "/outbox.sqlite", "/consent.json", "/agent.pid"] {
      var info = Glibc.stat()
      #expect(stat(stage.machine.state + name, &info) == 0 && info.st_uid == account.user, "\(name)")
    }
    eventually("it sends") { !stage.machine.sink.requests.isEmpty }
    // Root decides again while it runs, and the log is moved away in root's directory.
    try stage.machine.must("off")
    unlink(stage.machine.state + "/consent.json")
    try stage.machine.must("on", "home")
    eventually("it reads what root agreed to") {
      (try? stage.machine.home()["state"]?.stringValue) == "on"
    }
    #expect(rename(logs + "/agent.log", logs + "/agent.log.1") == 0)
    try stage.service("reload")
    eventually("the log is there again") { Files.exists(logs + "/agent.log") }
    #expect(try !Files.readText(logs + "/agent.log.1").contains("ERROR"))
    try stage.service("stop")
  }

  @Test("records of programs come in through a socket in a directory where only root could make it")
  func probeSocket() throws {
    let stage = try ServiceStage()
    let machine = stage.machine
    chmod(machine.path, 0o755)
    try Files.makeDirectory(machine.path + "/run")
    let socket = machine.path + "/run/probes/telem-0"
    let main = try Files.readText(machine.config) + "\nuser = nobody\n"
    let config = ["--config", machine.config]
    // Nobody wants one yet.
    try machine.configure(main)
    try stage.service("start")
    try stage.service("stop")
    #expect(try Files.names(in: machine.path + "/run").isEmpty)

    try machine.configure(main + "[settings]\nsocket_path = \(socket)\n")
    #expect(try machine.run("telemctl", "opt-in").status == 0)
    for round in 1...2 {
      try stage.service("start")
      let pid = try #require(stage.pid)
      #expect(stage.status(pid)["Uid"]?.hasPrefix("65534 ") == true)
      for (path, mode) in [(socket, 0o666), (Files.directory(of: socket), 0o755)] as [(String, mode_t)] {
        var info = Glibc.stat()
        #expect(stat(path, &info) == 0 && info.st_mode & 0o777 == mode && info.st_uid == 0, "\(path)")
      }
      let sent = try machine.bare(["telem-record-gen", "-c", "a/b/c", "-p", "round \(round)"] + config)
      #expect(sent.status == 0, "\(sent.err)")
      eventually("the record is taken") {
        (try? machine.ledger().count { $0.text("classification") == "a/b/c" }) == round
      }
      try stage.service("stop")
    }
  }

  @Test("asked to agree for the collector it says who can, and agrees to nothing") func optInOfRoot() throws {
    let stage = try ServiceStage()
    chmod(stage.machine.path, 0o755)
    try Files.makeDirectory(stage.machine.path + "/etc")
    try stage.machine.configure(try Files.readText(stage.machine.config) + "\nuser = nobody\n")
    try stage.service("start")
    let agent = try #require(AgentConnection.attach(stateDirectory: stage.machine.state, daemon: nil))
    let optIn = stage.machine.path + "/etc/opt-in"
    func ask(_ request: AgentRequest, _ remedy: String) throws {
      guard case .failed(let why) = try agent.ask(request, within: 30_000) else {
        Issue.record("it did not refuse")
        return
      }
      #expect(why.exit == .noPermission && why.place == optIn && why.remedy == remedy, "\(why.line)")
    }
    try ask(.agree([.home, .collector], licence: nil), "run `telemetry-tui on collector` as root")
    #expect(Consent.read(in: stage.machine.state) == .given([:]) && !Files.exists(optIn))
    try stage.machine.must("on", "home", "collector")
    let before = Consent.read(in: stage.machine.state)
    try ask(.withdraw, "run `telemetry-tui off` as root")
    #expect(Consent.read(in: stage.machine.state) == before && Files.exists(optIn))
    try stage.service("stop")
  }

  @Test("a user or group that does not exist is refused, with file and key") func missing() throws {
    for (key, word) in [("user", "nobody-of-this-name"), ("group", "nogroup-of-this-name")] {
      let stage = try ServiceStage(settings: "\(key) = \(word)")
      let outcome = try stage.service("start", 78)
      #expect(outcome.err.contains("there is no \(key) \(word): \(stage.machine.config):"), "\(outcome.err)")
      #expect(outcome.err.contains("[main] \(key)"))
      #expect(stage.pid == nil && !Files.exists(stage.machine.state))
    }
  }

  @Test("who is not root cannot become somebody, and is told so; itself is no change") func notRoot() throws {
    let stage = try ServiceStage(settings: "user = daemon")
    stage.machine.becomeNobody()
    let outcome = try stage.service("start", 77)
    #expect(outcome.err.contains("only root can become the user daemon: \(stage.machine.config):"), "\(outcome.err)")
    let own = try ServiceStage(settings: "user = nobody")
    own.machine.becomeNobody()
    try own.service("start")
    try own.service("stop")
  }

  @Test("who may not signal the daemon is told so") func foreignDaemon() throws {
    let stage = try ServiceStage()
    chmod(stage.machine.path, 0o755)
    try stage.service("start")
    let pid = try #require(stage.pid)
    chmod(stage.machine.state, 0o755)
    stage.machine.wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    try stage.service("status")
    #expect(try stage.service("stop", 77).err.contains("process \(pid)"))
    stage.machine.wrapper = []
    try stage.service("stop")
  }

  @Test("a state directory with other people's files is not given away") func wrongDirectory() throws {
    let stage = try ServiceStage(settings: "user = nobody")
    try Files.makeDirectory(stage.machine.state)
    try stage.machine.write("state/passwd", "root")
    let outcome = try stage.service("start", 73)
    #expect(outcome.err.contains("the directory holds what is not the agent's: \(stage.machine.state)"))
    var info = Glibc.stat()
    #expect(stat(stage.machine.state + "/passwd", &info) == 0 && info.st_uid == 0)
  }

  @Test("a link in the directory leads to no other file's owner") func link() throws {
    let stage = try ServiceStage(settings: "user = nobody")
    chmod(stage.machine.path, 0o755)
    try Files.makeDirectory(stage.machine.state)
    let secret = try stage.machine.write("secret", "x")
    #expect(symlink(secret, stage.machine.state + "/machine_id") == 0)
    #expect(Glibc.link(secret, stage.machine.state + "/agent.lock") == 0)
    _ = try stage.machine.run("service", "start")
    var info = Glibc.stat()
    #expect(stat(secret, &info) == 0 && info.st_uid == 0)
  }

  @Test("a run directory that cannot be written is told") func unwritable() throws {
    let stage = try ServiceStage()
    stage.machine.becomeNobody()
    try Files.makeDirectory(stage.machine.state, mode: 0o755)
    let outcome = try stage.machine.run("service", "start")
    #expect(outcome.status == 77 && outcome.err.contains(stage.machine.state), "\(outcome.err)")
  }
}
