import Glibc
import Outbox
import Platform
import Report
import Testing

@testable import Commands

@Suite struct OldClientJourneyTests {
  @Test func `the machine id is set, refused, unset and rotated, each said on one line`() throws {
    let machine = try Machine()
    let first = try machine.must("machine-id").text
    #expect(first.utf8.count == 33)
    let set = try machine.must("machine-id", "set", "web 17")
    #expect(set.text == "web 17\n" && set.err.contains("opt-in-static-machine-id"))
    let shown = try machine.must("machine-id", "show", "--json").json()
    #expect(shown["id"] == .string("web 17") && shown["static"] == .bool(true) && shown["rotates"] == .null)
    #expect(try machine.must("status").text.contains("known as    web 17, static, from \(machine.path)/telemetrics/"))
    let long = try machine.run("machine-id", "set", String(repeating: "x", count: 33))
    #expect(long.status == 65 && long.err.contains("at most 32"))
    let rotated = try machine.must("machine-id", "rotate")
    #expect(rotated.text != first && rotated.err.contains("stays in force"))
    #expect(try machine.must("machine-id", "unset").text == rotated.text)
    #expect(try machine.must("machine-id", "unset").err.contains("there was no static id"))
  }

  @Test func `the journal of a boot has the rows of that boot and of no other`() throws {
    let machine = try Machine()
    try machine.must("on")
    for _ in 0..<3 { try machine.must("send") }
    let boot = String(try Files.readText("/proc/sys/kernel/random/boot_id", limit: 64).prefix { $0 != "\n" })
    let all = try machine.ledger()
    #expect(all.count == 3)
    #expect(try machine.must("journal", "-b", boot, "--json").json().arrayValue == all)
    #expect(try machine.must("journal", "-b", boot, "--limit", "2", "--json").json().arrayValue == Array(all.suffix(2)))
    #expect(try machine.must("journal", "-b", "another", "--json").json() == .array([]))
    // What was written before any boot that is known belongs to none.
    try Outbox(directory: machine.state, access: .readWrite).setState(
      "boots", "\(boot) \((Timestamp.now() + 3_600_000).milliseconds)\n")
    #expect(try machine.must("journal", "-b", boot, "--json").json() == .array([]))
  }

  @Test func `who may not make or remove the opt-in is told so, and nothing is half done`() throws {
    try #require(geteuid() == 0, "needs root to become somebody else")
    let machine = try Machine(settings: "[settings]\nserver = http://127.0.0.1:9/v2/collector\n")
    try Files.makeDirectory(machine.path + "/telemetrics")
    try Files.makeDirectory(machine.state, mode: 0o700)
    chown(machine.state, 65534, 65534)
    chmod(machine.path, 0o755)
    machine.wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
    #expect(chown(machine.path, 65534, 65534) == 0)
    let refused = try machine.run("on", "collector")
    #expect(refused.status == 77 && refused.err.contains("telemetrics/opt-in"), "\(refused.err)")
    #expect(!Files.exists(machine.state + "/consent.json"))
    try machine.must("on", "home")
    try Files.create(machine.path + "/telemetrics/opt-in", with: [], mode: 0o644)
    #expect(try machine.must("status").text.contains("by root through \(machine.path)/telemetrics/opt-in"))
    let kept = try machine.run("off")
    #expect(kept.status == 77 && kept.err.contains("telemetrics/opt-in"), "\(kept.err)")
    #expect(Files.exists(machine.path + "/telemetrics/opt-in"))
    #expect(try Files.readText(machine.state + "/consent.json").contains("\"home\""))
  }
}
