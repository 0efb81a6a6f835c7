import ClusterSource
import Outbox
import Platform
import Report

/// What is remembered of one of the cluster's two reports between rounds, and between processes: in the outbox's state
/// table.
struct ClusterMemory: Sendable, Equatable {
  let destination: Destination
  /// When the next report begins; nil while none is planned.
  var next: Timestamp?
  /// Since when there was consent at that planning: another consent has its first report at once.
  var since: Timestamp?
  /// Why the last round made no report.
  var trouble: String?
  /// What the last report lacks, and why.
  var missing: String?

  init(_ destination: Destination) { self.destination = destination }

  init(_ outbox: Outbox, _ destination: Destination) throws(OutboxFault) {
    self.destination = destination
    func moment(_ name: String) throws(OutboxFault) -> Timestamp? {
      try outbox.state(key(name)).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
    }
    next = try moment("next_at")
    since = try moment("since")
    trouble = try outbox.state(key("trouble"))
    missing = try outbox.state(key("missing"))
  }

  func save(_ outbox: Outbox) throws(OutboxFault) {
    try outbox.setState([
      key("next_at"): next.map { String($0.milliseconds) }, key("since"): since.map { String($0.milliseconds) },
      key("trouble"): trouble, key("missing"): missing,
    ])
  }

  private func key(_ name: String) -> String { "cluster.\(destination.rawValue).\(name)" }
}

/// The names that the reports use in place of the real ones. They are random, made once, and never leave but as what
/// they stand in for; nothing joins those of the two reports.
struct ClusterNames: Sendable, Equatable {
  /// The random id of the cluster's reports.
  var reportID: String
  /// Of hosts and disks, see `PseudonymTable`.
  var pseudonyms: [String: String]

  private enum Key { static let report = "cluster.report_id", pseudonyms = "cluster.pseudonyms" }

  /// Those of the outbox; what it does not have is made, and kept by `save` only.
  init(_ outbox: Outbox?) throws(Explanation) {
    do throws(OutboxFault) {
      let text = try outbox?.state(Key.pseudonyms)
      var known: [String: String] = [:]
      for (key, value) in text.flatMap({ try? JSONReader.parse($0) })?.objectValue ?? JSONObject() {
        known[key] = value.stringValue
      }
      pseudonyms = known
      if let id = try outbox?.state(Key.report) {
        reportID = id
        return
      }
    } catch {
      throw error.explanation
    }
    do throws(SystemError) { reportID = try RandomUUID.make() } catch { throw error.explanation }
  }

  /// Keeps what a report of this destination has used.
  func save(_ outbox: Outbox, _ destination: Destination) throws(OutboxFault) {
    guard destination == .device else { return try outbox.setState(Key.report, reportID) }
    var object = JSONObject()
    for key in pseudonyms.keys.sorted() { object[key] = .text(pseudonyms[key]) }
    try outbox.setState(Key.pseudonyms, JSONWriter.text(.object(object)))
  }
}

/// Which crashes the destination `report` has: those of accepted records, and those that are on their way. What was
/// refused or withdrawn is told again.
struct ToldCrashes: Sendable, Equatable {
  private var told: Set<String> = []
  /// By the id of the record that carries them.
  private var underway: [String: [String]] = [:]

  private static let key = "cluster.report.crashes"
  /// The cluster itself forgets crashes after a year.
  private static let kept: Int64 = 400 * 86_400 * 1000

  var all: Set<String> { underway.values.reduce(told) { $0.union($1) } }

  /// What the outbox remembers, seen in the light of what became of the records.
  init(_ outbox: Outbox, now: Timestamp) throws(OutboxFault) {
    guard let text = try outbox.state(Self.key), let json = try? JSONReader.parse(text) else { return }
    // An id begins with its time: what is older than all that a cluster keeps is not asked for again.
    let oldest = (now + -Self.kept).iso8601()
    told = Set(Self.ids(json["told"]).filter { $0 > oldest })
    for (record, ids) in json["underway"]?.objectValue ?? JSONObject() {
      if try outbox.waiting(id: record) != nil {
        underway[record] = Self.ids(ids)
      } else if try outbox.ledgerEntry(id: record)?.result == .sent {
        told.formUnion(Self.ids(ids))
      }
    }
  }

  private static func ids(_ json: JSON?) -> [String] { (json?.arrayValue ?? []).compactMap(\.stringValue) }

  mutating func add(_ crashes: [String], record: String) { if !crashes.isEmpty { underway[record] = crashes } }

  func save(_ outbox: Outbox) throws(OutboxFault) {
    var records = JSONObject()
    for (record, ids) in underway { records[record] = .array(ids.map(JSON.string)) }
    let json = JSON.pairs(["told": .array(told.sorted().map(JSON.string)), "underway": .object(records)])
    try outbox.setState(Self.key, JSONWriter.text(json))
  }
}
