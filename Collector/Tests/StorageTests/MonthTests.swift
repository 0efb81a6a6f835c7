import Testing

@testable import PostgresStorage
@testable import Storage

@Suite struct MonthTests {
  @Test(
    "a time lies in its month",
    arguments: [
      (0, 1970, 1), (1_773_144_000, 2026, 3), (-1, 1969, 12), (951_782_400, 2000, 2), (951_868_800, 2000, 3),
      (4_102_444_799, 2099, 12),
    ])
  func months(seconds: Int64, year: Int, month: Int) {
    let found = Month(seconds * 1_000_000)
    #expect(found.number == year * 12 + month - 1)
    #expect(found.start <= seconds * 1_000_000 && seconds * 1_000_000 < found.end)
    #expect(Month(found.start) == found && Month(found.end - 1) == found)
  }

  @Test("a place does not tell the password")
  func place() {
    #expect(
      PostgresEngine.place("postgresql://u:secret@db.example:5433/telemetry") == "PostgreSQL db.example:5433/telemetry")
    #expect(PostgresEngine.place("host=/run/x dbname=t password=secret") == "PostgreSQL /run/x/t")
  }

  @Test("a pattern matches bytes: a zero byte is no end, and an empty payload is looked at")
  func patterns() throws {
    #expect(try Pattern("c$").matches(Array("a\0b\0c".utf8)))
    #expect(try Pattern("^$").matches([]))
    #expect(try !Pattern("x").matches([]))
    #expect(try Pattern("[]x]{2}").matches(Array("]x".utf8)))
  }
}
