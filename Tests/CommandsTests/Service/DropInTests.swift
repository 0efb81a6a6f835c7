import Glibc
import Platform
import Testing

@Suite("telemetry.conf.d", .enabled(if: geteuid() == 0, "needs root")) struct DropInTests {
  /// A person with a configuration of three files.
  private func machine() throws -> Machine {
    let machine = try Machine()
    let directory = machine.path + "/.config/telemetry-tui"
    try Files.makeDirectory(directory + "/telemetry.conf.d")
    for (name, text) in [
      ("telemetry.conf", "[main]\ninterval = 100\nemail = a@example.com\n"),
      ("telemetry.conf.d/10-a.conf", "# ours\n[main]\ninterval = 200\nreport-format = classic\n"),
      ("telemetry.conf.d/20-b.conf", "[main]\ninterval = 300\n"),
      ("telemetry.conf.d/30-c.conf.disabled", "[main]\ninterval = 400\n"),
      ("telemetry.conf.d/.40.conf", "[main]\ninterval = 500\n"),
    ] { try machine.write(".config/telemetry-tui/" + name, text) }
    machine.becomeNobody()
    return machine
  }

  @Test("of the drop-ins the last by name counts, and the list says which file that is") func order() throws {
    let machine = try machine()
    #expect(try machine.bare(["config", "get", "main.interval"]).text == "300\n")
    let lines = try machine.bare(["config", "list", "main"]).text.split(separator: "\n")
    func line(_ key: String) -> Substring { lines.first { $0.hasPrefix(key + " ") } ?? "" }
    let directory = machine.path + "/.config/telemetry-tui/"
    #expect(line("main.interval").contains(" \(directory)telemetry.conf.d/20-b.conf:2 "))
    #expect(line("main.report-format").contains(" \(directory)telemetry.conf.d/10-a.conf:4 "))
    #expect(line("main.email").contains(" \(directory)telemetry.conf:3 "))
  }

  @Test("a fault in a drop-in is named with its file and line") func fault() throws {
    let machine = try machine()
    let path = try machine.write(".config/telemetry-tui/telemetry.conf.d/20-b.conf", "[main]\n\ninterval = often\n")
    chmod(path, 0o644)
    let check = try machine.bare(["config", "check"])
    #expect(check.status == 78 && check.err.contains("\(path):3"), "\(check.err)")
    let get = try machine.bare(["config", "get", "main.interval"])
    #expect(get.status == 78 && get.err.contains("\(path):3"), "\(get.err)")
  }

  @Test("set writes the main file, and says when a drop-in still overrides it") func set() throws {
    let machine = try machine()
    let main = machine.path + "/.config/telemetry-tui/telemetry.conf"
    let shadowed = try machine.bare(["config", "set", "main.interval", "900"])
    #expect(shadowed.status == 0)
    #expect(
      shadowed.err.contains("it does not count: \(machine.path)/.config/telemetry-tui/telemetry.conf.d/20-b.conf:2"),
      "\(shadowed.err)")
    #expect(try Files.readText(main) == "[main]\ninterval = 900\nemail = a@example.com\n")
    #expect(try machine.bare(["config", "get", "main.interval"]).text == "300\n")
    let plain = try machine.bare(["config", "set", "main.email", "b@example.com"])
    #expect(plain.status == 0 && !plain.err.contains("does not count"), "\(plain.err)")
  }
}
