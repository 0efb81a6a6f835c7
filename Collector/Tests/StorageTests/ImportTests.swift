import CollectorTestSupport
import Foundation
import PostgresStorage
import Storage
import Testing
import Words

@Suite(.enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"))
struct ImportTests {
  /// The last version's tables, as its migration makes them.
  private let schema = """
    CREATE TABLE guilty (id serial PRIMARY KEY, function varchar, module varchar, comment varchar, hide boolean NOT NULL,
      UNIQUE (function, module));
    CREATE TABLE guilty_blacklisted (id serial PRIMARY KEY, function varchar, module varchar);
    CREATE TABLE records (id serial PRIMARY KEY, architecture text, bios_version text, board_name text, build text NOT NULL,
      classification text NOT NULL, cpu_model text, event_id text, external boolean, host_type text, kernel_version text,
      machine_id text, payload_version integer, record_version integer, severity integer, system_name text,
      timestamp_client numeric, timestamp_server numeric NOT NULL, payload text NOT NULL, processed boolean,
      guilty_id integer REFERENCES guilty (id));
    INSERT INTO guilty (function, module, comment, hide) VALUES ('f()', 'm', 'seen', true), ('g', 'm', '', false);
    INSERT INTO guilty_blacklisted (function, module) VALUES ('abort', 'libc');
    INSERT INTO records (architecture, build, classification, external, host_type, kernel_version, machine_id,
      payload_version, record_version, severity, system_name, timestamp_client, timestamp_server, payload, guilty_id)
    SELECT 'x86_64', '41000', 'org.clearlinux/crash/clr', n % 2 = 0, 'h', '6.1.0', 'm' || n, 1, 4, 2, 'clear-linux-os',
      CASE WHEN n = 3 THEN 99999999999999999999 ELSE 1600000000 END, 1773144000.5 + n, 'päyload ' || n, n % 3
      FROM generate_series(1, 450) AS n WHERE n % 3 > 0;
    INSERT INTO records (build, classification, timestamp_server, timestamp_client, payload)
      VALUES ('1', 'a/b/c', 1773144000, 99999999999999999999, '');
    """

  @Test("an old database is copied whole, and a second copy finds everything there", arguments: StoreKind.present)
  func copies(kind: StoreKind) async throws {
    let cluster = try PostgresCluster.shared.get()
    let old = try cluster.database()
    try cluster.execute(schema, in: old)
    try await kind.withStore { store in
      func copy() async throws -> ImportProgress {
        try await importTelemetrics(from: old, into: store, identity: Self.digest)
      }
      #expect(try await copy() == ImportProgress(read: 301, total: 301, repeated: 0, skipped: []))
      #expect(try await copy().repeated == 301)
      #expect(await store.health().records == 301)
      #expect(try await store.blocked() == [Frame(function: "abort", module: "libc")])
      let guilties = try await store.guilties(GuiltyFilter(days: 40_000, now: Samples.noon, includeHidden: true))
      #expect(guilties.map(\.count) == [150, 150])
      #expect(guilties.first { $0.frame.function == "f()" }?.comment == "seen")
      #expect(guilties.filter(\.hidden).map(\.frame.function) == ["f()"])
      var filter = RecordFilter()
      filter.machineID = "m2"
      let stored = try #require(try await store.records(filter, page: PageRequest()).rows.first)
      #expect(stored.received == 1_773_144_002_500_000)
      #expect(String(decoding: stored.record.payload, as: UTF8.self) == "päyload 2")
      #expect(stored.record.external && stored.record.created == 1_600_000_000 && stored.record.eventID == "N/A")
    }
  }

  /// Enough of a digest for a test.
  @Sendable private static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var sum = [UInt64](repeating: 1469, count: 4)
    for (index, byte) in bytes.enumerated() {
      sum[index % 4] = (sum[index % 4] ^ UInt64(byte)) &* 1_099_511_628_211
    }
    return sum.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  @Test(
    "what is missing, endless, of no calendar or numbered twice is copied all the same, into few months",
    arguments: StoreKind.present)
  func odd(kind: StoreKind) async throws {
    let cluster = try PostgresCluster.shared.get()
    let old = try cluster.database()
    // A copy that lost its keys and what else was demanded of its rows.
    try cluster.execute(
      """
      CREATE TABLE guilty (id integer, function varchar, module varchar, comment varchar, hide boolean);
      CREATE TABLE guilty_blacklisted (id integer, function varchar, module varchar);
      CREATE TABLE records (id integer, architecture text, bios_version text, board_name text, build text,
        classification text, cpu_model text, event_id text, external boolean, host_type text, kernel_version text,
        machine_id text, payload_version integer, record_version integer, severity integer, system_name text,
        timestamp_client numeric, timestamp_server numeric, payload text, processed boolean, guilty_id integer);
      INSERT INTO guilty SELECT 1, string_agg(md5(n::text), ''), NULL, repeat('c', 500), NULL FROM generate_series(1, 500) n;
      INSERT INTO guilty VALUES (2, NULL, NULL, NULL, NULL);
      INSERT INTO guilty_blacklisted VALUES (1, NULL, NULL), (2, repeat('<b>', 3000), 'm');
      INSERT INTO records (id) VALUES (1);
      INSERT INTO records (id, classification, build, host_type, system_name, machine_id, event_id, payload, guilty_id)
        SELECT 2, x, x, x, x, x, x, x, 1 FROM (SELECT string_agg(md5(n::text), '<i>') x FROM generate_series(1, 500) n) s;
      INSERT INTO records (id, severity, payload_version, record_version, guilty_id)
        VALUES (3, -2147483648, -5, 2147483647, 2);
      INSERT INTO records (id, timestamp_server, timestamp_client, payload)
        SELECT 4, t, t, 'time ' || t FROM unnest(ARRAY[0, -5, 1e30, 'NaN', 'Infinity', '-Infinity', 99999999999]::numeric[]) t;
      INSERT INTO records (id, timestamp_server, payload)
        SELECT 5, 86400.0 * 31 * n, 'month ' || n FROM generate_series(1, 3000) n;
      """, in: old)
    try await kind.withStore { store in
      let done = try await importTelemetrics(from: old, into: store, identity: Self.digest)
      #expect(done == ImportProgress(read: 3010, total: 3010, repeated: 0, skipped: []))
      #expect(await store.health().records == 3010)
      #expect(try await importTelemetrics(from: old, into: store, identity: Self.digest).repeated == 3010)
      let newest = try #require(try await store.last(before: .max))
      #expect(newest <= Int64(Date().timeIntervalSince1970 * 1e6))
      if let store = store as? PostgresStore {
        let months = try await store.engine.read { session in
          try session.rows("SELECT count(*) FROM pg_inherits WHERE inhparent = 'records'::regclass").first?[0].count
        }
        #expect((1...300).contains(months ?? 0))
      }
    }
  }

  @Test("a copy that was cut off is taken up again, and nothing is there twice", arguments: StoreKind.present)
  func cutOff(kind: StoreKind) async throws {
    let cluster = try PostgresCluster.shared.get()
    let old = try cluster.database()
    try cluster.execute(schema, in: old)
    let place = try kind.place()
    let first = try await kind.open(place)
    await #expect {
      try await importTelemetrics(from: old, into: first, identity: Self.digest, progress: { _ in await first.close() })
    } throws: { error in
      if case StoreFault.unavailable = error { true } else { false }
    }
    let store = try await kind.open(place)
    let before = await store.health().records
    #expect((1..<301).contains(before))
    let done = try await importTelemetrics(from: old, into: store, identity: Self.digest)
    #expect(done == ImportProgress(read: 301, total: 301, repeated: before, skipped: []))
    #expect(await store.health().records == 301)
    await store.close()
  }

  @Test("a database of something else is refused")
  func another() async throws {
    let url = try PostgresCluster.shared.get().database()
    _ = try await StoreKind.sqlite.withStore { store in
      _ = await #expect(
        throws: StoreFault.broken(
          "not a telemetrics database: no table records with the columns of telemetrics-backend")
      ) { try await importTelemetrics(from: url, into: store, identity: { $0 }) }
    }
  }
}
