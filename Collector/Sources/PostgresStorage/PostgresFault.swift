import Storage

/// What a connection says went wrong.
enum PostgresFault: Error {
  /// Two transactions met; this one was rolled back and may be tried again.
  case again(String)
  /// The connection is gone; whether it had been idle, so that nothing of the transaction was done.
  case lost(String, wasIdle: Bool)
  case fault(StoreFault)
  /// There is no table for a record's month: another collector dropped it.
  case noRoom(String)

  /// By SQLSTATE (PostgreSQL manual, appendix A).
  init(state: String, message: String) {
    switch state {
    case "40001", "40P01", "55P03": self = .again(message)
    case "23514": self = .noRoom(message)
    case "53100": self = .fault(.full(message))
    case "57014": self = .fault(.tooSlow(message))
    case _ where state.hasPrefix("53") || state.hasPrefix("57") || state.hasPrefix("58") || state.hasPrefix("25"):
      self = .fault(.unavailable(message))
    default: self = .fault(.broken(message))
    }
  }

  static func fault(_ error: any Error) -> StoreFault {
    switch error {
    case let fault as StoreFault: fault
    case PostgresFault.again(let text): .unavailable(text)
    case PostgresFault.lost(let text, _): .unavailable(text)
    case PostgresFault.noRoom(let text): .unavailable(text)
    case PostgresFault.fault(let fault): fault
    default: .broken("PostgreSQL: \(error)")
    }
  }
}
