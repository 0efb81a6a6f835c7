/// How a record of a local program is written for a telemetrics server.
public enum WireForm: String, Sendable, CaseIterable {
  /// Metadata in HTTP headers, the payload as body: clients up to 2.3.5, and the public collector.
  case headers
  /// One JSON object: clients since 2.4.
  case json

  /// The form that `[settings] protocol` asks for; `auto` goes by the path of the server's URL: `/v3/` is JSON,
  /// everything else headers.
  public static func chosen(by setting: String, server: String) -> WireForm {
    if let form = WireForm(rawValue: setting) { return form }
    let rest = server.firstRange(of: "://").map { server[$0.upperBound...] } ?? server[...]
    let path = rest.drop { !"/?#".contains($0) }.prefix { $0 != "?" && $0 != "#" }
    return path.contains("/v3/") ? .json : .headers
  }
}
