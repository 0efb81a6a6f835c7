import CollectorTestSupport
import Foundation
import Testing

/// What must hold of the whole program while things around it fail. One after the other: each uses the whole machine.
@Suite(.serialized) enum Proof {
  /// What a store keeps, by number, as the collector exports it.
  static func exported(_ port: Int) throws -> [(id: Int, payload: String)] {
    let answer = try Link.get(port, "/records/export.jsonl")
    try #require(answer.status == 200)
    return try answer.body.split(separator: 10).map { line in
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      return (try #require(object["id"] as? Int), try #require(object["payload"] as? String))
    }
  }

  /// Everything that was answered is there under its number, and nothing is there twice.
  static func holds(_ seen: Load.Seen, _ port: Int, _ place: SourceLocation = #_sourceLocation) throws {
    let rows = try exported(port)
    let kept = Dictionary(rows.map { ($0.payload, $0.id) }) { first, _ in first }
    let lost = seen.answered.filter { kept[$0.key] != $0.value }
    #expect(lost.isEmpty, "answered and not there: \(lost.prefix(5))", sourceLocation: place)
    #expect(kept.count == rows.count, "\(rows.count - kept.count) are there twice", sourceLocation: place)
    #expect(Set(rows.map(\.id)).count == rows.count, sourceLocation: place)
    #expect(seen.contradicted.isEmpty, "\(seen.contradicted.prefix(5))", sourceLocation: place)
    #expect(seen.withoutRetryAfter == 0, sourceLocation: place)
  }

  /// The same of a collector that is this test's, which lives at least so long.
  static func holds(_ seen: Load.Seen, _ collector: Collector, _ place: SourceLocation = #_sourceLocation) throws {
    try holds(seen, collector.port, place)
    withExtendedLifetime(collector) {}
  }

  /// A collector on a new store of the kind, or on that place.
  static func start(_ kind: StoreKind, _ place: String? = nil, _ arguments: [String] = []) throws -> Collector {
    switch kind {
    case .sqlite: try Collector(state: place.map { URL(fileURLWithPath: $0) } ?? Collector.newState(), arguments)
    case .postgres:
      try Collector(state: Collector.newState(), ["--database", try place ?? kind.place()] + arguments)
    }
  }

  /// A server of the test's own, that it may stop.
  static func server(in directory: String? = nil) throws -> PostgresCluster {
    try PostgresCluster(programs: try #require(PostgresCluster.programs), directory: directory)
  }
}
