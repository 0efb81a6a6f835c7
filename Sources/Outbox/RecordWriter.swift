import Platform
import Report

/// Writes sealed records into their table, many of them in one transaction. A column that is the same in one record
/// after the other, as most are, is bound once; the others are read by SQLite where they are.
struct RecordWriter {
  private let statement: Statement
  private let database: Database
  private var last: SealedRecord?
  /// The texts of one record, one behind the other.
  private var texts: [UInt8] = []

  init(_ database: Database) throws(OutboxFault) {
    self.database = database
    statement = try database.statement(RecordRow.insert)
    texts.reserveCapacity(2048)
  }

  /// - Returns: whether it was written: not when its id is known already.
  mutating func insert(_ record: SealedRecord) throws(OutboxFault) -> Bool {
    try bindRepeated(record)
    texts.removeAll(keepingCapacity: true)
    let id = add(record.id.utf8)
    let classification = add(record.classification.utf8)
    let event = add(record.eventID.utf8)
    let sum = add(record.sha256.utf8)
    let headers = add(record.request.headerText.bytes)
    try statement.bind(7, .number(record.severity))
    try statement.bind(8, .number(record.created.milliseconds))
    try statement.bind(9, .number(record.request.body.count))
    return try texts.withUnsafeBufferPointer { texts throws(OutboxFault) in
      try record.request.body.withUnsafeBufferPointer { body throws(OutboxFault) in
        try statement.borrow(1, text: texts, id)
        try statement.borrow(2, text: texts, classification)
        try statement.borrow(3, text: texts, event)
        try statement.borrow(4, text: texts, sum)
        try statement.borrow(5, text: texts, headers)
        try statement.borrow(6, bytes: body)
        defer { statement.rewind() }
        while try statement.step() {}
        return database.changes == 1
      }
    }
  }

  /// Lets go of what is bound. Nothing can be written any more.
  func finish() { statement.reset() }

  private mutating func add(_ text: some Collection<UInt8>) -> Range<Int> {
    let start = texts.count
    texts.append(contentsOf: text)
    return start..<texts.count
  }

  private mutating func bindRepeated(_ record: SealedRecord) throws(OutboxFault) {
    if let last, last.source == record.source, last.destination == record.destination,
      last.revision == record.revision, last.channels == record.channels, last.authority == record.authority,
      last.newFields == record.newFields,
      last.request.method == record.request.method, last.request.url == record.request.url
    {
      return
    }
    last = record
    try statement.bind(10, .text(record.source.rawValue))
    try statement.bind(11, .text(RecordRow.text(record.channels)))
    try statement.bind(12, .text(record.destination.rawValue))
    try statement.bind(13, .number(record.revision))
    try statement.bind(14, .text(record.request.method))
    try statement.bind(15, .text(record.request.url))
    try statement.bind(16, .text(RecordRow.text(record.authority)))
    try statement.bind(17, .text(RecordRow.text(record.newFields)))
  }
}

extension Outbox {
  /// - Returns: whether it was written: not when its id is known already.
  @discardableResult
  func insert(_ record: SealedRecord) throws(OutboxFault) -> Bool {
    var writer = try RecordWriter(database)
    defer { writer.finish() }
    return try writer.insert(record)
  }
}
