import Outbox
import Platform

/// How an agent opens its outbox: a damaged one is set aside, never deleted, and a new one begun; both are told.
public enum OutboxOpening {
  public static func forWriting(_ settings: AgentSettings) throws(Explanation) -> Outbox {
    let outbox = try forWriting(settings.stateDirectory)
    outbox.discards = settings.discards
    return outbox
  }

  /// Without settings: every body is kept.
  static func forWriting(_ directory: String) throws(Explanation) -> Outbox {
    do throws(OutboxFault) {
      do throws(OutboxFault) {
        return try Outbox(directory: directory, access: .readWrite)
      } catch {
        guard case .corrupt(_, let detail) = error else { throw error }
        let aside = try Outbox.setAside(directory: directory)
        let outbox = try Outbox(directory: directory, access: .readWrite)
        try outbox.note("error", "the outbox was damaged (\(detail)); it is kept as \(aside), a new one was begun")
        return outbox
      }
    } catch {
      throw error.explanation
    }
  }

  /// For looking: nil when there is none yet.
  public static func forReading(_ directory: String) throws(Explanation) -> Outbox? {
    do throws(OutboxFault) {
      return try Outbox(directory: directory, access: .readOnly)
    } catch {
      if case .missing = error { return nil }
      throw error.explanation
    }
  }
}
