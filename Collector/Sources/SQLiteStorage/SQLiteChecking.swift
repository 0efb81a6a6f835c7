import Foundation
import GRDB
import Storage

extension SQLStore where Engine == SQLiteEngine {
  /// The version of the tables in the file, nil where there is no file or nothing in it yet; changes nothing.
  ///
  /// - Throws: `broken` where it is no store, or one of a newer program; `unavailable` where it cannot be read.
  public static func schema(path: String) throws(StoreFault) -> Int? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    do {
      let version = try DatabaseQueue(path: path, configuration: configuration).read { db in
        try db.tableExists("schema_version") ? Int.fetchOne(db, sql: "SELECT version FROM schema_version") : nil
      }
      try SQLSchema.check(version)
      return version
    } catch {
      throw SQLiteEngine.fault(error, path)
    }
  }
}
