import Crypto
import HTTPTypes
import Hummingbird
import Intake
import Pages
import Storage

extension ReadingSide {
  /// What every answer says to the browser: nothing from elsewhere, no script or style but our own, no frame.
  static let guards: HTTPFields = {
    var fields = HTTPFields()
    fields[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    fields[.xContentTypeOptions] = "nosniff"
    if let name = HTTPField.Name("X-Frame-Options") { fields[name] = "DENY" }
    if let name = HTTPField.Name("Referrer-Policy") { fields[name] = "same-origin" }
    if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { fields[name] = "same-origin" }
    if let name = HTTPField.Name("Cross-Origin-Resource-Policy") { fields[name] = "same-origin" }
    if let name = HTTPField.Name("Permissions-Policy") { fields[name] = "camera=(), geolocation=(), microphone=()" }
    fields[.cacheControl] = "private, no-cache"
    return fields
  }()

  func answer(_ text: String, type: String, status: Int = 200) -> Response {
    answer(ByteBuffer(string: text), type: type, status: status)
  }

  func answer(_ body: ByteBuffer, type: String, status: Int = 200) -> Response {
    var headers = Self.guards
    headers[.contentType] = type
    if status == 503 { headers[.retryAfter] = "10" }
    return Response(status: .init(code: status), headers: headers, body: .init(byteBuffer: body))
  }

  /// A page as it is sent.
  func html(_ content: Content, _ request: Request) async -> Response {
    let token = reader.writes || reader.signedIn ? await access.token(request) : nil
    let shell = Shell(
      address: request.address, theme: request.theme, token: reader.writes ? token : nil, reader: reader.name,
      leave: reader.signedIn ? token : nil, isBound: reader.tenant != nil, now: clock() / 1_000_000,
      version: facts().version)
    return answer(renderer.page(content, in: shell), type: "text/html; charset=utf-8", status: content.status)
  }

  /// JSON `{"message": …}`.
  func message(_ text: String, status: Int) -> Response {
    answer(ByteBuffer(bytes: JSONOutput.message(text)), type: "application/json", status: status)
  }

  func json(_ output: JSONOutput, status: Int = 200) -> Response {
    answer(ByteBuffer(bytes: output.bytes), type: "application/json", status: status)
  }

  /// What is sent to be kept as a file: never shown, whatever is in it.
  func file(_ bytes: [UInt8], name: String, type: String = "application/octet-stream") -> Response {
    var response = answer(ByteBuffer(bytes: bytes), type: type)
    response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    return response
  }

  static func hash(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
