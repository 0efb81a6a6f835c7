import Glibc
import Platform
import TestSupport

/// Commands of the system: compilers, readelf, the programs the tests build.
enum Shell {
  static let packageRoot = InfoCaptures.packageRoot

  struct Outcome {
    var status: Int32
    var output: String
  }

  /// Runs a script with sh, at most two minutes; standard error comes with the output.
  static func run(_ script: String) -> Outcome {
    guard let pipe = popen("timeout 120 sh -c \(quoted(script)) 2>&1 </dev/null", "r") else {
      return Outcome(status: -1, output: "")
    }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { break }
      output += buffer[..<count]
    }
    let raw = pclose(pipe)
    return Outcome(status: raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -1, output: String(decoding: output, as: UTF8.self))
  }

  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
