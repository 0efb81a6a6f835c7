import Glibc
import Platform

/// Waiting for descriptors with an end in time and a way out.
struct Waiting {
  /// A descriptor that, when readable, ends the wait; nil for none.
  var cancel: Int32?

  enum Outcome: Equatable {
    /// poll(2)'s returned events.
    case ready(Int16)
    case timedOut
    case cancelled
    case failed(Int32)
  }

  /// The moment of `Monotonic` that is so many milliseconds away; one that is never reached for spans beyond all time.
  static func deadline(in milliseconds: Int64) -> Int64 {
    let (moment, isBeyond) = Monotonic.now().addingReportingOverflow(max(0, milliseconds))
    return isBeyond ? .max : moment
  }

  /// Until `descriptor` has one of `events` or `deadline` (of `Monotonic`) is over.
  func wait(for events: Int32, on descriptor: Int32, until deadline: Int64) -> Outcome {
    var polled = [pollfd(fd: descriptor, events: Int16(events), revents: 0)]
    if let cancel { polled.append(pollfd(fd: cancel, events: Int16(POLLIN), revents: 0)) }
    while true {
      let left = deadline - Monotonic.now()
      guard left > 0 else { return .timedOut }
      let count = poll(&polled, nfds_t(polled.count), Int32(clamping: left))
      if count < 0 {
        if errno == EINTR { continue }
        return .failed(errno)
      }
      if polled.count > 1, polled[1].revents != 0 { return .cancelled }
      if polled[0].revents != 0 { return .ready(polled[0].revents) }
    }
  }
}
