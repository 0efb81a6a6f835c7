import CPlatform
import Glibc
import Platform
import Synchronization

/// Socket addresses of a host name, within a time limit.
enum NameLookup {
  /// More addresses than this of one name are not tried.
  private static let most = 8

  /// One address as the kernel takes it.
  struct Target: Sendable, Equatable {
    var family: Int32
    /// A sockaddr_in or sockaddr_in6.
    var bytes: [UInt8]
  }

  enum Failure: Error, Equatable {
    case unresolved(String)
    case timedOut
    case cancelled
    case exhausted(call: String, code: Int32)
  }

  /// Addresses and names of network interfaces need no lookup and come at once; a name is looked up on a thread of its own, because getaddrinfo(3) can
  /// neither be interrupted nor given a time limit. A lookup that is given up ends by itself later.
  static func targets(of address: NodeAddress, until deadline: Int64, waiting: Waiting) throws(Failure) -> [Target] {
    if case .success(let targets) = resolve(address, flags: AI_NUMERICHOST) { return targets }
    let ofInterface = InterfaceLookup.targets(of: address.host, port: address.port).prefix(most)
    if !ofInterface.isEmpty { return Array(ofInterface) }
    let raw = cp_eventfd()
    guard raw >= 0 else { throw .exhausted(call: "eventfd", code: errno) }
    let lookup = Lookup(done: Descriptor(adopting: raw))
    do throws(SystemError) {
      _ = try WorkerThread.start(name: "name lookup") { lookup.finish(resolve(address, flags: 0)) }
    } catch {
      throw .exhausted(call: error.call, code: error.code)
    }
    switch waiting.wait(for: POLLIN, on: raw, until: deadline) {
    case .ready: return try lookup.result.get()
    case .timedOut: throw .timedOut
    case .cancelled: throw .cancelled
    case .failed(let code): throw .exhausted(call: "poll", code: code)
    }
  }

  private static func resolve(_ address: NodeAddress, flags: Int32) -> Result<[Target], Failure> {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = flags | AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let failure = getaddrinfo(address.host, String(address.port), &hints, &list)
    guard failure == 0 else {
      let reason = failure == EAI_SYSTEM ? SystemError.text(of: errno) : String(cString: gai_strerror(failure))
      return .failure(.unresolved(reason.prefix(1).lowercased() + reason.dropFirst()))
    }
    defer { freeaddrinfo(list) }
    var targets: [Target] = []
    var next = list
    while let entry = next?.pointee, targets.count < most {
      if let socket = entry.ai_addr, entry.ai_family == AF_INET || entry.ai_family == AF_INET6 {
        let bytes = Array(UnsafeRawBufferPointer(start: socket, count: Int(entry.ai_addrlen)))
        let target = Target(family: entry.ai_family, bytes: bytes)
        if !targets.contains(target) { targets.append(target) }
      }
      next = entry.ai_next
    }
    return targets.isEmpty ? .failure(.unresolved("the name has no address")) : .success(targets)
  }

  /// What the lookup thread leaves for the one that waits.
  private final class Lookup: Sendable {
    private let done: Descriptor
    private let state = Mutex<Result<[Target], Failure>>(.failure(.timedOut))

    init(done: Descriptor) { self.done = done }

    var result: Result<[Target], Failure> { state.withLock { $0 } }

    /// Keeps the result and makes `done` readable.
    func finish(_ result: Result<[Target], Failure>) {
      state.withLock { $0 = result }
      var one: UInt64 = 1
      _ = write(done.raw, &one, 8)
    }
  }
}
