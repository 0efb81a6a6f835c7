import Outbox
import Platform
import TestSupport
import Testing

@testable import Agent

@Suite("What is remembered of the node, and when things are due")
struct NodeMemoryTests {
  private static let day: Int64 = 86_400_000
  private static let now = Timestamp(seconds: 1_800_000_000)

  private func memory(
    _ condition: NodeStatus.State, uptime: Int64? = 500, lastFull: Int64? = 1000
  ) -> NodeMemory {
    var memory = NodeMemory()
    memory.condition = condition
    memory.uptime = uptime
    memory.lastFull = lastFull.map { Self.now + -$0 }
    return memory
  }

  @Test("a full report is the first after a start, a reconnect or the node's restart, and one a day")
  func full() {
    let table: [(NodeMemory, Int64?, Bool, String)] = [
      (NodeMemory(), 500, true, "nothing is known yet"), (memory(.unknown), 600, true, "the agent started"),
      (memory(.connecting), 600, true, "the node is looked for"), (memory(.down), 600, true, "the node came back"),
      (memory(.connected), 600, false, "an ordinary round"), (memory(.connected), 500, false, "the same second"),
      (memory(.connected), 499, true, "the node was restarted"),
      (memory(.connected, uptime: nil), 1, false, "no uptime known"),
      (memory(.connected), nil, false, "no uptime told"),
      (memory(.connected, lastFull: nil), 600, true, "never a full one"),
      (memory(.connected, lastFull: Self.day), 600, false, "a day ago"),
      (memory(.connected, lastFull: Self.day + 1), 600, true, "more than a day ago"),
      (memory(.connected, lastFull: 0), 600, false, "this very moment"),
      (memory(.connected, lastFull: -1), 600, true, "the clock went backwards"),
    ]
    for (memory, uptime, isDue, what) in table {
      #expect(memory.isFullDue(uptime: uptime, at: Self.now) == isDue, "\(what)")
    }
  }

  @Test("it survives the process, and what is forgotten is gone")
  func survives() throws {
    let stage = try Stage()
    let outbox = try stage.outbox()
    #expect(try NodeMemory(outbox) == NodeMemory())
    var memory = memory(.down)
    memory.reason = "no answer"
    memory.nextRound = Self.now + 5
    try memory.save(outbox)
    #expect(try NodeMemory(stage.outbox()) == memory)
    (memory.reason, memory.uptime, memory.lastFull, memory.nextRound) = (nil, nil, nil, nil)
    try memory.save(outbox)
    #expect(try NodeMemory(outbox) == memory)
    try outbox.setState(["node.condition": "unheard-of", "node.uptime": "much"])
    #expect(try NodeMemory(outbox) == NodeMemory())
  }

  @Test("the interval is kept within a twentieth, whatever the dice say", arguments: [1.0, 600.0, 90.7, 31_536_000.0])
  func jitter(_ interval: Double) {
    let schedule = Schedule(interval: interval)
    #expect(schedule.nextRound(random: 0) == Int64((interval * 1000).rounded()))
    for (dice, factor) in [(-1.0, 0.95), (1.0, 1.05), (-7.0, 0.95), (7.0, 1.05)] {
      #expect(schedule.nextRound(random: dice) == Int64((interval * 1000 * factor).rounded()))
    }
    let bounds = schedule.nextRound(random: -1)...schedule.nextRound(random: 1)
    #expect((0..<200).allSatisfy { _ in bounds.contains(schedule.nextRound()) })
    #expect(Set((0..<200).map { _ in schedule.nextRound() }).count > 1, "a fleet does not report together")
  }

  @Test("the node is looked for after 1, 2, 4, ... seconds, at most the interval, at least a second")
  func search() {
    #expect((0..<5).map { Schedule(interval: 600).nextSearch(attempt: $0) } == [1000, 2000, 4000, 8000, 16_000])
    #expect(Schedule(interval: 600).nextSearch(attempt: 10) == 600_000)
    #expect(Schedule(interval: 600).nextSearch(attempt: .max) == 600_000)
    #expect(Schedule(interval: 600).nextSearch(attempt: -3) == 1000)
    #expect(Schedule(interval: 0.5).nextSearch(attempt: 5) == 1000)
    #expect(Schedule(interval: 31_536_000).nextSearch(attempt: 63) == 1_048_576_000)
  }
}
