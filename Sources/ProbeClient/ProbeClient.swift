import CPlatform
import Glibc
import Platform

/// Hands messages to the service of this machine: a connection each, no answer.
public enum ProbeClient {
  /// How long a service that hangs may hold its caller up, in milliseconds.
  static let patience: Int32 = 1000

  /// Returns when all bytes were written; that says nothing about what becomes of them.
  public static func send(_ message: [UInt8], socketPath: String) throws(OutgoingFault) {
    let raw = cp_unix_connect_within(socketPath, patience)
    guard raw >= 0 else { throw .unreachable(SystemError("connect", socketPath)) }
    let connection = Descriptor(adopting: raw)
    var rest = message[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(connection.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreachable(SystemError("send", socketPath))
      }
      rest = rest.dropFirst(count)
    }
  }
}
