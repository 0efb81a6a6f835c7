import HTTPTypes
import Hummingbird
import Intake
import Storage

extension Response {
  /// An answer in JSON.
  static func json(_ status: HTTPResponse.Status, _ body: [UInt8], _ fields: HTTPFields = [:]) -> Response {
    var fields = fields
    fields[.contentType] = "application/json"
    return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }

  static func message(_ status: HTTPResponse.Status, _ text: String, _ fields: HTTPFields = [:]) -> Response {
    json(status, JSONOutput.message(text), fields)
  }

  static func refused(_ refusal: Refusal) -> Response {
    var fields = HTTPFields()
    if refusal.status == 503 { fields[.retryAfter] = "5" }
    if refusal.status == 415 { fields[.acceptEncoding] = "gzip" }
    // The rest of a body that is not read would be taken for the next request.
    if refusal.status != 400 { fields[.connection] = "close" }
    return message(HTTPResponse.Status(code: refusal.status), refusal.message, fields)
  }

  /// Nothing was kept. What an agent may try again is 503 with Retry-After; what it asks is in the log, not here.
  static func notKept(_ fault: GroupCommit.Fault) -> Response {
    switch fault {
    case .busy: message(.serviceUnavailable, "too much is waiting to be stored", [.retryAfter: "2"])
    case .store(.unavailable), .store(.tooSlow):
      message(.serviceUnavailable, "the store is not available now", [.retryAfter: "5"])
    case .store(.full): message(.serviceUnavailable, "the store's disk is full", [.retryAfter: "60"])
    case .store: message(.internalServerError, "the store could not keep this")
    }
  }
}
