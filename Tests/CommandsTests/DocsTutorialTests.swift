import Platform
import Testing

@testable import Commands

/// telemetry-tui-tutorial(7) by hand: each line of it, in its order, on a machine with a node and a vendor.
@Suite("The tutorial") struct DocsTutorialTests {
  /// The lines that root types, as a reader sees them. Installing is tried elsewhere.
  private func lines() throws -> [String] {
    try DocsShell.file("man/telemetry-tui-tutorial.7").split(separator: "\n").compactMap { line in
      line.hasPrefix(".Dl # ") ? String(line.dropFirst(6)) : nil
    }
  }

  @Test("each of its lines does what it says, from a new machine to the proof") func tried() throws {
    let machine = try Machine()
    let shell =
      "telemetry-tui() { '\(Programs.path("telemetry-tui"))' --config \(machine.config) "
      + "--state-dir \(machine.state) \"$@\"; }"
    try machine.write("leave.script", "quit\n")
    var tried: [String] = []
    for line in try lines() where line.hasPrefix("telemetry-tui") {
      var words = line
      // The console needs a terminal, or a script.
      if words == "telemetry-tui" || words == "telemetry-tui --demo" {
        words += " --script \(machine.path)/leave.script"
      }
      if words.contains(" ID") {
        let id = try #require(try machine.ledger().last?.text("id").prefix(8))
        words = words.replacing(" ID", with: " \(id)")
      }
      let script = try machine.write("line.sh", "set -e\n\(shell)\n\(words)\n")
      let result = DocsShell.run("env HOME=\(machine.path) SHELL=/bin/sh bash -o pipefail \(script)")
      #expect(result.status == 0, "\(line): \(result.output)")
      tried.append(line)
      if line.hasSuffix("send home") { #expect(machine.sentReports().count == 1) }
      if line.hasSuffix("| sha256sum") {
        #expect(try machine.ledger().contains { result.output.hasPrefix($0.text("sha256")) }, "\(result.output)")
      }
    }
    #expect(tried.count > 15)
    #expect(try machine.home().text("consent") != "on")
  }

  @Test("it says nothing of installing that is not there") func installing() throws {
    let makefile = try DocsShell.file("Makefile")
    for line in try lines() where line.hasPrefix("make ") {
      #expect(makefile.contains("\n\(line.dropFirst(5)):"), "\(line)")
    }
    #expect(makefile.contains("\ndeb:"))
  }
}
