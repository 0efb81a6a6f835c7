import Outbox
import Platform

/// Why a delivery could not go on at all. A record that could not be sent is none: that is an outcome.
public enum DeliveryFault: Explained, Equatable {
  case outbox(OutboxFault)
  case system(SystemError)
  case curl(String)

  public var explanation: Explanation {
    switch self {
    case .outbox(let fault): fault.explanation
    case .system(let error): error.explanation
    case .curl(let detail): Explanation("delivery cannot work, \(detail)", at: "libcurl", exit: .unavailable)
    }
  }
}
