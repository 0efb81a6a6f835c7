/// How a destination is reached.
public struct DeliverySettings: Sendable, Equatable {
  /// A PEM file of authorities that are trusted besides the system's; nil for the system's alone.
  public var caFile: String?
  /// `http://user:password@host:port` or `https://...`; nil leaves it to `https_proxy`, `http_proxy`, `all_proxy`;
  /// empty means none whatever the environment says. `no_proxy` is obeyed in any case.
  public var proxy: String?
  /// Whether a proxy written as https may turn out to be a plain one, see `PlainProxy`.
  public var mayProxyBePlain: Bool
  /// Milliseconds until the connection, with TLS, must stand.
  public var connectTimeout: Int
  /// Milliseconds until the answer must be there.
  public var totalTimeout: Int

  public init(
    caFile: String? = nil, proxy: String? = nil, mayProxyBePlain: Bool = false, connectTimeout: Int = 10_000,
    totalTimeout: Int = 30_000
  ) {
    self.caFile = caFile
    self.proxy = proxy
    self.mayProxyBePlain = mayProxyBePlain
    self.connectTimeout = connectTimeout
    self.totalTimeout = totalTimeout
  }
}
