import CSQLite
import Glibc
import Platform

/// What a repair saved.
public struct RepairReport: Sendable, Equatable {
  /// Where the damaged file is now.
  public var setAside: String
  /// Waiting records in the new file.
  public var waiting: Int
  /// Ledger rows in the new file. Lost ones leave gaps, which `verify` goes on to name.
  public var ledger: Int
  /// Kept bodies of settled records.
  public var bodies: Int
  /// Waiting records whose request could not be read any more.
  public var lost: Int
  /// What was in the way, in SQLite's words; empty when every page was readable.
  public var damage: [String]
}

extension Outbox {
  /// SQLite's own check of every page and index. An empty list: all is well. Reads the whole file. At most
  /// `limit` findings are returned.
  public func integrityCheck(limit: Int = 20) throws(OutboxFault) -> [String] {
    do throws(OutboxFault) {
      let findings = try database.rows("PRAGMA integrity_check(\(max(1, limit)))") { $0.text(0) }
      return findings == ["ok"] ? [] : findings
    } catch {
      guard case .corrupt(_, let detail) = error else { throw error }
      return [detail]
    }
  }

  /// Moves the file, with its `-wal` and `-shm`, out of the way; nothing is deleted. No process may have it open:
  /// hold both locks of the directory.
  /// - Returns: the new path, `outbox.sqlite.corrupt-20261121T061515Z`.
  public static func setAside(directory: String, now: Timestamp = .now()) throws(OutboxFault) -> String {
    let path = path(in: directory)
    guard Files.exists(path) else { throw .missing(path) }
    let stamp = now.iso8601().filter { $0 != "-" && $0 != ":" }
    var target = "\(path).corrupt-\(stamp)"
    var suffix = 1
    while Files.exists(target) {
      suffix += 1
      target = "\(path).corrupt-\(stamp)-\(suffix)"
    }
    // The log first: a main file without its log would be an older state that looks whole.
    for part in ["-wal", "-shm", ""] where Files.exists(path + part) {
      guard rename(path + part, target + part) == 0 else { throw .system(SystemError("rename", path + part)) }
    }
    return target
  }

  /// Makes a new file of everything that can be read in a damaged one, and sets the damaged one aside. No process may
  /// have it open: hold both locks of the directory.
  public static func repair(directory: String, now: Timestamp = .now()) throws(OutboxFault) -> RepairReport {
    let path = path(in: directory)
    guard Files.exists(path) else { throw .missing(path) }
    let fresh = path + ".repair"
    for part in ["", "-wal", "-shm", "-journal"] { unlink(fresh + part) }
    do throws(SystemError) { try Files.create(fresh, with: [], mode: 0o600) } catch { throw .system(error) }
    var report: RepairReport
    do throws(OutboxFault) {
      // Read-only, so that not even a checkpoint changes the damaged file; both are closed before either is renamed.
      report = try salvage(from: try Database(path: path, writable: false), into: fresh)
    } catch {
      for part in ["", "-wal", "-shm", "-journal"] { unlink(fresh + part) }
      throw error
    }
    report.setAside = try setAside(directory: directory, now: now)
    guard rename(fresh, path) == 0 else { throw .system(SystemError("rename", fresh)) }
    let outbox = try Outbox(directory: directory, access: .readWrite)
    try outbox.note(
      "repair",
      "saved \(report.waiting) waiting records and \(report.ledger) ledger rows, lost \(report.lost), the damaged file is "
        + report.setAside, now: now)
    return report
  }

  private static func salvage(from damaged: Database, into fresh: String) throws(OutboxFault) -> RepairReport {
    let target = try Database(path: fresh, writable: true)
    var salvage = Salvage(from: damaged, into: target)
    try target.transaction { () throws(OutboxFault) in
      try target.execute(Schema.tables1)
      try target.execute(Schema.version2)
      try target.execute(Schema.version3)
      try target.execute(Schema.version4)
      try salvage.copyAll()
      try target.execute(Schema.rules1)
      try target.execute("PRAGMA user_version = \(Schema.version)")
    }
    return try salvage.report()
  }
}
