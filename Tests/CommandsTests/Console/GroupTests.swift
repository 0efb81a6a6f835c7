import Glibc
import Platform
import Report
import Testing

/// People of the system beside the system's daemon: who may do everything, who may look, who is turned away. With real
/// users, groups and paths.
@Suite(
  .serialized,
  .enabled(if: SystemRoom.isPossible, "needs root, unshare(1) and programs that other users may run"))
struct GroupTests {
  @Test func `a member of telemetry attaches without an option, agrees, sends, and has no state of his own`() throws {
    let room = try SystemRoom()
    try room.machine.write(
      "alice.script",
      """
      wait-idle
      expect attached to daemon
      key a
      wait-idle
      type yes
      key Enter
      wait home on
      wait node report (full) to home
      key 5
      wait-idle
      expect nothing waits
      key 6
      wait node/report/full
      key Enter
      wait-idle
      expect A record of the journal
      key Esc
      key :
      type machine-id show
      key Enter
      wait machine-id show
      quit
      """)
    let outcome = try room.run(
      """
      serve
      as alice telemetry-tui --script '\(room.machine.path)/alice.script'
      end
      test ! -e /run/home/alice/.local
      """)
    #expect(outcome.status == 0, "\(outcome.err)\(outcome.text)")
    #expect(room.machine.sentReports().count == 1)
  }

  @Test func `his commands say what root's say`() throws {
    let room = try SystemRoom()
    let outcome = try room.run(
      """
      telemetry-tui on >/dev/null
      serve
      as alice telemetry-tui send
      for words in 'journal --json' 'spool ls --json' 'machine-id show --json' 'channel ls --json' 'journal export' \\
        'config get main.interval'; do
        telemetry-tui $words >/run/root.out 2>/dev/null
        as alice telemetry-tui $words >/run/alice.out 2>/dev/null
        cmp /run/root.out /run/alice.out
      done
      id=$(as alice telemetry-tui journal | sed -n 's,.*node/report/full.* ,,p' | tail -n 1)
      as alice telemetry-tui journal show $id --body >/run/alice.body
      telemetry-tui journal show $id --body | cmp - /run/alice.body
      as alice telemetry-tui journal verify
      as alice telemetry-tui status --json | grep '"daemon": '$daemon
      as alice telemetry-tui show | grep -q '"edition"'
      as alice telemetry-tui diff >/dev/null
      as alice telemetry-tui config set main.interval 700
      grep 'interval = 700' /etc/telemetry-tui/telemetry.conf
      as alice telemetry-tui channel off crash
      as alice telemetry-tui off
      end
      """)
    #expect(outcome.status == 0, "\(outcome.err)\(outcome.text)")
    #expect(outcome.text.contains("rows and"), "the ledger was checked")
    #expect(outcome.err.contains("sent "), "the report was sent: \(outcome.err)")
    #expect(outcome.text.contains("off: nothing leaves this machine"))
    #expect(room.machine.sentReports().count >= 1)
  }

  @Test func `a member of telemetry-read sees everything and changes nothing`() throws {
    let room = try SystemRoom()
    try room.machine.write(
      "bob.script",
      """
      wait-idle
      expect read-only
      key o
      expect you may only look
      key 4
      wait-idle
      key Space
      expect you may only look
      key 6
      wait node/report/full
      quit
      """)
    let outcome = try room.run(
      """
      telemetry-tui on >/dev/null
      serve
      until telemetry-tui journal | grep -q node/report; do sleep 0.05; done
      as bob telemetry-tui --script '\(room.machine.path)/bob.script'
      as bob telemetry-tui journal verify
      for words in off 'channel off basic' 'machine-id rotate' 'config set main.interval 700' 'spool retry' send; do
        status=0
        as bob telemetry-tui $words || status=$?
        test $status = 77
      done
      telemetry-tui status | head -n 1
      end
      """)
    #expect(outcome.status == 0, "\(outcome.err)\(outcome.text)")
    #expect(outcome.text.contains("on for home"))
    #expect(outcome.err.contains("this connection may only look"))
  }

  @Test(arguments: [true, false])
  func `whoever is in neither is told who may, and goes on alone`(hasReaders: Bool) throws {
    let room = try SystemRoom()
    try room.machine.write(
      "carol.script",
      """
      wait-idle
      expect this process
      expect this shows your own agent: the agent does not talk to carol
      quit
      """)
    let outcome = try room.run(
      """
      telemetry-tui on >/dev/null
      serve
      for _ in 1 2 3 4 5 6 7 8 9 10; do as carol telemetry-tui status; done
      as carol telemetry-tui --script '\(room.machine.path)/carol.script'
      end
      """, readers: hasReaders)
    #expect(outcome.status == 0, "\(outcome.err)\(outcome.text)")
    let refusals = outcome.err.split(separator: "\n").filter { $0.contains("does not talk to carol") }
    #expect(refusals.count == 10, "\(outcome.err)")
    #expect(refusals.allSatisfy { $0.contains("a member of the group telemetry (all) or telemetry-read (looking)") })
    let own = outcome.text.split(separator: "\n").filter { $0 == "nothing leaves this machine" }
    #expect(own.count == 10, "her own state: \(outcome.text)")
  }

  @Test func `who agreed to something with an agent of his own stays with it`() throws {
    let room = try SystemRoom()
    let outcome = try room.run(
      """
      as alice telemetry-tui on
      serve
      as alice telemetry-tui status
      end
      """)
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(outcome.text.contains("on for home, but no agent is running"), "\(outcome.text)")
  }

  @Test func `when the daemon is killed under a member, he is told, and attached again to the next`() throws {
    let room = try SystemRoom()
    try room.machine.write(
      "death.script",
      """
      wait-idle
      key 6
      wait node/report/full
      save-screen /run/home/alice/attached
      wait this shows what it said last
      expect node/report/full
      expect nothing new
      key 5
      wait-idle
      expect is not for you to read
      save-screen /run/home/alice/alone
      wait attached to daemon
      wait again
      quit
      """)
    let outcome = try room.run(
      """
      telemetry-tui on >/dev/null
      serve
      as alice telemetry-tui --script '\(room.machine.path)/death.script' &
      console=$!
      until test -e /run/home/alice/attached; do sleep 0.02; done
      kill -9 $daemon
      wait $daemon || true
      until test -e /run/home/alice/alone; do sleep 0.02; done
      serve
      wait $console
      end
      """)
    #expect(outcome.status == 0, "\(outcome.err)\(outcome.text)")
  }
}
