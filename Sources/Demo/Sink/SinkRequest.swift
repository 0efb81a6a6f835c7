import Platform
import Report

/// A request that a `LoopbackSink` took.
public struct SinkRequest: Sendable, Equatable {
  public var method: String
  /// The request target as sent: path and query.
  public var path: String
  /// In the order sent.
  public var headers: [SealedRequest.Header]
  /// Without chunk framing.
  public var body: [UInt8]

  public init(method: String, path: String, headers: [SealedRequest.Header], body: [UInt8]) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }

  /// The first header of the name, whatever its case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  public var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a `LoopbackSink` does about a request.
public enum SinkResponse: Sendable, Equatable {
  /// `Content-Length` and `Connection` are added.
  case answer(status: Int, headers: [SealedRequest.Header], body: [UInt8])
  /// Closes the connection without an answer.
  case close
  /// Never answers.
  case hang

  /// 200 with `{"status":"ok"}`.
  public static let ok = json(200, "{\"status\":\"ok\"}")

  public static func json(_ status: Int, _ text: String) -> SinkResponse {
    .answer(status: status, headers: [.init("Content-Type", "application/json")], body: Array(text.utf8))
  }
}
