import Platform
import Report
import Settings

/// The last look at a sealed record, just before the socket is opened: consent, environment, configuration and
/// channels as they are at this moment, not as they were when the record was made.
public struct DepartureGate: Sendable {
  public enum Verdict: Sendable, Equatable {
    case open
    /// It stays where it is: the reason may pass.
    case hold(String)
    /// It will never leave: what it holds was taken back, or was never agreed to.
    case withdraw(String)
  }

  private let gate: ConsentGate
  private let configuration: Configuration

  public init(gate: ConsentGate, configuration: Configuration) {
    self.gate = gate
    self.configuration = configuration
  }

  public static func now(
    stateDirectory: String, configuration: Configuration, environment: Environment
  )
    -> DepartureGate
  {
    DepartureGate(
      gate: .now(stateDirectory: stateDirectory, configuration: configuration, environment: environment),
      configuration: configuration)
  }

  public func verdict(destination: Destination, channels: [Channel], revision: Int, created: Timestamp) -> Verdict {
    switch gate.refusal(destination, channels, revision, created, configuration) {
    case nil: return .open
    // A program's record was only taken in under consent. Without it, whoever ended it may have removed the opt-in.
    case .bar(.nobodyAgreed) where destination == .collector: return .withdraw("consent was withdrawn")
    case .bar(let bar)?: return .hold(bar.reason)
    // It was on when the record was made.
    case .channelIsOff(let channel)?: return .withdraw("the channel \(channel.rawValue) was switched off")
    case let refusal?: return .withdraw(refusal.reason)
    }
  }
}
