import HTTPTypes
import Hummingbird
import Pages
import Storage
import Words

extension ReadingSide {
  /// The live tail, the exports, and the bytes of one payload or report.
  func addRecordFiles<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    router.get("/records/tail") { request, context in
      await guarded(request, context) { side in await side.tail(request) }
    }
    router.get("/records/export.csv") { request, context in
      await guarded(request, context) { side in
        let inline = request.asked.value("format_type") == "inline"
        var response = side.export(
          request, type: inline ? "text/plain; charset=utf-8" : "text/csv; charset=utf-8; header=present",
          limit: inline ? 10_000 : nil, head: CSV.head, line: CSV.line)
        if !inline { response.headers[.contentDisposition] = "attachment; filename=\"\(fileName).csv\"" }
        return response
      }
    }
    router.get("/records/export.jsonl") { request, context in
      await guarded(request, context) { side in
        var response = side.export(request, type: "application/jsonl", limit: nil, head: [], line: RecordJSONLine.bytes)
        response.headers[.contentDisposition] = "attachment; filename=\"\(fileName).jsonl\""
        return response
      }
    }
    router.get("/records/:id/payload") { request, context in
      await guarded(request, context) { side in
        await side.bytes(request) { () async throws(StoreFault) in
          guard let id = context.number("id"), let row = try await side.store.record(id) else { return nil }
          return file(row.record.payload, name: "payload-\(id).bin")
        }
      }
    }
    router.get("/reports/:id/body") { request, context in
      await guarded(request, context) { side in
        await side.bytes(request) { () async throws(StoreFault) in
          guard let id = context.number("id"), let row = try await side.store.report(id) else { return nil }
          return file(row.report.body, name: "report-\(id).json", type: "application/json")
        }
      }
    }
  }

  private var fileName: String {
    "records-" + (Times.iso(seconds: clock() / 1_000_000) ?? "").replacing(":", with: "")
  }

  private func bytes(
    _ request: Request, _ make: () async throws(StoreFault) -> Response?
  ) async -> Response {
    do throws(StoreFault) {
      if let response = try await make() { return response }
      return await html(Views.missing("Nothing is at this address"), request)
    } catch {
      return await html(Views.trouble(error, tab: .records), request)
    }
  }

  private func tail(_ request: Request) async -> Response {
    let asked = RecordQuery(request.asked)
    if let error = asked.error { return message(error, status: 400) }
    do throws(StoreFault) {
      let found = try await views.recordTail(asked)
      var response = answer(renderer.rows(found.table), type: "text/html; charset=utf-8")
      if let name = HTTPField.Name("Telemetry-Next") { response.headers[name] = found.next }
      return response
    } catch {
      return message(Views.words(error), status: Self.status(error))
    }
  }

  /// Streams records by pieces of the listing, so that neither side holds them all.
  private func export(
    _ request: Request, type: String, limit: Int?, head: [UInt8], line: @escaping @Sendable (StoredRecord) -> [UInt8]
  ) -> Response {
    let asked = RecordQuery(request.asked)
    if let error = asked.error { return message(error, status: 400) }
    var response = answer("", type: type)
    response.body = ResponseBody { writer in
      try await writer.write(ByteBuffer(bytes: head))
      var left = limit ?? Int.max
      var cursor: String?
      repeat {
        let page = try await store.records(asked.filter, page: PageRequest(before: cursor, limit: min(200, left)))
        var buffer = ByteBuffer()
        for row in page.rows { buffer.writeBytes(line(row)) }
        left -= page.rows.count
        if buffer.readableBytes > 0 { try await writer.write(buffer) }
        cursor = page.older
      } while cursor != nil && left > 0
      try await writer.finish(nil)
    }
    return response
  }

  static func status(_ fault: StoreFault) -> Int {
    if case .badPattern = fault { 400 } else { 503 }
  }
}

/// The columns and the quoting of the older collector's export: every field quoted, quotes doubled, one line a record.
enum CSV {
  static let head = Array("id,external,server_timestamp,severity,classification,build,machine_id,payload\n".utf8)

  @Sendable static func line(_ row: StoredRecord) -> [UInt8] {
    let record = row.record
    let fields = [
      String(row.id), record.external ? "True" : "False", Times.absolute(seconds: row.received / 1_000_000),
      String(record.severity), record.classification, record.build, record.machineID, Plain.text(record.payload),
    ]
    var out: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      out.append(UInt8(ascii: "\""))
      for byte in field.utf8 {
        switch byte {
        case UInt8(ascii: "\""): out.append(contentsOf: [byte, byte])
        case UInt8(ascii: "\\"): out.append(contentsOf: [byte, byte])
        case 0x0A: out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
        case 0x0D: out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
        case 0x09: out.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
        case 0..<0x20, 0x7F: out.append(contentsOf: Array("\\x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8))
        default: out.append(byte)
        }
      }
      out.append(UInt8(ascii: "\""))
    }
    out.append(0x0A)
    return out
  }
}
