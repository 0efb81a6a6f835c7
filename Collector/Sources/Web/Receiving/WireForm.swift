import HTTPTypes

/// The paths agents send to, with the methods each takes.
enum WireForm: String, CaseIterable {
  case root = "/"
  case headers = "/v2/collector"
  case json = "/v3/collector"
  case node = "/telemetry/v1"
  case cluster = "/report"
  case device = "/device"

  func takes(_ method: HTTPRequest.Method) -> Bool {
    switch self {
    case .root, .headers, .json, .node: method == .post
    case .cluster, .device: method == .put || method == .post
    }
  }

  /// The `Allow` header of the path.
  var allowed: String {
    switch self {
    case .root, .headers: "GET, HEAD, POST, OPTIONS"
    case .json, .node: "POST, OPTIONS"
    case .cluster, .device: "PUT, POST, OPTIONS"
    }
  }
}
