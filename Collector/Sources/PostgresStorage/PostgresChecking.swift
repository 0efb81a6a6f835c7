import CPostgres
import Storage

extension SQLStore where Engine == PostgresEngine {
  /// Why libpq cannot read the URL, nil where it can; without what may be secret in it.
  public static func wrong(url: String) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    if let options = PQconninfoParse(url, &text) {
      PQconninfoFree(options)
      return nil
    }
    defer { PQfreemem(text) }
    // What it says ends with the URL, or a piece of it.
    let reason = message(text)
    return reason.split(separator: ": ").first.map(String.init) ?? "it cannot be read"
  }

  /// The version of the tables in the database, nil where there are none yet; changes nothing.
  ///
  /// - Throws: `unavailable` where the server cannot be reached; `broken` where the database cannot be used, or its tables
  ///   are newer than this program.
  public static func schema(url: String) async throws(StoreFault) -> Int? {
    let engine = PostgresEngine(url: url, connections: 2)
    do throws(StoreFault) {
      let version = try await engine.read { session in
        try PostgresEngine.check(session)
        guard try session.rows("SELECT 1 WHERE to_regclass('schema_version') IS NOT NULL").isEmpty == false else {
          return Int?.none
        }
        let version = try session.rows("SELECT version FROM schema_version").first?[0].count
        try SQLSchema.check(version)
        return version
      }
      await engine.close()
      return version
    } catch {
      await engine.close()
      throw error
    }
  }
}
