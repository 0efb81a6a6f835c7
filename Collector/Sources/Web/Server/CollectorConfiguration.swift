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
  /// Seconds on a clock that nobody sets: what is allowed in a time is counted on it.
  public var uptime: @Sendable () -> Double = { CollectorConfiguration.systemUptime() }

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

  /// When this version was made, microseconds since 1970 (1 November 2026): a clock that says less is not set.
  public static let made: Int64 = 1_793_491_200_000_000

  /// The seconds since the machine was started.
  public static func systemUptime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The machine's clock, microseconds since 1970.
  public static func systemTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
