import Agent
import Delivery
import Outbox

/// A fleet of agents and the destination they share, event by event, with the agent's own schedule, backoff and pacing.
///
/// An agent makes a report whenever its schedule says so. A report leaves at once unless the destination failed last:
/// then one request is tried after each pause, and only its success lets go what waits, at once or paced. Events of one
/// second are dealt with together, in the order they were planned in; the destination answers at most `capacity`
/// requests of a second and the others with 503.
struct Fleet {
  struct Scenario {
    var name: String
    var agents = 1_000_000
    /// Seconds.
    var interval = 600
    var outage: Range<Int>
    var end: Int
    /// Requests that the destination can answer in a second, as a multiple of the mean; nil: any number.
    var capacity: Double?
    /// While it is away it answers 503 with this `Retry-After` in seconds; nil: it does not answer at all.
    var retryAfter: Int64?
    /// False: what waits leaves at once when the destination is back.
    var isPaced = true

    var mean: Double { Double(agents) / Double(interval) }
  }

  private struct Agent {
    var failures: Int32 = 0
    /// Seconds.
    var since: Int32 = 0
    var retryAt: Int32 = 0
    /// Reports that wait, and how many of them have no moment of their own.
    var waiting: Int32 = 0
    var loose: Int32 = 0
  }

  private enum Event: UInt32 { case report, retry, paced }

  let scenario: Scenario
  private let schedule: Schedule
  private var draw = Draw(seed: 20_261_121)
  private var agents: [Agent]
  /// What happens in each second: an agent, and in the two highest bits what.
  private var calendar: [[UInt32]]
  /// The second that is being worked off.
  private var now = 0

  /// Of each second: requests, those that were answered 503 because there were too many, and reports that wait.
  private(set) var requests: [Int]
  private(set) var shed: [Int]
  private(set) var waiting: [Int]
  private var waits = 0

  init(_ scenario: Scenario) {
    self.scenario = scenario
    schedule = Schedule(interval: Double(scenario.interval))
    agents = Array(repeating: Agent(), count: scenario.agents)
    calendar = Array(repeating: [], count: scenario.end)
    requests = Array(repeating: 0, count: scenario.end)
    shed = requests
    waiting = requests
  }

  mutating func run() {
    // Started at some time or other: every moment of the interval is as likely.
    for agent in agents.indices { plan(.report, agent, after: Int64(draw.next() * Double(scenario.interval) * 1000)) }
    while now < scenario.end {
      var index = 0
      // What is planned for this very second is dealt with in it.
      while index < calendar[now].count {
        let event = calendar[now][index]
        handle(Event(rawValue: event >> 30) ?? .report, Int(event & 0x3FFF_FFFF))
        index += 1
      }
      calendar[now] = []
      waiting[now] = waits
      now += 1
    }
  }

  private mutating func plan(_ event: Event, _ agent: Int, after milliseconds: Int64) {
    // Where in the second somebody is cannot be told: chance rounds.
    let second = now + Int(Double(milliseconds) / 1000 + draw.next())
    if second < scenario.end { calendar[second].append(event.rawValue << 30 | UInt32(agent)) }
  }

  private mutating func handle(_ event: Event, _ index: Int) {
    switch event {
    case .report:
      plan(.report, index, after: schedule.nextRound(random: draw.next() * 2 - 1))
      agents[index].waiting += 1
      agents[index].loose += 1
      waits += 1
      if agents[index].failures == 0 || Int(agents[index].retryAt) <= now { send(index) }
    case .retry: if agents[index].failures > 0, Int(agents[index].retryAt) <= now { send(index) }
    case .paced:
      agents[index].loose += 1
      if agents[index].failures == 0 || Int(agents[index].retryAt) <= now { send(index) }
    }
  }

  private mutating func send(_ index: Int) {
    while agents[index].loose > 0 {
      guard answer() else { return fail(index) }
      agents[index].loose -= 1
      agents[index].waiting -= 1
      waits -= 1
      if agents[index].failures > 0 { comeBack(index) }
    }
  }

  private mutating func answer() -> Bool {
    requests[now] += 1
    if scenario.outage.contains(now) { return false }
    guard let capacity = scenario.capacity, Double(requests[now]) > capacity * scenario.mean else { return true }
    shed[now] += 1
    return false
  }

  private mutating func fail(_ index: Int) {
    let failures = Int(agents[index].failures)
    if failures == 0 { agents[index].since = Int32(now) }
    agents[index].failures += 1
    let asked = scenario.outage.contains(now) ? scenario.retryAfter.flatMap(Backoff.pause(retryAfterSeconds:)) : nil
    let pause =
      asked.map { Backoff.spread($0, draw: draw.next()) } ?? Backoff.pause(failures: failures, draw: draw.next())
    agents[index].retryAt = Int32(now + max(1, Int(pause / 1000)))
    plan(.retry, index, after: max(1000, pause))
  }

  /// The breaker closes. The reports that have a moment of their own already keep it.
  private mutating func comeBack(_ index: Int) {
    let outage = Int64(now - Int(agents[index].since)) * 1000
    agents[index].failures = 0
    guard scenario.isPaced, let span = Pacing.span(outage: outage) else { return }
    let count = Int(agents[index].loose)
    agents[index].loose = 0
    var draw = draw
    for wait in Pacing.waits(count, span: span, draw: { draw.next() }) { plan(.paced, index, after: wait) }
    self.draw = draw
  }
}
