import Glibc
import Platform

/// How a service in the making tells the command that started it how it went: one line, `ready` or
/// `failed EXITCODE what: where: remedy`, and the end of the pipe.
final class ReadyPipe {
  private var end: Descriptor?

  init(adopting raw: Int32) {
    end = Descriptor(adopting: raw)
    _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
  }

  func ready() { say("ready\n") }
  func failed(_ why: Explanation) { say("failed \(why.exit.rawValue) \(why.line)\n") }

  private func say(_ line: String) {
    try? end?.writeAll(Array(line.utf8), to: "the command that started this")
    end = nil
  }

  enum Word: Equatable {
    case ready
    case failed(line: String, exit: ExitStatus)
    /// It ended without a word.
    case ended
    case silent
  }

  /// The other end: waits for the line.
  static func wait(_ reading: Descriptor, milliseconds: Int64) -> Word {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    let deadline = Monotonic.now() + milliseconds
    while !bytes.contains(UInt8(ascii: "\n")) {
      let left = deadline - Monotonic.now()
      guard left > 0 else { return .silent }
      var entry = pollfd(fd: reading.raw, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, Int32(left)) > 0 else { continue }
      let count = read(reading.raw, &buffer, buffer.count)
      if count == 0 { return .ended }
      if count > 0 { bytes += buffer[..<count] }
    }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n")[0].split(separator: " ", maxSplits: 2)
    if words == ["ready"] { return .ready }
    guard words.count == 3, words[0] == "failed", let exit = Int32(words[1]).flatMap(ExitStatus.init(rawValue:)) else {
      return .ended
    }
    return .failed(line: String(words[2]), exit: exit)
  }
}
