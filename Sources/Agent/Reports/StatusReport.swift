import Platform
import Report

/// What is said of the node when there is no report: that it is being looked for, found, or gone.
enum NodeCondition: String, Sendable, CaseIterable {
  case connecting, connected, down

  /// Agent 1.0.12's words.
  var words: String {
    switch self {
    case .connecting: "Connecting to ASD."
    case .connected: "Connected to ASD."
    case .down: "ASD is down."
    }
  }
}

struct StatusReport {
  let condition: NodeCondition
  let format: ReportFormat
  let hiding: BuiltInHiding

  func tree(_ envelope: Envelope) -> FieldTree {
    switch format {
    case .current: .object([member("telemetry-agent-status", condition.words)] + envelope.current(hiding))
    case .classic: .object([classicMember] + envelope.classic(hiding))
    }
  }

  /// Agent 1.0.0 shouted while it looked, and called a missing node an error.
  private var classicMember: FieldTree.Member {
    switch condition {
    case .connecting, .connected: member("agent-status", condition.words.uppercased())
    case .down: member("error", String(condition.words.dropLast()))
    }
  }

  private func member(_ key: String, _ value: String) -> FieldTree.Member { .init(key, hiding.leaf([key], value)) }
}

/// `[main] report-format`.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// Agent 1.0.12.
  case current
  /// Agent 1.0.0.
  case classic
}
