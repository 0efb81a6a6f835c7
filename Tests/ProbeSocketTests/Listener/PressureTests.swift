import CPlatform
import Glibc
import Platform
import ProbeSocket
import Report
import TestSupport
import Testing

/// What many programs at once do to the listener.
@Suite("The probe listener under pressure")
struct PressureTests {
  @Test("50 programs sending 1,000 records each lose nothing, in either framing", arguments: [false, true])
  func manyClients(old: Bool) throws {
    let stage = try Stage()
    let report = try Tool.run("probe-load", [stage.path, "50", "1000"] + (old ? ["--old"] : []))
    #expect(report.status == 0, "\(report.output)")
    let counters = try #require(stage.counters { $0.open == 0 })
    #expect(counters.taken == 50_000 && counters.rejected.isEmpty && counters.refused == 0)
    #expect(counters.batches < 50_000, "handed over in groups")
    let events = Set(stage.desk.messages.compactMap { $0.record[.eventID]?.text })
    #expect(events.count == 50_000, "each of them is another one")
  }

  @Test("programs that do not wait, as libtelemetry's, lose nothing either")
  func forgetful() throws {
    let stage = try Stage()
    let report = try Tool.run("probe-load", [stage.path, "20", "500", "--forget", "--payload", "8192"])
    #expect(report.status == 0, "\(report.output)")
    #expect(stage.counters { $0.taken == 10_000 } != nil, "\(stage.listener.counters)")
  }

  @Test("beyond the limit of connections nobody is refused: they wait until others are done")
  func connectionLimit() throws {
    let stage = try Stage {
      $0.connections = 4
      $0.patienceMilliseconds = 1000
    }
    let silent = try (0..<4).map { _ in try Client(stage.path) }
    _ = try #require(stage.counters { $0.open == 4 })
    let waiting = try (0..<10).map { _ in
      let client = try Client(stage.path)
      client.write(Sample().message)
      return client
    }
    #expect(stage.counters { $0.pauses > 0 } != nil)
    for client in waiting { #expect(client.end() == .clean) }
    for client in silent { #expect(client.end() == .clean) }
    #expect(stage.listener.counters.silent == 4)
  }

  @Test("without a free descriptor accepting pauses, and goes on when there is one")
  func noDescriptors() throws {
    // The limit is the process's: so in a process of its own.
    let scratch = try Scratch()
    let sink = try Sink(scratch, limit: 40)
    let clients = try (0..<60).map { _ in try Client(sink.path) }
    for client in clients { client.write(Sample().message) }
    for client in clients { #expect(client.end() == .clean) }
    let told = try sink.stop()
    #expect(told.contains("taken 60 ") && !told.contains("pauses 0"), "\(told)")
  }

  @Test("after kill -9 whoever saw a clean end is in the file, and the others are reset", arguments: 0..<4)
  func killed(round: Int) throws {
    let scratch = try Scratch()
    let list = scratch.path + "/taken"
    let sink = try Sink(scratch)
    let load = try Tool.start("probe-load", [sink.path, "20", "100000", "--taken", list])
    // Somewhere in the middle: other records each time.
    #expect(eventually { ((try? Files.read(sink.file))?.count ?? 0) > 33 * 500 * (round + 1) ? true : nil } == true)
    sink.kill()
    load.kill(SIGTERM)
    let durable = Set(try scratch.text("events").split(separator: "\n"))
    let lines = (try? scratch.text("taken")) ?? ""
    let claimed = lines.split(separator: "\n").filter { $0.utf8.count == 32 }
    #expect(!durable.isEmpty && claimed.allSatisfy { durable.contains($0) })
  }

  @Test("a program that waits when the daemon is killed sees its connection reset")
  func resetByDeath() throws {
    let scratch = try Scratch()
    // A minute for each batch: nothing is ever taken.
    let sink = try Sink(scratch, microseconds: 60_000_000)
    let clients = try (0..<5).map { _ in
      let client = try Client(sink.path)
      client.write(Sample().message)
      return client
    }
    for client in clients { #expect(client.end(within: 50) == .open) }
    sink.kill()
    for client in clients { #expect(client.end() == .reset) }
  }
}
