import CPlatform
import Glibc
import Platform

/// Where telemetrics-client has its two files about the machine: whether it opted in, and its static id.
///
/// `TELEMETRICS_ETC` when set, else `/etc/telemetrics`. Who is not root has a directory of his own before that one,
/// `$XDG_CONFIG_HOME/telemetrics`, and changes only his own.
public struct OldClientDirectory: Sendable, Equatable {
  /// In the order in which they are looked into.
  public let paths: [String]

  public init(_ environment: Environment) {
    if let named = environment.nonEmpty("TELEMETRICS_ETC") {
      paths = [named]
    } else if environment.isRoot {
      paths = [Self.system]
    } else {
      let base =
        environment.nonEmpty("XDG_CONFIG_HOME") ?? environment.nonEmpty("HOME").map { $0 + "/.config" }
      paths = [base.map { $0 + "/telemetrics" }, Self.system].compactMap { $0 }
    }
  }

  private static let system = "/etc/telemetrics"

  /// Where a file is made.
  func target(_ name: String) -> String { (paths.first ?? Self.system) + "/" + name }
}

/// A file as lstat(2) sees it.
struct FoundFile {
  let path: String
  let isRegular: Bool
  let owner: UInt32
  let changed: Timestamp

  init?(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return nil }
    self.path = path
    isRegular = cp_is_regular(info.st_mode) != 0
    owner = info.st_uid
    changed = Timestamp(milliseconds: Int64(info.st_mtim.tv_sec) * 1000 + Int64(info.st_mtim.tv_nsec) / 1_000_000)
  }

  /// Whether root or this user put it there: nobody else agrees for them.
  func isTrusted(_ environment: Environment) -> Bool {
    isRegular && (owner == 0 || owner == environment.effectiveUser)
  }
}
