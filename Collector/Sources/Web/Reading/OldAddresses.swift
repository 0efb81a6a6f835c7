import Hummingbird
import Pages

extension ReadingSide {
  /// Bookmarks of the older pages lead to what took their place.
  func addOldAddresses<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    router.get("/telemetryui") { request, _ in Self.moved("", request) }
    router.get("/telemetryui/**") { request, _ in
      Self.moved(String(request.uri.path.dropFirst("/telemetryui/".count)), request)
    }
    for old in ["/update_matrix", "/records/record_details/:id", "/records/export/:name"] {
      router.get(RouterPath(old)) { request, _ in Self.moved(String(request.uri.path.dropFirst()), request) }
    }
  }

  private static func moved(_ old: String, _ request: Request) -> Response {
    .redirect(to: address(old: old) + request.asked.text, type: .permanent)
  }

  /// The address that took the place of an older one, given without the prefix.
  static func address(old: String) -> String {
    let parts = old.split(separator: "/").map { Plain.encode(Query.decode(Array($0.utf8), plus: false)) }
    switch parts.first {
    case nil: return "/records"
    case "records":
      switch parts.dropFirst().first {
      case "record_details": return parts.count > 2 ? "/records/\(parts[2])" : "/records"
      case "export": return "/records/export.csv"
      default: return "/records"
      }
    case "crashes":
      switch parts.dropFirst().first {
      case nil, "overall", "offset": return "/crashes"
      case "guilty_details": return parts.count > 2 ? "/crashes/\(parts[2])" : "/crashes"
      case "guilty_edit": return "/crashes/blocked"
      case let build?: return "/crashes/build/\(build)"
      }
    case "update_matrix", "updates": return "/updates"
    case let page? where ["builds", "stats", "population", "mce", "thermal"].contains(page): return "/\(page)"
    default: return "/overview"
    }
  }
}
