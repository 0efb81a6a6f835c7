import Glibc
import Platform
import Report

/// Standard output is data, standard error is talk.
enum Output {
  /// Writes bytes as they are. A reader that went away ends the program quietly, as it does every filter.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = STDOUT_FILENO) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&entry, 1, -1)
          continue
        }
        exit(errno == EPIPE ? ExitStatus.done.rawValue : ExitStatus.io.rawValue)
      }
      done += count
    }
  }

  /// A line of our own words; whatever came from outside in it is made harmless.
  static func line(_ text: String) { write(Array((SafeText.escaped(text) + "\n").utf8)) }

  static func lines(_ lines: [String]) { for text in lines { line(text) } }

  static func json(_ value: JSON) { write(Array((JSONWriter.indented(value) + "\n").utf8)) }

  /// `telemetry-tui: …` on standard error.
  static func complain(_ text: String, as program: String = Program.name) {
    write(Array("\(program): \(SafeText.escaped(text))\n".utf8), to: STDERR_FILENO)
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// The name of this program; called by another it is a `Face`.
enum Program {
  static let name = "telemetry-tui"
}
