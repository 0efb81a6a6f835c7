import Glibc
import Platform

/// Opens a TCP connection to a node: every address of its name in turn, within one time limit.
enum Connecting {
  static func connect(to address: NodeAddress, limits: InfoLimits, waiting: Waiting) throws(InfoFault) -> Descriptor {
    let deadline = Waiting.deadline(in: limits.connect)
    let targets: [NameLookup.Target]
    do throws(NameLookup.Failure) {
      targets = try NameLookup.targets(of: address, until: deadline, waiting: waiting)
    } catch {
      throw fault(error, address, limits)
    }
    // The first fault is the one told: the addresses come in the order of preference.
    var first: InfoFault?
    for (index, target) in targets.enumerated() {
      let now = Monotonic.now()
      // What is left is shared out, so that one dead address does not use up the time of the others.
      let share = now + max(1, (deadline - now) / Int64(targets.count - index))
      do throws(InfoFault) {
        return try connect(to: target, of: address, until: share, limits: limits, waiting: waiting)
      } catch {
        if case .cancelled = error { throw error }
        first = first ?? error
      }
    }
    throw first ?? .connectTimeout(address, milliseconds: limits.connect)
  }

  private static func connect(
    to target: NameLookup.Target, of address: NodeAddress, until deadline: Int64, limits: InfoLimits, waiting: Waiting
  ) throws(InfoFault) -> Descriptor {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let raw = socket(target.family, kind, 0)
    guard raw >= 0 else {
      // A machine without IPv6 says so here: one address less, not the end.
      if errno == EAFNOSUPPORT { throw .unreachable(address, code: errno) }
      throw .exhausted(address, call: "socket", code: errno)
    }
    let socket = Descriptor(adopting: raw)
    // Small requests answered at once: Nagle's wait would only add to the round trip.
    var yes: Int32 = 1
    setsockopt(raw, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    let result = target.bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { Glibc.connect(raw, $0.baseAddress, socklen_t(bytes.count)) }
    }
    if result == 0 { return socket }
    guard errno == EINPROGRESS || errno == EINTR else { throw .unreachable(address, code: errno) }
    switch waiting.wait(for: POLLOUT, on: raw, until: deadline) {
    case .timedOut: throw .connectTimeout(address, milliseconds: limits.connect)
    case .cancelled: throw .cancelled(address)
    case .failed(let code): throw .exhausted(address, call: "poll", code: code)
    case .ready: break
    }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(raw, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
      throw .unreachable(address, code: code == 0 ? errno : code)
    }
    return socket
  }

  private static func fault(_ failure: NameLookup.Failure, _ address: NodeAddress, _ limits: InfoLimits) -> InfoFault {
    switch failure {
    case .unresolved(let reason): .unresolved(address, reason: reason)
    case .timedOut: .connectTimeout(address, milliseconds: limits.connect)
    case .cancelled: .cancelled(address)
    case .exhausted(let call, let code): .exhausted(address, call: call, code: code)
    }
  }
}
