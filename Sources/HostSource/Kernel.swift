import Glibc

/// uname(2).
struct Kernel: Sendable {
  var system = ""
  var host = ""
  var release = ""
  var version = ""
  var machine = ""

  static func current() -> Kernel {
    var name = utsname()
    guard uname(&name) == 0 else { return Kernel() }
    return Kernel(
      system: text(name.sysname), host: text(name.nodename), release: text(name.release), version: text(name.version),
      machine: text(name.machine))
  }

  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
