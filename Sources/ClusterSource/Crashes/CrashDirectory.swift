import Platform
import Report

/// The crashes that this host's daemons left in `/var/lib/ceph/crash`: a directory each, with a file `meta`. The cluster
/// is told of them by a program of its own, which moves them to `posted`; without it they stay.
public struct CrashDirectory: Sendable {
  public static let standard = "/var/lib/ceph/crash"
  /// The variable of the environment that names another one.
  public static let variable = "TELEMETRY_TUI_CRASH_DIR"

  private let path: String
  private static let mostBytes = 1 << 20

  public init(_ path: String = CrashDirectory.standard) { self.path = path }

  /// What is there, cleaned, and how many could not be read. A directory that is missing or closed holds none. One
  /// without the file `done` is still being written.
  public func read(hosts: Set<String> = [], cleaning: Cleaning) -> (crashes: [Crash], unreadable: Int) {
    let names = KnownNames(hosts)
    var crashes: [Crash] = []
    var unreadable = 0
    for place in [path, path + "/posted"] {
      for name in (try? Files.names(in: place)) ?? [] where name != "posted" {
        let directory = "\(place)/\(name)"
        guard Files.exists(directory + "/meta"), Files.exists(directory + "/done") else { continue }
        if let bytes = try? Files.read(directory + "/meta", limit: Self.mostBytes),
          let raw = try? JSONReader.parse(bytes), let crash = Crash(raw, names: names, cleaning: cleaning)
        {
          crashes.append(crash)
        } else {
          unreadable += 1
        }
      }
    }
    return (crashes, unreadable)
  }
}
