import Glibc

/// A listening Unix stream socket that the service manager made and passed on.
public struct ListenDescriptor: Sendable {
  /// As FileDescriptorName= of the socket unit says; `unknown` when no names were passed.
  public let name: String
  /// The path it is bound to, `@name` for an abstract one.
  public let path: String
  public let descriptor: Descriptor
}

/// The descriptors of sd_listen_fds(3): LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES in the environment, the sockets from
/// descriptor 3 on.
public enum ListenDescriptors {
  private static let most = 64

  /// Takes over what was passed to this process, close-on-exec from now on. Call it once, and early: the numbers
  /// are known from the environment alone.
  /// - Parameters:
  ///   - environment: the process's.
  ///   - first: the number of the first descriptor.
  ///   - process: who asks.
  /// - Returns: them in their order; none when nothing was passed to this process.
  /// - Throws: when what was passed cannot be listened on. Then none was taken over.
  public static func adopt(
    _ environment: Environment, first: Int32 = 3, process: pid_t = getpid()
  ) throws(Explanation) -> [ListenDescriptor] {
    guard let passed = environment.nonEmpty("LISTEN_FDS"), let owner = environment.nonEmpty("LISTEN_PID") else {
      return []
    }
    // Meant for another process: the variables were inherited.
    guard pid_t(owner) == process else { return [] }
    guard let count = Int32(passed), (0...Int32(most)).contains(count) else {
      throw Explanation("not a number of sockets, at most \(most)", at: "LISTEN_FDS=\(passed)", exit: .usage)
    }
    let names = environment["LISTEN_FDNAMES"]?.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    // All are looked at before one is owned: an owner would close it.
    let paths = try (0..<count).map { (index: Int32) throws(Explanation) -> String in try path(first + index) }
    return paths.enumerated().map { index, path in
      let raw = first + Int32(index)
      _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
      let name = names.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? "unknown"
      return ListenDescriptor(name: name, path: path, descriptor: Descriptor(adopting: raw))
    }
  }

  private static func path(_ raw: Int32) throws(Explanation) -> String {
    guard option(raw, SO_DOMAIN) == AF_UNIX, option(raw, SO_TYPE) == Int32(SOCK_STREAM.rawValue),
      option(raw, SO_ACCEPTCONN) == 1
    else {
      throw Explanation(
        "the service manager passed something else than a listening Unix stream socket", at: "descriptor \(raw)",
        remedy: "use ListenStream= with a path, and Accept=no, in the socket unit", exit: .badConfiguration)
    }
    var address = sockaddr_un()
    var size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(raw, $0, &size) } != 0
    }
    if failed { throw SystemError("getsockname", "descriptor \(raw)").explanation }
    let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    return withUnsafeBytes(of: &address) { bytes in
      let path = bytes[offset..<max(offset, min(bytes.count, Int(size)))]
      guard path.first == 0 else { return String(decoding: path.prefix { $0 != 0 }, as: UTF8.self) }
      return "@" + String(decoding: path.dropFirst(), as: UTF8.self)
    }
  }

  private static func option(_ raw: Int32, _ name: Int32) -> Int32? {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(raw, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
  }
}
