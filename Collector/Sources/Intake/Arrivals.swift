import Analysis
import Words

extension Arrival {
  /// A checked record: analysed, and with its identity.
  public init(_ record: Record, received: Int64, blocked: Set<Frame>) {
    var record = record
    record.findings = PayloadAnalysis.findings(
      classification: record.classification, payload: record.payload, blocked: blocked)
    self.init(.record(record), identity: Identity.of(record), received: received)
  }
}

/// How a JSON body is read, and what is told when it is none.
enum ReportBody {
  static func parse(_ body: [UInt8], depth: Int, wanted: Set<String>?) throws(Refusal) -> JSONView {
    let object: JSONView
    do throws(JSONFault) { object = try JSONParser.parse(body, depth: depth, wanted: wanted) } catch {
      throw Refusal("the body is no JSON: \(error.reason): byte \(error.offset)")
    }
    guard object.isObject else { throw Refusal("the body is no JSON object") }
    guard body.allSatisfy({ $0 < 0x80 }) || String(validating: body, as: UTF8.self) != nil else {
      throw Refusal("the body is no UTF-8")
    }
    return object
  }

  /// An id of any kind of text, within reason.
  static func id(_ text: String, _ name: String) throws(Refusal) -> String {
    guard !text.isEmpty else { throw Refusal("\(name) is empty") }
    guard text.utf8.count <= 1024 else { throw Refusal("\(name) is longer than 1024 bytes") }
    return text
  }
}
