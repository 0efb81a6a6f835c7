/// A value that goes to a database or comes from one. Three types are enough: truth is 0 or 1, a time is a number.
public enum SQLValue: Sendable, Hashable {
  case null
  case int(Int64)
  case text(String)
  case bytes([UInt8])
  /// Values of one type, for `Dialect.anyOf` only.
  case list([SQLValue], SQLType)

  public static func int(_ value: Int) -> SQLValue { .int(Int64(value)) }
  public static func truth(_ value: Bool) -> SQLValue { .int(value ? 1 : 0) }

  public static func optional(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null }
  public static func optional(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }

  /// The number, 0 where there is none.
  public var number: Int64 { optionalNumber ?? 0 }
  public var count: Int { Int(clamping: number) }

  public var optionalNumber: Int64? {
    guard case .int(let value) = self else { return nil }
    return value
  }

  /// The text, empty where there is none.
  public var string: String { optionalString ?? "" }

  public var optionalString: String? {
    guard case .text(let value) = self else { return nil }
    return value
  }

  public var data: [UInt8] {
    switch self {
    case .bytes(let value): value
    case .text(let value): Array(value.utf8)
    default: []
    }
  }
}

/// The type of a column that many rows are written to at once.
public enum SQLType: Sendable, Hashable {
  case int, text, bytes
}

public typealias SQLRow = [SQLValue]

/// Where the two databases do not speak the same language.
public enum SQLDialect: Sendable {
  case sqlite, postgres

  /// Whether a column holds one of the values.
  public func anyOf(_ column: String, _ values: [SQLValue], _ type: SQLType) -> SQLPiece {
    switch self {
    case .postgres: SQLPiece("\(column) = ANY(?)", [.list(values, type)])
    // A statement has room for 32,766 values; facets may be more.
    case .sqlite where type == .int && values.count > 40:
      SQLPiece(
        "\(column) IN (SELECT value FROM json_each(?))",
        [.text("[" + values.map { String($0.number) }.joined(separator: ",") + "]")])
    case .sqlite:
      values.isEmpty
        ? SQLPiece("0") : SQLPiece("\(column) IN (" + values.map { _ in "?" }.joined(separator: ",") + ")", values)
    }
  }

  /// Whether a column is the value, in which only `*` stands for something else: any characters.
  public func like(_ column: String, _ pattern: String) -> SQLPiece {
    guard pattern.contains("*") else { return SQLPiece("\(column) = ?", [.asked(pattern)]) }
    var text = ""
    for character in pattern.unicodeScalars {
      switch (self, character) {
      case (.postgres, "*"): text += "%"
      case (.postgres, "%"), (.postgres, "_"), (.postgres, "\\"): text += "\\" + String(character)
      case (.sqlite, "["), (.sqlite, "?"): text += "[" + String(character) + "]"
      default: text.unicodeScalars.append(character)
      }
    }
    return SQLPiece("\(column) \(self == .postgres ? "LIKE" : "GLOB") ?", [.asked(text)])
  }

  /// What makes the rows a reading finds wait for their writer; SQLite has one writer at a time.
  public var forUpdate: String { self == .postgres ? " FOR UPDATE" : "" }
}

/// Some SQL with `?` for its values.
public struct SQLPiece: Sendable {
  public var text: String
  public var values: [SQLValue]

  public init(_ text: String, _ values: [SQLValue] = []) {
    self.text = text
    self.values = values
  }

  /// Conditions that must all hold.
  public static func all(_ pieces: [SQLPiece]) -> SQLPiece {
    pieces.isEmpty
      ? SQLPiece("1 = 1") : SQLPiece(pieces.map { "(\($0.text))" }.joined(separator: " AND "), pieces.flatMap(\.values))
  }

  public static func + (left: SQLPiece, right: SQLPiece) -> SQLPiece {
    SQLPiece(left.text + right.text, left.values + right.values)
  }

  public static func + (left: SQLPiece, right: String) -> SQLPiece { SQLPiece(left.text + right, left.values) }
}

/// Many rows for one table.
public struct SQLInsert: Sendable {
  public var table: String
  public var columns: [(name: String, type: SQLType)]
  public var rows: [SQLRow]
  /// What follows the values: `ON CONFLICT …`, `RETURNING …`.
  public var clause: String

  public init(
    _ table: String, _ columns: [(name: String, type: SQLType)], _ rows: [SQLRow], clause: String = ""
  ) {
    self.table = table
    self.columns = columns
    self.rows = rows
    self.clause = clause
  }
}

/// One connection, in one transaction. Throws `StoreFault`.
public protocol SQLSession: AnyObject {
  var dialect: SQLDialect { get }
  func rows(_ text: String, _ values: [SQLValue]) throws -> [SQLRow]
  /// How many rows were changed.
  @discardableResult func run(_ text: String, _ values: [SQLValue]) throws -> Int
  /// The rows of `RETURNING`, where the clause asks for them.
  @discardableResult func insert(_ insert: SQLInsert) throws -> [SQLRow]
  /// Numbers never given before, ascending.
  func numbers(_ count: Int, of name: String) throws -> [Int64]
}

extension SQLSession {
  public func rows(_ piece: SQLPiece) throws -> [SQLRow] { try rows(piece.text, piece.values) }
  public func rows(_ text: String) throws -> [SQLRow] { try rows(text, []) }
  @discardableResult public func run(_ piece: SQLPiece) throws -> Int { try run(piece.text, piece.values) }
  @discardableResult public func run(_ text: String) throws -> Int { try run(text, []) }
}

/// A database that can be read by several at once and written to in transactions.
public protocol SQLEngine: Sendable {
  var dialect: SQLDialect { get }
  /// How many transactions may be written at once.
  var writers: Int { get }
  /// How many things are written in one transaction at most, unless one caller brings more.
  var batch: Int { get }
  /// Which of a count's rows this collector adds to: several collectors that add to one row would wait for each other.
  var lane: Int { get }
  /// Reads what was true at one moment.
  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws(StoreFault) -> T
  /// Commits, durably, what the body wrote, or nothing. The body may run more than once.
  func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws(StoreFault) -> T
  /// The same for work nobody waits for, which may take minutes.
  func slowly<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws(StoreFault) -> T
  /// Makes room for records that came in at these times, microseconds since 1970.
  func prepare(received: [Int64]) async throws(StoreFault)
  /// Drops at once, where the database can, records that came in before; how many.
  func drop(before: Int64) async throws(StoreFault) -> Int
  /// Bytes on the disk.
  func bytes() async -> Int64?
  var place: String { get }
  func close() async
}

extension SQLEngine {
  public func slowly<T: Sendable>(
    _ body: @escaping @Sendable (any SQLSession) throws -> T
  ) async throws(StoreFault) -> T { try await write(body) }
}
