import Platform
import Report
import Settings

/// The look at a record of a local program before it is taken in: without consent it is not kept for later either.
public struct IntakeGate: Sendable {
  public enum Verdict: Sendable, Equatable {
    /// It may be sealed and wait for `collector`.
    case accept
    /// It is written down and goes nowhere: `record_server_delivery_enabled = false`.
    case keep(String)
    /// It is not taken in.
    case reject(String)
  }

  private let gate: ConsentGate
  private let configuration: Configuration

  public init(gate: ConsentGate, configuration: Configuration) {
    self.gate = gate
    self.configuration = configuration
  }

  /// The gate of this moment.
  public static func now(
    stateDirectory: String, configuration: Configuration, environment: Environment
  )
    -> IntakeGate
  {
    IntakeGate(
      gate: .now(stateDirectory: stateDirectory, configuration: configuration, environment: environment),
      configuration: configuration)
  }

  /// What becomes of a record of this channel that its program made at `created`, by the program's own word.
  public func verdict(channel: Channel, created: Timestamp) -> Verdict {
    if let refusal = gate.refusal(.collector, [channel], FieldRegistry.revision, created, configuration) {
      return .reject(refusal.reason)
    }
    if !configuration.bool("settings", "record_server_delivery_enabled") {
      return .keep(Self.staysHere)
    }
    return .accept
  }

  /// Why a record stays.
  public static let staysHere = "record_server_delivery_enabled = false: it stays on this machine"
}
