import Storage

/// The store in one SQLite file: one writer, several readers, durable when it says so.
public typealias SQLiteStore = SQLStore<SQLiteEngine>

extension SQLStore where Engine == SQLiteEngine {
  /// Opens the file, made where there is none, and brings its tables to this version.
  ///
  /// - Throws: `broken` where it is no store, or one of a newer program; `unavailable` where it cannot be opened.
  public static func open(path: String) async throws(StoreFault) -> SQLiteStore {
    let engine = try SQLiteEngine(path: path)
    try await engine.write { session in try SQLSchema.migrate(session) }
    return SQLiteStore(engine: engine)
  }

  /// Writes a copy as the store is now, while it goes on being written to. The copy appears whole, under its name, or not at
  /// all.
  public func backup(to path: String) async throws(StoreFault) {
    try await engine.backup(to: path)
  }
}
