import Platform
import Report

/// What this machine says of itself: memory, operating system, processors, firmware tables.
///
/// Shapes and key order follow the old agent's report (`meminfo`, `system`, `dmi`), values come from the kernel.
/// Nothing is hidden here: hiding is the next gate's work. A file that cannot be read leaves its part out.
public struct HostSource: Sendable {
  /// Put before every absolute path, so that a test can describe a machine.
  private let root: String

  public init(root: String = "") { self.root = root }

  /// Each line `Name: value` of /proc/meminfo as a string member; empty when there is none.
  public func memory() -> JSONObject {
    var object = JSONObject()
    for (name, value) in keyedLines(text("/proc/meminfo")) { object[name] = .string(value) }
    return object
  }

  /// Operating system and processors. `uname` holds the host name in clear, at index 1.
  public func system() -> JSONObject {
    let kernel = Kernel.current()
    var object = JSONObject()
    object["os-name"] = .string("posix")
    object["linux_distribution"] = .array(Distribution.read(self).map(JSON.string))
    object["platform"] = .string("linux")
    object["uname"] = .array(
      [kernel.system, kernel.host, kernel.release, kernel.version, kernel.machine, ""].map(JSON.string))
    object["python_version"] = .string("none")
    object["CPU information"] = .array(Processors.describe(text("/proc/cpuinfo"), machine: kernel.machine))
    return object
  }

  /// Every readable regular file of /sys/devices/virtual/dmi/id, white space at the end cut.
  public func firmware() -> JSONObject {
    let directory = root + "/sys/devices/virtual/dmi/id"
    var object = JSONObject()
    for name in (try? Files.names(in: directory)) ?? [] where !Files.isDirectory("\(directory)/\(name)") {
      guard let content = try? Files.readText("\(directory)/\(name)", limit: 65536) else { continue }
      object[name] = .string(Self.trimmed(content))
    }
    return object
  }

  /// The three fields of the classic report's `system`.
  public func classicSystem() -> JSONObject {
    let kernel = Kernel.current()
    var object = JSONObject()
    object["name"] = .string("posix")
    object["system"] = .string(kernel.system)
    object["release"] = .string(kernel.release)
    object["CPU information"] = .array(Processors.describe(text("/proc/cpuinfo"), machine: kernel.machine))
    return object
  }

  /// The content, empty when it cannot be read: every part of a host is optional.
  func text(_ path: String) -> String { (try? Files.readText(root + path, limit: 8 << 20)) ?? "" }

  func keyedLines(_ text: String) -> [(String, String)] {
    text.split(separator: "\n").compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (Self.trimmed(line[..<colon]), Self.trimmed(line[line.index(after: colon)...]))
    }
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
