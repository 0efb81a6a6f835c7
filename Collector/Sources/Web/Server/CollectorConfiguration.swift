import Foundation
import Intake

/// How a collector is served.
public struct CollectorConfiguration: Sendable {
  /// Host name or address, and port; port 0 takes a free one.
  public var host: String
  public var port: Int
  /// PEM files; nil: plain HTTP.
  public var tls: TLSFiles?
  public var limits: Limits
  /// Whose records are taken.
  public var tenants: TenantPolicy
  /// Microseconds since 1970.
  public var clock: @Sendable () -> Int64

  public struct TLSFiles: Sendable, Equatable {
    /// The certificate, with those between it and the root after it.
    public var certificate: String
    public var key: String

    public init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  public init(
    host: String = "127.0.0.1", port: Int = 8080, tls: TLSFiles? = nil, limits: Limits = Limits(),
    tenants: TenantPolicy = .standard,
    clock: @escaping @Sendable () -> Int64 = { CollectorConfiguration.systemTime() }
  ) {
    self.host = host
    self.port = port
    self.tls = tls
    self.limits = limits
    self.tenants = tenants
    self.clock = clock
  }

  /// The machine's clock, microseconds since 1970.
  public static func systemTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
