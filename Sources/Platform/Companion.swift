import Glibc

/// The programs that are installed with this one: beside it, or in libexec.
public enum Companion {
  /// Where a program may be, the likeliest first. An environment variable names another place for it.
  public static func places(_ name: String, variable: String, _ environment: Environment) -> [String] {
    var places: [String] = []
    if let named = environment.nonEmpty(variable) { places.append(named) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    if length > 0 {
      let own = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let directory = Files.directory(of: own)
      places += ["\(directory)/\(name)", "\(directory)/../libexec/telemetry-tui/\(name)"]
    }
    return places + ["/usr/libexec/telemetry-tui/\(name)"]
  }

  /// The first of the places where there is a program; nil when there is none.
  public static func first(of places: [String]) -> String? { places.first { access($0, X_OK) == 0 } }
}
