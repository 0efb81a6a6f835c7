import Platform
import Settings

/// How much may wait for `collector`: `[settings] spool_max_size`, in bytes of bodies.
public struct SpoolLimits: Sendable, Equatable {
  /// nil: no limit.
  public let mostBytes: Int?

  public enum Admission: Sendable, Equatable {
    case admitted
    /// It is dropped, and the ledger has the reason.
    case over(String)
  }

  public init(mostBytes: Int?) { self.mostBytes = mostBytes }

  /// The setting is in units of 1024 bytes, as telemetrics-client counted; -1 is no limit.
  public init(_ configuration: Configuration) {
    let size = configuration.int("settings", "spool_max_size")
    mostBytes = size < 0 ? nil : size * 1024
  }

  /// Whether a body of so many bytes may wait where so many wait already.
  public func admit(bytes: Int, waiting: Int) -> Admission {
    guard let mostBytes, waiting + bytes > mostBytes else { return .admitted }
    return .over("over spool_max_size: \(Digits.size(waiting)) wait, \(mostBytes / 1024) KB may")
  }
}
