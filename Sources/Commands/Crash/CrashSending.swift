import CPlatform
import Glibc
import Platform

extension CrashRecord {
  /// Hands the record to the daemon that listens on the socket, in one message of telemetrics-client's form (2.2.2 and
  /// later): total size, header size, headers, payload, NUL; the sizes are 32-bit words in the host's order.
  func send(to socketPath: String, now: Timestamp = .now()) throws(SystemError) {
    let raw = cp_unix_connect(socketPath)
    guard raw >= 0 else { throw SystemError("connect", socketPath) }
    let socket = Descriptor(adopting: raw)
    let bytes = try message(now)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        Glibc.send(socket.raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno != EINTR { throw SystemError("send", socketPath) }
      done += max(0, count)
    }
  }

  private func message(_ now: Timestamp) throws(SystemError) -> [UInt8] {
    let body = Array(payload.utf8), head = Array(try headers(now).utf8)
    return word(9 + head.count + body.count) + word(head.count) + head + body + [0]
  }

  private func word(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(number)) { Array($0) } }

  private func headers(_ now: Timestamp) throws(SystemError) -> String {
    var system = utsname()
    uname(&system)
    let machine = Self.text(system.machine), release = Self.text(system.release)
    let lines: [(String, String)] = [
      ("record_format_version", "4"), ("classification", classification), ("severity", String(severity)),
      ("machine_id", "FFFFFFFF"), ("creation_timestamp", String(now.seconds)), ("arch", machine),
      ("host_type", "no_sv_file|no_pn_file|no_pvr_file"), ("build", "0"), ("kernel_version", release),
      ("payload_format_version", "1"), ("system_name", "unknown"), ("board_name", "no_bn_file|no_bv_file"),
      ("cpu_model", "blank"), ("bios_version", "no_bv_file"), ("event_id", try Randomness.identifier()),
    ]
    return lines.map { "\($0): \($1)\n" }.joined()
  }

  private static func text<Field>(_ field: Field) -> String {
    let text = withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return text.isEmpty ? "unknown" : text
  }
}
