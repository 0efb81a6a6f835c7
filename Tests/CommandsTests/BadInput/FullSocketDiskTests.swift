import Glibc
import Outbox
import Platform
import Report
import Testing

/// Programs that hand records over while the disk is full.
@Suite struct FullSocketDiskTests {
  @Test(.enabled(if: SmallDisk.isPossible, "needs root and mount"))
  func `records that a full disk did not take are reset, those it took are there, and it goes on by itself`() throws {
    let machine = try Machine(home: nil, respond: { _ in .json(503, "{}") })
    let disk = try SmallDisk(machine.state, kilobytes: 1500)
    let socket = machine.path + "/probe.sock"
    try machine.configure(
      """
      [settings]
      server = \(machine.sink.url)/v2/collector
      socket_path = \(socket)
      spool_dir = \(machine.path)/spool
      spool_max_size = -1

      """)
    try machine.must("on", "collector")
    let daemon = try machine.daemon()
    // Each waits for the end of its connection: a clean one, or a reset.
    let flood = try machine.start(
      [socket, "4", "250", "--payload", "8000", "--taken", machine.path + "/taken"], program: "probe-load")
    #expect(flood.wait(within: 120) == 1, "a thousand records of 8 KB went onto a disk of 1.5 MB")
    let taken = try Files.readText(machine.path + "/taken").split(separator: "\n").map(String.init)
    #expect(!taken.isEmpty && taken.count < 1000)
    // Rubbish is rejected while nothing can be written; the ledger has it later.
    let rubbish = try Child(
      "python3",
      [
        "-c", "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.send(bytes(8))", socket,
      ], environment: ["PATH": machine.searchPath], directory: machine.path)
    #expect(rubbish.wait() == 0)
    #expect(daemon.poll() == nil, "\(daemon.err)")

    try disk.remount(kilobytes: 64_000)
    let more = try machine.start([socket, "4", "25", "--until-taken"], program: "probe-load")
    #expect(more.wait(within: 120) == 0, "\(more.err)")
    let outbox = try Outbox(directory: machine.state, access: .readOnly)
    let rows = Set(try outbox.waiting(limit: 2000).map(\.eventID))
    #expect(Set(taken).isSubset(of: rows), "a record that was taken is gone")
    #expect(rows.count == taken.count + 100)
    eventually("what was rejected is in the ledger", within: 60) {
      (try? outbox.ledger(LedgerFilter(result: .rejected)))?.contains { $0.reason.contains("length word 0") } ?? false
    }
    let programs = try machine.status()["programs"]
    #expect(programs?["trouble"] == .null, "\(String(describing: programs))")
    #expect((programs?["taken"]?.intValue ?? 0) > 0 && (programs?["refused"]?.intValue ?? 0) > 0)
    #expect(programs?["rejected"]?.intValue == 1)
    machine.stop(daemon)
    #expect(try machine.run("spool", "verify").status == 0)
  }
}
