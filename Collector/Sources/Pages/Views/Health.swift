import Storage
import Words

/// What the program knows of itself, for the page Health.
public struct ServiceFacts: Sendable {
  /// Seconds since 1970.
  public var started: Int64
  public var version: String
  public var policy: PurgePolicy
  /// Bytes free where the store is, nil where it is not this machine's.
  public var free: Int64?
  /// Why nothing is deleted for now, nil where that is done.
  public var keepsAll: String?

  public init(started: Int64, version: String, policy: PurgePolicy, free: Int64? = nil, keepsAll: String? = nil) {
    self.keepsAll = keepsAll
    self.started = started
    self.version = version
    self.policy = policy
    self.free = free
  }
}

extension Views {
  /// How the collector is: its store, what arrives a day, what is kept for how long.
  public func health(_ facts: ServiceFacts) async throws(StoreFault) -> Content {
    let health = await store.health()
    var blocks: [Block] = [
      health.trouble.map { .note("The store is in trouble: \($0)", kind: .bad) }
        ?? .note("All is well: the store answers.", kind: .good),
      .tiles([
        Tile("Records", Figures.count(health.records), "kept", address: "/records"),
        Tile("Reports", Figures.count(health.reports), "kept"),
        Tile("Device samples", Figures.count(health.samples), "kept"),
        Tile("Store", health.bytes.map(Figures.bytes) ?? "–", facts.free.map { "\(Figures.bytes($0)) free" } ?? ""),
      ]),
    ]
    if let reason = facts.keepsAll { blocks.insert(.note("Nothing is deleted for now: \(reason)", kind: .bad), at: 1) }
    if let last = try? await store.last(before: .max), last / 1_000_000 > seconds + 3600 {
      let text = Times.absolute(seconds: last / 1_000_000)
      blocks.insert(
        .note(
          "The clock is behind, or was ahead: something came in at \(text), which is still to come. It stands before all "
            + "that comes until then.", kind: .bad), at: 1)
    }
    // A store in trouble still lets this page say so.
    var rows: [CountRow] = []
    do throws(StoreFault) {
      rows = try await store.counts(by: [.day, .external], over(30))
    } catch {
      blocks.append(.note("What arrived by day cannot be told now: \(Self.words(error))", kind: .bad))
    }
    let today = rows.filter { $0.values.first == String(self.today) }.reduce(0) { $0 + $1.count }
    let gone = max(1, seconds % 86_400)
    blocks += [
      .chart(
        overDays(
          "Records by day and source", rows, days: 30, empty: "Nothing arrived in these 30 days.", name: Self.source)),
      .facts(
        "Service",
        [
          Fact("Store", health.place), Fact("Version", facts.version),
          Fact("Running since", .moment(seconds: facts.started, now: seconds, long: true)),
          Fact("Rate today", "\(Figures.decimal(Double(today) / Double(gone) * 3600)) records an hour"),
          Fact("Kept by default", Self.kept(facts.policy.days)),
        ]),
      .table(
        Table(
          "What is kept for another time",
          columns: [.init("Field"), .init("Value", .wide), .init("Kept")],
          rows: facts.policy.rules.map {
            [.text($0.field.rawValue), .text($0.value), .text(Self.kept($0.days))]
          }, empty: "No rule: all is kept for the same time. Rules stand in the collector's configuration.")),
    ]
    return Content(
      title: "Health", lead: "How the collector is: its store, what arrives, and how long it is kept.", tab: .health,
      blocks: blocks, refresh: 60, status: health.trouble == nil ? 200 : 503)
  }

  private static func kept(_ days: Int) -> String { days == 0 ? "for ever" : "\(days) days" }
}
