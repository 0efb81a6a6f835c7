import Platform

/// The proxy that libcurl takes from the environment where none is configured. Only for words and for judging what a
/// proxy said: libcurl decides by itself.
struct EnvironmentProxy {
  private let variables: [String: String]

  static let current = EnvironmentProxy(Environment.current().variables)

  init(_ variables: [String: String]) { self.variables = variables }

  /// `http_proxy` only in small letters, because a CGI program's `HTTP_PROXY` is a header of a request.
  func proxy(for url: String) -> String? {
    let host = URLHost.name(of: url)
    if list("no_proxy").contains(where: { Self.matches(host, $0) }) { return nil }
    let isPlain = url.lowercased().hasPrefix("http://")
    let names = (isPlain ? ["http_proxy"] : ["https_proxy", "HTTPS_PROXY"]) + ["all_proxy", "ALL_PROXY"]
    return names.lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
  }

  private func list(_ name: String) -> [String] {
    let text = variables[name] ?? variables[name.uppercased()] ?? ""
    return text.split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  private static func matches(_ host: String, _ pattern: String) -> Bool {
    let name = pattern.hasPrefix(".") ? String(pattern.dropFirst()) : pattern
    return pattern == "*" || host == name || host.hasSuffix("." + name)
  }
}
