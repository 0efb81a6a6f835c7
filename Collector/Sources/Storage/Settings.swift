extension SQLStore {
  public func values(_ prefix: String) async throws(StoreFault) -> [String: [UInt8]] {
    try await ask { session, _ in
      let rows = try session.rows(
        "SELECT name, value FROM settings WHERE substr(name, 1, length(?)) = ?", [.text(prefix), .text(prefix)])
      return Dictionary(rows.map { ($0[0].string, $0[1].data) }, uniquingKeysWith: { first, _ in first })
    }
  }

  public func set(_ name: String, to value: [UInt8]?) async throws(StoreFault) {
    _ = try await engine.write { session in
      if let value {
        try session.run(
          "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          [.text(name), .bytes(value)])
      } else {
        try session.run("DELETE FROM settings WHERE name = ?", [.text(name)])
      }
    }
  }

  public func setOnce(_ name: String, to value: [UInt8]) async throws(StoreFault) -> [UInt8] {
    try await engine.write { session in
      try session.run(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", [.text(name), .bytes(value)])
      return try session.rows("SELECT value FROM settings WHERE name = ?", [.text(name)]).first?[0].data ?? value
    }
  }
}
