import Foundation
import GRDB
import Storage

/// One transaction on an SQLite connection.
final class SQLiteSession: SQLSession {
  let dialect = SQLDialect.sqlite
  private let db: Database

  init(_ db: Database) { self.db = db }

  func rows(_ text: String, _ values: [SQLValue]) throws -> [SQLRow] {
    // Lists make ever new texts; those are not worth remembering.
    let statement = values.count > 40 ? try db.makeStatement(sql: text) : try db.cachedStatement(sql: text)
    return try Self.rows(statement, values)
  }

  @discardableResult func run(_ text: String, _ values: [SQLValue]) throws -> Int {
    let statement = values.count > 40 ? try db.makeStatement(sql: text) : try db.cachedStatement(sql: text)
    try statement.setArguments(StatementArguments(values.map(Self.value)))
    try statement.execute()
    return db.changesCount
  }

  @discardableResult func insert(_ insert: SQLInsert) throws -> [SQLRow] {
    let names = insert.columns.map(\.name).joined(separator: ", ")
    let marks = insert.columns.map { _ in "?" }.joined(separator: ",")
    let text = "INSERT INTO \(insert.table) (\(names)) VALUES (\(marks)) \(insert.clause)"
    let statement = try db.cachedStatement(sql: text)
    let returns = insert.clause.contains("RETURNING")
    var found: [SQLRow] = []
    for row in insert.rows {
      if returns {
        found += try Self.rows(statement, row)
      } else {
        statement.setUncheckedArguments(StatementArguments(row.map(Self.value)))
        try statement.execute()
      }
    }
    return found
  }

  func numbers(_ count: Int, of name: String) throws -> [Int64] {
    if count == 0 { return [] }
    let next = try rows(
      "INSERT INTO numbers (name, next) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET next = next + ? RETURNING next",
      [.text(name), .int(count + 1), .int(count)])
    guard let end = next.first?[0].number else { throw StoreFault.broken("no number for \(name)") }
    return Array((end - Int64(count))..<end)
  }

  private static func rows(_ statement: Statement, _ values: [SQLValue]) throws -> [SQLRow] {
    let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(values.map(value)))
    var found: [SQLRow] = []
    while let row = try cursor.next() {
      found.append(
        row.databaseValues.map { value in
          switch value.storage {
          case .null: .null
          case .int64(let number): .int(number)
          case .double(let number): .int(Int64(exactly: number.rounded()) ?? 0)
          case .string(let text): .text(text)
          case .blob(let data): .bytes(Array(data))
          }
        })
    }
    return found
  }

  private static func value(_ value: SQLValue) -> DatabaseValue {
    switch value {
    case .null, .list: .null
    case .int(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .bytes(let bytes): Data(bytes).databaseValue
    }
  }
}
