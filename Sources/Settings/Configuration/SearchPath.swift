import Glibc
import Platform

/// Which files configure the program, and which one `config set` edits.
///
/// A file named by the user is used alone, as the old programs did. Otherwise the first group that exists counts:
/// the user's own (not for root), `/etc/telemetry-tui` with its `telemetry.conf.d`, `/etc/telemetrics`, and the
/// distribution's defaults.
struct SearchPath {
  /// In the order they are read; a later file's value wins.
  var files: [String]
  var editTarget: String
  /// Where `editTarget` does not exist yet, but other files were in use that it would hide: it starts as their copy.
  var inherited: [String]

  /// `root` stands before every system path; tests give a directory.
  init(explicitPath: String?, environment: Environment, root: String = "") throws(SystemError) {
    if let explicitPath {
      (files, editTarget, inherited) = ([explicitPath], explicitPath, [])
      return
    }
    let own = try Self.group(root + "/etc/telemetry-tui/telemetry.conf")
    let system = [
      own, Self.single(root + "/etc/telemetrics/telemetrics.conf"),
      Self.single(root + "/usr/share/defaults/telemetry-tui/telemetry.conf"),
    ]
    if let directory = Self.userDirectory(environment) {
      let main = directory + "/telemetry-tui/telemetry.conf"
      let user = try Self.group(main)
      files = user.isEmpty ? system.first { !$0.isEmpty } ?? [] : user
      editTarget = main
      inherited = user.isEmpty ? files : []
      return
    }
    files = system.first { !$0.isEmpty } ?? []
    editTarget = root + "/etc/telemetry-tui/telemetry.conf"
    inherited = own.isEmpty ? files : []
  }

  /// nil for root, and where the environment names no home.
  private static func userDirectory(_ environment: Environment) -> String? {
    guard !environment.isRoot else { return nil }
    // The XDG specification has relative paths ignored.
    if let directory = environment.nonEmpty("XDG_CONFIG_HOME"), directory.hasPrefix("/") { return directory }
    return environment.nonEmpty("HOME").map { $0 + "/.config" }
  }

  private static func single(_ path: String) -> [String] { isThere(path) ? [path] : [] }

  /// Only what is certainly missing is passed over. A file behind a closed directory, or a link that leads nowhere,
  /// is somebody's intention: reading it gives the fault.
  private static func isThere(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }

  /// The main file, and the `*.conf` of its drop-in directory in the order of their names.
  private static func group(_ main: String) throws(SystemError) -> [String] {
    let directory = main + ".d"
    guard Files.isDirectory(directory) else { return single(main) }
    let names = try Files.names(in: directory).filter { $0.hasSuffix(".conf") && !$0.hasPrefix(".") }
    return single(main) + names.map { "\(directory)/\($0)" }
  }
}
