/// The tables of the file and the road from older versions. `PRAGMA user_version` counts the steps that were taken.
enum Schema {
  /// Step n brings a file from version n to n + 1. Steps that were released are never edited: add one.
  static let steps = [version1, version2, version3, version4]

  static var version: Int { steps.count }

  /// Takes the missing steps, all in one transaction.
  /// - Throws: `.newer` for a file of a later version, `.corrupt` for an SQLite file that is no outbox.
  static func migrate(_ database: Database, steps: [String] = steps) throws(OutboxFault) {
    guard try found(in: database, known: steps.count) < steps.count else { return }
    try database.transaction { () throws(OutboxFault) in
      // Another process may have been faster while this one waited for the lock.
      let from = try found(in: database, known: steps.count)
      if from == 0, try database.number("SELECT count(*) FROM sqlite_schema") > 0 {
        throw .corrupt(database.path, detail: "it is the database of some other program")
      }
      for step in steps[from...] { try database.execute(step) }
      try database.execute("PRAGMA user_version = \(steps.count)")
    }
  }

  /// The version of the file, which is not newer than `known`.
  static func found(in database: Database, known: Int = version) throws(OutboxFault) -> Int {
    let version = try database.number("PRAGMA user_version")
    guard version <= Int64(known) else { throw .newer(database.path, version: Int(version), known: known) }
    guard version >= 0 else { throw .corrupt(database.path, detail: "its format is \(version)") }
    return Int(version)
  }

  /// `rules` stand apart because a repair fills the tables before they watch.
  private static let version1 = tables1 + rules1

  /// Who vouches for the server of a record; empty for what the destination's configuration says.
  static let version2 = "ALTER TABLE record ADD COLUMN authority TEXT NOT NULL DEFAULT '';"

  /// What the destination signed, and in which form the row is hashed; rows of before are in the first.
  static let version3 = """
    ALTER TABLE ledger ADD COLUMN receipt TEXT NOT NULL DEFAULT '';
    ALTER TABLE ledger ADD COLUMN form INTEGER NOT NULL DEFAULT 1;
    """

  /// The fields that were let in without being agreed to, by their patterns, separated by commas.
  static let version4 = """
    ALTER TABLE record ADD COLUMN new_fields TEXT NOT NULL DEFAULT '';
    ALTER TABLE ledger ADD COLUMN new_fields TEXT NOT NULL DEFAULT '';
    """

  static let tables1 = """
    CREATE TABLE record (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      channels TEXT NOT NULL,
      destination TEXT NOT NULL,
      classification TEXT NOT NULL,
      severity INTEGER NOT NULL,
      event_id TEXT NOT NULL,
      created INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      method TEXT NOT NULL,
      url TEXT NOT NULL,
      headers TEXT NOT NULL,
      body BLOB NOT NULL
    );

    CREATE TABLE draft (
      destination TEXT PRIMARY KEY,
      number INTEGER NOT NULL UNIQUE
    ) WITHOUT ROWID;

    CREATE TABLE spool (
      number INTEGER PRIMARY KEY,
      destination TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      accepted INTEGER NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      next_try INTEGER NOT NULL DEFAULT 0,
      last_status INTEGER NOT NULL DEFAULT 0,
      last_error TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX spool_order ON spool (destination, number);
    CREATE INDEX spool_later ON spool (destination, next_try) WHERE next_try > 0;

    CREATE TABLE tally (
      destination TEXT PRIMARY KEY,
      count INTEGER NOT NULL,
      bytes INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE ledger (
      seq INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      channels TEXT NOT NULL,
      destination TEXT NOT NULL,
      classification TEXT NOT NULL,
      severity INTEGER NOT NULL,
      event_id TEXT NOT NULL,
      created INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      method TEXT NOT NULL,
      url TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      result TEXT NOT NULL,
      status INTEGER NOT NULL,
      tries INTEGER NOT NULL,
      reason TEXT NOT NULL,
      hash BLOB NOT NULL
    );
    CREATE INDEX ledger_results ON ledger (destination, result, seq);
    CREATE INDEX ledger_events ON ledger (event_id, seq) WHERE event_id <> '';

    CREATE TABLE kept (
      seq INTEGER PRIMARY KEY,
      number INTEGER NOT NULL UNIQUE,
      bytes INTEGER NOT NULL
    );

    CREATE TABLE destination (
      name TEXT PRIMARY KEY,
      failures INTEGER NOT NULL DEFAULT 0,
      since INTEGER NOT NULL DEFAULT 0,
      reason TEXT NOT NULL DEFAULT '',
      retry_at INTEGER NOT NULL DEFAULT 0,
      last_sent INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;

    CREATE TABLE state (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE event (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      time INTEGER NOT NULL,
      kind TEXT NOT NULL,
      text TEXT NOT NULL
    );

    """

  static let rules1 = """
    CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
    BEGIN SELECT RAISE(ABORT, 'a sealed record never changes'); END;

    CREATE TRIGGER record_in_use BEFORE DELETE ON record
    WHEN EXISTS (SELECT 1 FROM spool WHERE number = OLD.number)
      OR EXISTS (SELECT 1 FROM draft WHERE number = OLD.number)
    BEGIN SELECT RAISE(ABORT, 'a record that waits is not deleted'); END;

    CREATE TRIGGER spool_has_record BEFORE INSERT ON spool
    WHEN NOT EXISTS (SELECT 1 FROM record WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'only a sealed record can wait'); END;

    CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;

    CREATE TRIGGER ledger_never_shrinks BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'nothing is deleted from the ledger'); END;

    CREATE TRIGGER ledger_has_no_gaps BEFORE INSERT ON ledger
    WHEN NEW.seq <> 1 + max((SELECT coalesce(max(seq), 0) FROM ledger),
      coalesce((SELECT CAST(value AS INTEGER) FROM state WHERE key = 'ledger.head'), 0))
    BEGIN SELECT RAISE(ABORT, 'the ledger has no gaps'); END;

    CREATE TRIGGER spool_in AFTER INSERT ON spool
    BEGIN
      INSERT INTO tally VALUES (NEW.destination, 1, NEW.bytes)
      ON CONFLICT (destination) DO UPDATE SET count = count + 1, bytes = bytes + NEW.bytes;
    END;

    CREATE TRIGGER spool_out AFTER DELETE ON spool
    BEGIN
      UPDATE tally SET count = count - 1, bytes = bytes - OLD.bytes WHERE destination = OLD.destination;
    END;

    """
}
