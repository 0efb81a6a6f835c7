import CollectorTestSupport
import Foundation
import Storage
import Words

/// Records as a fleet sends them over 30 days: machines beat daily, some crash, a few are ill.
struct Load: Sendable {
  let total: Int
  private let days: Int64 = 30
  private let now: Int64
  private var start: Int64 { now - days * Samples.day }

  /// The last came in then, microseconds since 1970.
  init(total: Int, until now: Int64) {
    self.total = total
    self.now = now
  }

  private func arrival(_ number: Int, at time: Int64) -> Arrival {
    var mixed = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 31
    let machine = Int(mixed % UInt64(max(total / 60, 10)))
    let build = "\(41_000 + 10 * (machine % 4 + number * 12 / max(total, 1)))"
    let classification: String
    var guilty: Frame?
    var marks: [Mark] = []
    switch mixed >> 40 & 0xff {
    case 0..<120: classification = "org.clearlinux/heartbeat/ping"
    case 120..<160:
      classification = "org.clearlinux/crash/clr"
      guilty = Frame(function: "function_\((mixed >> 20) % 300)()", module: "/usr/lib/lib\((mixed >> 20) % 40).so")
    case 160..<170:
      classification = "org.clearlinux/mce/corrected"
      marks = [Mark(.machineCheck, "STATUS \((mixed >> 20) % 50)")]
    case 170..<200:
      classification = "org.clearlinux/swupd-client/update"
      marks = [Mark(.update, "\(41_000 + (mixed >> 20) % 30) 41030")]
    case 200: classification = "com.example/rare/\((mixed >> 48) % 20)"
    default: classification = "org.clearlinux/hello/world"
    }
    var record = Samples.record(
      classification, build: build, machine: String(UInt64(machine) &* 0x9E37_79B9_7F4A_7C15, radix: 16),
      severity: guilty == nil ? 1 : 3 + number % 2, external: machine % 3 == 0,
      payload: "payload of \(number)\n" + String(repeating: "#0 frame - [module] \n", count: 20), guilty: guilty,
      marks: marks)
    record.hostType = "vendor|model \(machine % 24)|1.0"
    record.eventID = "N/A"
    record.created = time / 1_000_000
    if number % 4 == 0 { record.eventID = String(mixed, radix: 16) + String(number, radix: 16) }
    return Samples.arrival(record, number, at: time)
  }

  private func time(_ number: Int) -> Int64 {
    start + Int64(number) * (days * Samples.day / Int64(max(total, 1)))
  }

  func batches(_ store: any Store) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let piece = 1000
    for from in stride(from: 0, to: total, by: piece * 4) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for first in stride(from: from, to: min(from + piece * 4, total), by: piece) {
          group.addTask {
            _ = try await store.keep((first..<min(first + piece, total)).map { arrival($0, at: time($0)) })
          }
        }
        try await group.waitForAll()
      }
      if (from + piece * 4) % (total / 10 / (piece * 4) * piece * 4 + piece * 4) == 0 {
        say("\(from + piece * 4) records, \(Int(Double(from + piece * 4) / (clock.now - start).seconds)) a second")
      }
    }
    say("batches of \(piece), 4 at once: \(Int(Double(total) / (clock.now - start).seconds)) a second")
  }

  func singles(_ store: any Store) async throws {
    let count = 10_000
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<16 {
        group.addTask {
          for number in 0..<count / 16 {
            _ = try await store.keep([arrival(total + 1 + task * count + number, at: now + Int64(number))])
          }
        }
      }
      try await group.waitForAll()
    }
    say("single records, 16 at once: \(Int(Double(count) / (clock.now - start).seconds)) a second")
  }

  func questions(_ store: any Store) async throws {
    func filter(_ set: (inout RecordFilter) -> Void) -> RecordFilter {
      var filter = RecordFilter()
      set(&filter)
      return filter
    }
    let newest = try await store.records(RecordFilter(), page: PageRequest())
    guard let some = newest.rows.last else { return }
    let filters: [(String, RecordFilter)] = [
      ("all", RecordFilter()), ("class", filter { $0.classification = "org.clearlinux/mce/corrected" }),
      ("class with *", filter { $0.classification = "org.clearlinux/*" }),
      ("rare class with *", filter { $0.classification = "com.*" }),
      ("build", filter { $0.build = "41000" }), ("host type", filter { $0.hostType = "vendor|model 7|1.0" }),
      ("severity and inside", filter { ($0.severity, $0.external) = (4, false) }),
      ("machine", filter { $0.machineID = some.record.machineID }),
      ("event", filter { $0.eventID = some.record.eventID }),
      ("machine and class", filter { ($0.machineID, $0.classification) = (some.record.machineID, "com.*") }),
      ("guilty", filter { $0.guilty = 1 }),
      ("payload found often", filter { $0.payload = "of [0-9]+1$|of [0-9]+1[^0-9]" }),
      ("payload never found", filter { $0.payload = "nowhere" }),
      ("payload and class", filter { ($0.payload, $0.classification) = ("nowhere", "org.clearlinux/crash/*") }),
      ("day", filter { $0.receivedTo = start + 3 * Samples.day }),
      (
        "created",
        filter { ($0.createdFrom, $0.createdTo) = (start / 1_000_000, start / 1_000_000 + 3600) }
      ),
      ("ids", filter { $0.idFrom = some.id }),
    ]
    for (name, filter) in filters {
      try await timed("records: \(name)") { try await store.records(filter, page: PageRequest()).rows.count }
    }
    try await timed("record") { try await store.record(some.id) == nil ? 0 : 1 }
    for dimensions in [[Dimension.classification], [.build], [.day, .classification], [.hostType]] {
      try await timed("counts by \(dimensions)") { try await store.counts(by: dimensions, CountFilter()).count }
    }
    try await timed("population, 7 days") { try await store.population(days: 7, now: now).count }
    try await timed("population") { try await store.population(days: nil, now: now).count }
    try await timed("machines, mce") {
      try await store.machines(.machineCheck, days: 30, now: now, limit: 10).machines.count
    }
    try await timed("marks") { try await store.marks(.update, days: 30, now: now, limit: 100).count }
    try await timed("guilties") { try await store.guilties(GuiltyFilter(days: 30, now: now)).count }
    try await timed("guilty") { try await store.guilty(1)?.machines.count ?? 0 }
    try await timed("health") { await store.health().records }
  }

  private func timed(_ name: String, _ body: () async throws -> Int) async throws {
    let clock = ContinuousClock()
    var times: [Double] = []
    var count = 0
    for _ in 0..<3 {
      let start = clock.now
      count = try await body()
      times.append((clock.now - start).seconds * 1000)
    }
    let words = times.map { String(Double(Int($0 * 10)) / 10) }.joined(separator: " ")
    say("\(name): \(words) ms, \(count) rows")
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// Writes a line at once, also where the output is a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
