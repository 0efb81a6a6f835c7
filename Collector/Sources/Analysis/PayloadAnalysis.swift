import Words

/// What is found in a record's payload: a pure function of class, payload and the frames that are never guilty, so that
/// it may be computed again at any time.
public enum PayloadAnalysis {
  public static func findings(classification: String, payload: [UInt8], blocked: Set<Frame>) -> Findings {
    if Backtrace.classes.contains(classification) {
      return Findings(guilty: Backtrace.guilty(payload, blocked: blocked))
    }
    if classification == Updates.classification {
      return Findings(marks: Updates.mark(payload).map { [$0] } ?? [])
    }
    if classification.hasPrefix(MachineChecks.prefix) {
      return Findings(marks: MachineChecks.mark(payload).map { [$0] } ?? [])
    }
    return Findings()
  }
}
