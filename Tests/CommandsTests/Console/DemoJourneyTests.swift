import Glibc
import Platform
import Testing

/// The console over the demo: a simulated node, a real agent, a sink on this machine.
@Suite struct DemoJourneyTests {
  /// What people do, and what they see.
  static let journeys: [(String, String)] = [
    (
      "the overview shows what left",
      """
      wait-idle
      expect home on, next report
      wait node report (full) to home
      expect Nothing needs you
      key 2
      key 1
      expect LAST EVENTS
      """
    ),
    (
      "info is live, folds and filters",
      """
      key 2
      wait cluster_integrity
      expect 4.9.0.37
      key /
      type cpu_pct
      key Enter
      wait system_total_cpu_pct
      key Esc
      """
    ),
    (
      "a preview is sent as it is shown",
      """
      key 3
      wait sha256
      wait-idle
      expect may leave, not sent yet
      key s
      wait-idle
      expect Send to home?
      expect exactly these bytes
      key Enter
      wait accepted
      key 1
      wait node report
      """
    ),
    (
      "leaving the question sends nothing",
      """
      key 3
      wait sha256
      key s
      expect Send to home?
      key Esc
      wait-idle
      expect may leave, not sent yet
      """
    ),
    (
      "a channel is switched and says where it is set",
      """
      key 4
      wait-idle
      expect ident   off
      key Down
      key Down
      key Down
      key Space
      expect Switch the channel ident on?
      key Enter
      wait channel ident is on
      wait ident   on
      wait set by
      """
    ),
    (
      "without basic nothing leaves, and it says so",
      """
      key 4
      wait-idle
      key Space
      expect Switch the channel basic off?
      key Enter
      wait Nothing leaves this machine
      key 1
      wait home is held: the channel basic is off
      """
    ),
    (
      "a command's output is shown",
      """
      wait-idle
      key :
      type config get main.interval
      key Enter
      wait-idle
      expect 30
      key Esc
      key :
      type channel ls
      key Enter
      wait WHAT
      """
    ),
    (
      "a command that fails says why",
      """
      wait-idle
      key :
      type explain no.such.field
      key Enter
      wait no
      """
    ),
    (
      "withdrawing takes effect on the screen",
      """
      wait-idle
      key :
      type off
      key Enter
      wait off: nothing leaves this machine
      key Esc
      key 1
      wait Nothing leaves this machine
      """
    ),
    (
      "it bears a storm of sizes",
      """
      wait-idle
      resize 40x15
      resize 200x60
      key 2
      resize 1x1
      resize 80x24
      wait cluster_integrity
      """
    ),
  ]

  @Test(arguments: journeys) func `the demo can be walked through`(name: String, script: String) throws {
    let machine = try Machine(home: nil)
    try machine.configure("")
    let path = try machine.write("journey.script", script + "\nquit\n")
    let before = Set(try Files.names(in: machine.path))
    let outcome = try machine.bare(["--demo", "--script", path], within: 90)
    #expect(outcome.status == 0, "\(name): \(outcome.err)")
    let after = Set(try Files.names(in: machine.path)).subtracting(before).filter { !$0.hasPrefix("output-") }
    #expect(after.isEmpty, "it leaves nothing behind: \(after)")
    #expect(machine.sink.count == 0, "it sends nothing elsewhere")
  }

  @Test func `a script that fails shows line and screen`() throws {
    let machine = try Machine(home: nil)
    let path = try machine.write("wrong.script", "wait-idle\nexpect no such words\nquit\n")
    let outcome = try machine.bare(["--demo", "--script", path])
    #expect(outcome.status == 1)
    #expect(outcome.err.contains("\(path):2"), "\(outcome.err)")
    #expect(outcome.err.contains("not on the screen: no such words"))
    #expect(outcome.err.contains("LAST EVENTS"))
    #expect(try Files.names(in: machine.path).allSatisfy { !$0.contains("demo") })
    let nonsense = try machine.write("nonsense.script", "wait-idle\njump\n")
    #expect(try machine.bare(["--demo", "--script", nonsense]).err.contains("there is no script command jump"))
    #expect(try machine.bare(["--demo", "--script", "/nowhere.script"]).status == 66)
  }
}
