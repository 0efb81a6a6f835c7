import Platform
import Report

/// The keys that every body carries besides what the node said: who reports, how often, when.
struct Envelope: Sendable, Equatable {
  /// `[main] interval`, whole seconds.
  var intervalSeconds: Int64
  /// `[main] email`, empty when none is set.
  var email: String
  var logLevel: String
  var now: Timestamp
  /// The IPv4 address this machine would send from, in clear: hidden like every other address.
  var localAddress: String

  /// Format `current`: version, interval, e-mail when set, time, address.
  func current(_ hiding: BuiltInHiding) -> [FieldTree.Member] {
    var values = [("telemetry-agent-version", "1.0.12"), ("interval", String(intervalSeconds))]
    if !email.isEmpty { values.append(("email", email)) }
    values += [("unix-epoch-time", String(now.seconds)), ("telemetry-agent-ip-address", localAddress)]
    return values.map { FieldTree.Member($0.0, hiding.leaf([$0.0], $0.1)) }
  }

  /// Format `classic`: version, log level, e-mail (always there, perhaps empty).
  func classic(_ hiding: BuiltInHiding) -> [FieldTree.Member] {
    [("telemetry-agent-version", "1.0.0"), ("loglevel", logLevel), ("email", email)]
      .map { FieldTree.Member($0.0, hiding.leaf([$0.0], $0.1)) }
  }
}
