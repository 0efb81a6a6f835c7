import Hummingbird
import Intake
import Pages
import Storage
import Words

extension ReadingSide {
  /// `GET /api/records`: the parameters and messages of the telemetrics backend, with a limit that is a number and
  /// paging by key.
  func recordList(_ query: Query) async throws(Fault) -> Response {
    let filter = try recordFilter(query)
    let limit: Int
    if let text = query.first("limit") {
      guard Self.isDigits(text), let number = Int(text), (1...10_000).contains(number) else {
        throw .wrong("Record limit value is invalid")
      }
      limit = number
    } else {
      limit = 1000
    }
    let before = query.first("before")
    // The first piece is asked for before the answer begins, so that a fault still has a status of its own.
    let first = try await asked { () async throws(StoreFault) in
      try await store.records(filter, page: PageRequest(before: before, limit: min(limit, 200)))
    }
    var response = answer("", type: "application/json")
    response.body = ResponseBody { writer in
      try await writer.write(ByteBuffer(string: #"{"records":["#))
      var page = first
      var count = 0
      while true {
        var buffer = ByteBuffer()
        for row in page.rows {
          if count > 0 { buffer.writeString(",") }
          buffer.writeBytes(RecordJSONLine.bytes(row).dropLast())
          count += 1
        }
        if buffer.readableBytes > 0 { try await writer.write(buffer) }
        guard count < limit, let cursor = page.older else { break }
        page = try await store.records(filter, page: PageRequest(before: cursor, limit: min(limit - count, 200)))
      }
      var end = JSONOutput()
      end.raw("]")
      if let next = page.older {
        end.raw(#","next":"#)
        end.string(next)
      }
      end.raw("}\n")
      try await writer.write(ByteBuffer(bytes: end.bytes))
      try await writer.finish(nil)
    }
    return response
  }

  private func recordFilter(_ query: Query) throws(Fault) -> RecordFilter {
    var filter = RecordFilter()
    if let text = query.first("severity") {
      guard Self.isDigits(text), let number = Int(text), (1...4).contains(number) else {
        throw .wrong("Severity should be a numeric value")
      }
      filter.severity = number
    }
    if let text = query.first("classification") {
      guard text.utf8.filter({ $0 == UInt8(ascii: "/") }).count == 2, text.utf8.count <= 1000 else {
        throw .wrong("Classification value is invalid")
      }
      filter.classification = text
    }
    if let text = query.first("machine_id") {
      guard text.unicodeScalars.count <= 32 else { throw .wrong("Machine id value is invalid") }
      filter.machineID = text
    }
    if let text = query.first("build") {
      let bare = String(text.filter { $0 != "\"" && $0 != "'" })
      guard !bare.isEmpty, bare.utf8.count < 200, bare.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
        throw .wrong("Build value is invalid")
      }
      filter.build = bare
    }
    let days = try seconds(query, "created_in_days", 86_400, "Created (in days) value is invalid")
    let recent = try seconds(query, "created_in_sec", 1, "Created (in seconds) value is invalid")
    let age = days ?? recent ?? 30 * 86_400
    let (from, isOver) = (clock() / 1_000_000).subtractingReportingOverflow(age)
    if !isOver, from > 0 { filter.receivedFrom = from * 1_000_000 }
    filter.idFrom = try seconds(query, "from_id", 1, "Provided record id value is invalid")
    if let after = try seconds(query, "ts_capture", 1, "Time stamp from record capture") {
      filter.createdFrom = after == .max ? .max : after + 1
    }
    return filter
  }

  // Digits times a unit; one too large for 64 bits is the largest there is.
  private func seconds(_ query: Query, _ name: String, _ unit: Int64, _ words: String) throws(Fault) -> Int64? {
    guard let text = query.first(name) else { return nil }
    guard Self.isDigits(text) else { throw .wrong(words) }
    let (product, isOver) = (Int64(text) ?? .max).multipliedReportingOverflow(by: unit)
    return isOver ? .max : product
  }
}
