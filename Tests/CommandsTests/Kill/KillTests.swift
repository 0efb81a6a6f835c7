import Demo
import Glibc
import Outbox
import Platform
import Report
import Synchronization
import Testing

/// Death at any moment of collecting, sealing, sending and writing down.
@Suite(.serialized) struct KillTests {
  private static let kills = 210

  @Test func `killed at any moment, nothing accepted is lost and nothing is sent with another body`() throws {
    let seed = UInt64(Monotonic.now())
    var random = SeededGenerator(seed: seed)
    let answers = Answers()
    let machine = try Machine(interval: 1, keep: 100_000, respond: { _ in answers.next() })
    try machine.must("on")
    var seen: Set<String> = []
    for number in 0..<Self.kills {
      switch number % 3 {
      case 0: try killAgent(machine, ["--daemon"], &random)
      case 1: try killAgent(machine, ["send", "--quiet"], &random)
      default: try killDeliverer(machine, &random)
      }
      seen.formUnion(try ids(machine))
    }
    answers.isWell.set(true)
    machine.deliveryIsOver()
    eventually("everything is delivered", within: 60) { (try? machine.run("spool", "retry").status == 0) ?? false }

    let outbox = try Outbox(directory: machine.state, access: .readOnly)
    let rows = try outbox.ledger(LedgerFilter(limit: 100_000))
    #expect(rows.count > 30, "too few kills found something under way")
    #expect(seen.isSubset(of: Set(rows.map(\.id))), "seed \(seed): a record that was accepted is gone")
    #expect(rows.allSatisfy { $0.result == .sent })
    #expect(Set(rows.map(\.id)).count == rows.count)
    // A sealed body is unique: it holds the second and the node's counters, or belongs to the same condition.
    let arrived = Dictionary(grouping: machine.sink.requests.map { sha256($0.body) }, by: \.self).mapValues(\.count)
    let byBody = Dictionary(grouping: rows, by: \.sha256)
    #expect(Set(arrived.keys) == Set(byBody.keys), "seed \(seed): the sink and the ledger hold other bodies")
    for (body, records) in byBody {
      #expect(arrived[body, default: 0] >= records.count, "a row says sent that was not")
      // Within a try libcurl repeats a request whose kept-alive connection died without an answer.
      let tries = records.reduce(0) { $0 + $1.tries }
      #expect(arrived[body, default: 0] <= 2 * tries, "sent more often than was written down")
    }
    #expect(try outbox.verify().isGood)
    #expect(try outbox.integrityCheck().isEmpty)
    #expect(try machine.run("spool", "verify").status == 0)
    #expect(try Files.names(in: machine.state).allSatisfy { !$0.contains(".new-") || $0.contains("corrupt") == false })
  }

  /// An agent lives for a random moment; its deliverer sometimes dies with it.
  private func killAgent(_ machine: Machine, _ words: [String], _ random: inout SeededGenerator) throws {
    let child = try machine.start(["--config", machine.config, "--state-dir", machine.state] + words)
    usleep(UInt32.random(in: 0..<200_000, using: &random))
    if Bool.random(using: &random) { killHolder(machine) }
    child.send(SIGKILL)
    child.wait()
    child.forget()
  }

  /// The agent lives on while its deliverer dies at some moment; then it is ended too.
  private func killDeliverer(_ machine: Machine, _ random: inout SeededGenerator) throws {
    let child = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--daemon"])
    let deadline = Monotonic.now() + 400
    while ProcessLock.holder(directory: machine.state, .deliver) == nil, Monotonic.now() < deadline { usleep(2000) }
    usleep(UInt32.random(in: 0..<60_000, using: &random))
    killHolder(machine)
    usleep(UInt32.random(in: 0..<60_000, using: &random))
    child.send(SIGKILL)
    child.wait()
    child.forget()
  }

  private func killHolder(_ machine: Machine) {
    guard let pid = ProcessLock.holder(directory: machine.state, .deliver), pid > 0,
      let words = try? Files.readText("/proc/\(pid)/cmdline"), words.contains(machine.state)
    else { return }
    kill(pid, SIGKILL)
  }

  /// Everything that was ever accepted and is still known.
  private func ids(_ machine: Machine) throws -> Set<String> {
    guard let outbox = try? Outbox(directory: machine.state, access: .readOnly) else { return [] }
    return Set(try outbox.waiting(limit: 100_000).map(\.id))
      .union(try outbox.ledger(LedgerFilter(limit: 100_000)).map(\.id))
  }

  /// A sink that is ill every fourth time, and closes or hangs a while now and then.
  private final class Answers: Sendable {
    let isWell = Flag(false)
    private let count = Mutex(0)

    func next() -> SinkResponse {
      let number = count.withLock { count in
        count += 1
        return count
      }
      if isWell.value { return .ok }
      switch number % 8 {
      case 1, 5: return .json(503, "{}")
      case 3: return .close
      default:
        usleep(15_000)
        return .ok
      }
    }
  }
}
