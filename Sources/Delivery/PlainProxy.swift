import Outbox

/// A proxy that is written as `https://HOST:PORT` and speaks no TLS: Stone's documentation writes every proxy so. TLS
/// is tried first; a proxy that does not know it is spoken to in plain from then on, and that is said once. One with
/// credentials never is: they would go over the wire in clear.
///
/// The state `delivery.plain_proxy` of the outbox has the proxy that was found to be such a one.
struct PlainProxy {
  private let outbox: Outbox
  private static let key = "delivery.plain_proxy"

  init(_ outbox: Outbox) { self.outbox = outbox }

  /// The settings with the proxy as it is to be spoken to.
  func applied(to settings: DeliverySettings) -> DeliverySettings {
    guard let plain = Self.plain(settings), (try? outbox.state(Self.key)) == URLHost.of(plain) else { return settings }
    var changed = settings
    changed.proxy = plain
    return changed
  }

  /// It speaks no TLS.
  func remember(_ settings: DeliverySettings) throws(OutboxFault) {
    guard let plain = Self.plain(settings) else { return }
    let host = URLHost.of(plain)
    try outbox.setState(Self.key, host)
    try outbox.note("proxy", "the proxy \(host) speaks no TLS: it is used as http://\(host)")
  }

  /// The same proxy without TLS; nil when it may not be spoken to so.
  static func plain(_ settings: DeliverySettings) -> String? {
    guard settings.mayProxyBePlain, let proxy = settings.proxy, proxy.lowercased().hasPrefix("https://"),
      !proxy.contains("@")
    else { return nil }
    return "http://" + proxy.dropFirst("https://".count)
  }
}
