import Glibc
import Platform
import Report

/// The durable store of everything that leaves the machine: what waits, what left, and why the rest did not.
///
/// One SQLite file, `outbox.sqlite`, mode 0600, in the state directory (0700). Its invariants, which hold after every
/// commit and therefore after a kill or a power cut at any moment:
///
/// - **I1** A record whose `accept` returned is in the spool or in the ledger, and in exactly one of them.
/// - **I2** A sealed record never changes: triggers forbid UPDATE, and DELETE while it waits.
/// - **I3** Ledger rows are never updated or deleted (triggers); a row's `seq` is one above the highest there ever
///   was (trigger), so a gap is a row that somebody or a damaged disk took away.
/// - **I4** `hash[n]` = SHA-256(`hash[n-1]` ‖ canonical row n), `hash[0]` = 32 zero bytes. See `LedgerChain`.
/// - **I5** One transaction moves a record from the spool to the ledger, and both states of it are whole.
/// - **I6** Readers in other processes never block a writer and see one state of the file (WAL).
/// - **I7** `tally` counts and sums the spool by destination (triggers), so a summary reads four rows.
/// - **I8** A file of a newer version is not touched; a damaged one is set aside, never deleted.
///
///     accept            begin             settle(.sent, .refused, .withdrawn, .dropped, .expired, .kept)
///     ────────► spool ────────► tries+1 ─────────────────────────────────────────► ledger
///       ▲                        │  settle(.retry, .limited, .held)
///       │ promoteDraft           └────────► spool, later
///     draft (sealed, shown, not accepted; one a destination)        reject, keep ──► ledger, without waiting
///
///     record   number │ id source channels ... method url headers body   the sealed request, written once
///     spool    number │ tries next_try last_status last_error            a record that waits
///     draft    destination │ number                                      a record that was shown
///     ledger   seq │ time id ... result status tries reason hash         a record that is settled; kept for ever
///     kept     seq │ number bytes                                        bodies of settled records, newest 64 MB
///     destination, state, event                                          breaker, key-value pairs, newest 1000 lines
///
/// A record's body is stored once and never copied: being accepted adds a spool row, being settled moves that row to
/// the ledger, and retention later deletes the body of the oldest settled record (`kept`), the ledger row stays.
///
/// `synchronous=FULL`: a call that returned is on the disk. `begin` counts a try before the first byte leaves, so a
/// record that may have reached somebody never looks as if it had not.
///
/// An instance is confined to one thread. Open one in each thread and process that needs it: opening is cheap
/// (nothing is loaded), and any number of readers and writers work beside each other.
public final class Outbox {
  /// What the opener means to do.
  public enum Access: Sendable { case readOnly, readWrite }

  /// The name of the file in the state directory.
  public static let fileName = "outbox.sqlite"

  /// Bodies of settled records are kept up to this many bytes, 64 MB. The newest is always kept.
  public static let keptBodies = 64_000_000

  /// The state directory.
  public let directory: String
  let database: Database
  let keptLimit: Int
  /// Destinations whose bodies are not kept: they go when their record is settled, its ledger row stays.
  public var discards: Set<Destination> = []
  /// Random numbers of 0..<1 for the moments of a backlog, see `Pacing`.
  public var draw: () -> Double = { Double.random(in: 0..<1) }

  /// The path of the file.
  public var path: String { database.path }

  /// Opens the outbox of a state directory. For `.readWrite` the directory and the file are made when missing, and
  /// an older file is brought to this version; readers of one do the same, if they may write. `keptBodies` is how many
  /// bytes of settled bodies are kept.
  ///
  /// Throws `.missing` (readers only), `.newer`, `.corrupt`, `.unreadable`, `.readOnly`, `.busy`, `.full`.
  public init(directory: String, access: Access, keptBodies: Int = keptBodies) throws(OutboxFault) {
    self.directory = directory
    self.keptLimit = keptBodies
    let path = Self.path(in: directory)
    if access == .readWrite {
      try Self.create(path, in: directory)
    } else if Glibc.access(path, F_OK) != 0 {
      // A directory one may not search hides the file; that is not the same as having none.
      throw errno == ENOENT ? .missing(path) : .system(SystemError("open", path))
    }
    database = try Database(path: path, writable: access == .readWrite)
    if access == .readWrite { try prepareForWriting() } else { try prepareForReading() }
  }

  /// Where the file of a state directory is.
  public static func path(in directory: String) -> String { directory + "/" + fileName }

  private static func create(_ path: String, in directory: String) throws(OutboxFault) {
    if Files.exists(path) { return }
    do throws(SystemError) {
      if !Files.isDirectory(directory) { try Files.makeDirectory(directory, mode: 0o700) }
      // SQLite gives the -wal and -shm files the mode of this one.
      try Files.create(path, with: [], mode: 0o600)
    } catch {
      if error.code == EEXIST { return }
      throw .system(error)
    }
  }

  private func prepareForReading() throws(OutboxFault) {
    switch try Schema.found(in: database) {
    case 0: throw .missing(path)
    case Schema.version: break
    default: _ = try Outbox(directory: directory, access: .readWrite)
    }
  }

  private func prepareForWriting() throws(OutboxFault) {
    try useWriteAheadLog()
    try database.execute(
      """
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = OFF;
      PRAGMA temp_store = MEMORY;
      PRAGMA cache_size = -\(Database.cacheKibibytes);
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA journal_size_limit = 16000000;
      PRAGMA trusted_schema = OFF;
      """)
    try Schema.migrate(database)
  }

  /// The mode is a property of the file. Switching to it does not go through SQLite's busy handler, so two processes
  /// that make the outbox at the same moment need some patience here.
  private func useWriteAheadLog() throws(OutboxFault) {
    let deadline = Monotonic.now() + Int64(Database.patience)
    while true {
      do throws(OutboxFault) {
        // A newer file is left as it is, its journal mode too.
        _ = try Schema.found(in: database)
        let mode = try database.first("PRAGMA journal_mode = WAL") { $0.text(0) }
        guard mode == "wal" else {
          throw .failed(path, detail: "the file system does not support SQLite's write-ahead log")
        }
        return
      } catch {
        guard case .busy = error, Monotonic.now() < deadline else { throw error }
        usleep(10_000)
      }
    }
  }

  /// A number that is another one after any other connection, in this process or elsewhere, committed something.
  /// Commits of this connection do not show. Costs a look at shared memory.
  public func dataVersion() throws(OutboxFault) -> Int64 { try database.number("PRAGMA data_version") }
}
