import Glibc
import Platform
import Testing

/// The files of `config/` for systemd, looked at by systemd's own tools; none of them needs systemd to run.
@Suite("unit files", .enabled(if: Programs.has("systemd-analyze"), "systemd is missing: run `make setup-test`"))
struct UnitFileTests {
  static let root = (0..<4).reduce(#filePath) { path, _ in Files.directory(of: path) } + "/config"
  static let units = ((try? Files.names(in: root + "/systemd")) ?? []).sorted()

  /// The units as they would be installed, with programs that exist.
  private func installed(_ machine: Machine) throws -> String {
    let directory = machine.path + "/units"
    try Files.makeDirectory(directory)
    let programs = machine.path + "/bin"
    try Files.makeDirectory(programs)
    for name in ["telemetry-tui", "telemetry-deliver"] {
      #expect(symlink(Programs.path(name), "\(programs)/\(name)") == 0)
    }
    #expect(symlink("telemetry-tui", programs + "/hprobe") == 0)
    for name in Self.units {
      var text = try Files.readText(Self.root + "/systemd/" + name)
      for place in ["@bindir@", "@libexecdir@"] { text = text.replacing(place, with: programs) }
      text = text.replacing("@sysconfdir@", with: "/etc")
      #expect(!text.contains("@bin") && !text.contains("@lib"))
      try machine.write("units/" + name, text)
    }
    return directory
  }

  private func tool(_ machine: Machine, _ words: String...) throws -> (status: Int32, text: String) {
    let child = try Child(
      words[0], Array(words.dropFirst()),
      environment: ["PATH": machine.searchPath, "LANG": "C.UTF-8", "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": ""],
      directory: machine.path)
    let status = child.wait()
    return (status, String(decoding: child.out, as: UTF8.self) + child.err)
  }

  @Test("systemd-analyze has nothing to say about any of them") func verify() throws {
    let machine = try Machine()
    let directory = try installed(machine)
    #expect(Self.units.count == 8)
    for name in Self.units {
      let found = try tool(machine, "systemd-analyze", "verify", "--man=no", "\(directory)/\(name)")
      #expect(found.status == 0 && found.text.isEmpty, "\(name): \(found.text)")
    }
  }

  @Test(
    "services are exposed no more than is said",
    arguments: [
      ("telemetry-tui.service", 1.5), ("telemetry-deliver@.service", 1.5), ("hprobe.service", 0.5),
    ]) func exposure(_ name: String, _ most: Double) throws
  {
    let machine = try Machine()
    let directory = try installed(machine)
    let found = try tool(machine, "systemd-analyze", "security", "--offline=true", "\(directory)/\(name)")
    let line = try #require(found.text.split(separator: "\n").last { $0.contains("Overall exposure level") })
    let score = try #require(line.split(separator: " ").compactMap { Double($0) }.last)
    #expect(score <= most, "\(line)")
  }

  @Test(
    "a day of agent and deliverer needs no system call that the units forbid",
    .enabled(if: Programs.has("strace"), "strace is missing: run `make setup-test`"))
  func systemCalls() throws {
    let machine = try Machine(interval: 1, settings: "[settings]\nserver = http://127.0.0.1:9/v2/collector\n")
    let trace = machine.path + "/calls"
    // Root does what the units' user need not.
    if geteuid() == 0 { machine.becomeNobody() }
    let person = machine.wrapper
    machine.wrapper += ["strace", "-f", "-qq", "-o", trace, "-e", "signal=none"]
    let daemon = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    machine.wrapper = person
    eventually("it listens", within: 60) { Files.exists(machine.state + "/control.sock") }
    try machine.must("on", "home", "collector")
    eventually("reports arrive", within: 60) { machine.sentReports().count >= 2 }
    try machine.must("status")
    try machine.must("service", "reload")
    try machine.must("machine-id", "rotate")
    let pid = try #require(Int32((try Files.readText(machine.state + "/agent.pid")).prefix { $0 != "\n" }))
    kill(pid, SIGTERM)
    daemon.wait()
    machine.deliveryIsOver()

    let used = try calls(in: trace)
    let allowed = try allowed(machine, "telemetry-tui.service")
    #expect(used.contains("openat") && used.contains("connect") && allowed.contains("openat"))
    #expect(used.subtracting(allowed).isEmpty, "\(used.subtracting(allowed).sorted())")

    machine.wrapper += ["strace", "-f", "-qq", "-o", trace + ".deliver", "-e", "signal=none"]
    let once = try machine.start(
      ["--config", machine.config, "--state-dir", machine.state, "--once"], program: "telemetry-deliver")
    #expect([0, 75].contains(once.wait()), "\(once.err)")
    let others = try calls(in: trace + ".deliver").subtracting(try self.allowed(machine, "telemetry-deliver@.service"))
    #expect(others.isEmpty, "\(others.sorted())")
  }

  /// The names of the calls that strace wrote down.
  private func calls(in trace: String) throws -> Set<String> {
    Set(
      try Files.readText(trace, limit: 256 << 20).split(separator: "\n").compactMap { line -> String? in
        let call = line.drop { $0.isNumber }.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return call.isEmpty || !line.contains("(") ? nil : String(call)
      })
  }

  /// What the `SystemCallFilter=` lines of a unit come to.
  private func allowed(_ machine: Machine, _ unit: String) throws -> Set<String> {
    var allowed: Set<String> = []
    for line in try Files.readText(Self.root + "/systemd/" + unit).split(separator: "\n") {
      guard line.hasPrefix("SystemCallFilter=") else { continue }
      let takes = line.contains("=~")
      for group in line.drop(while: { $0 != "@" }).split(separator: " ") {
        let names = try calls(machine, String(group))
        if takes { allowed.subtract(names) } else { allowed.formUnion(names) }
      }
    }
    return allowed
  }

  /// The calls of a group, those of the groups in it too.
  private func calls(_ machine: Machine, _ group: String) throws -> Set<String> {
    var found: Set<String> = []
    for line in try tool(machine, "systemd-analyze", "syscall-filter", group).text.split(separator: "\n") {
      let word = String(line.drop { $0 == " " }.prefix { $0 != " " })
      if word.isEmpty || word.hasPrefix("#") || word == group { continue }
      if word.hasPrefix("@") { found.formUnion(try calls(machine, word)) } else { found.insert(word) }
    }
    return found
  }

  @Test("users, groups and directories come out as the units need them", .enabled(if: geteuid() == 0, "needs root"))
  func accounts() throws {
    let machine = try Machine()
    let root = machine.path + "/root"
    try Files.makeDirectory(root + "/etc")
    let users = try tool(
      machine, "systemd-sysusers", "--root=" + root, Self.root + "/sysusers.d/telemetry-tui.conf")
    #expect(users.status == 0, "\(users.text)")
    #expect(try Files.readText(root + "/etc/passwd").contains("telemetry-tui:x:"))
    let groups = try Files.readText(root + "/etc/group").split(separator: "\n")
    #expect(groups.contains { $0.hasPrefix("telemetry:") && $0.hasSuffix(":telemetry-tui") })
    #expect(groups.contains { $0.hasPrefix("telemetry-read:") })
    let made = try tool(
      machine, "systemd-tmpfiles", "--root=" + root, "--create", Self.root + "/tmpfiles.d/telemetry-tui.conf")
    #expect(made.status == 0, "\(made.text)")
    let owner = try #require(
      try Files.readText(root + "/etc/passwd").split(separator: "\n").first { $0.hasPrefix("telemetry-tui:") })
    for path in ["/run/telemetry-tui", "/var/spool/telemetry"] {
      var info = stat()
      #expect(stat(root + path, &info) == 0 && info.st_mode & 0o7777 == 0o755, "\(path)")
      #expect(owner.split(separator: ":")[2] == "\(info.st_uid)")
    }
  }
}
