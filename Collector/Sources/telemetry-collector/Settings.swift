import Foundation
import Storage
import Web

/// What the options come to.
struct Settings: Sendable {
  enum Place: Sendable, Equatable {
    case sqlite(directory: String)
    case postgres(url: String)
  }

  var server: CollectorConfiguration
  var place: Place
  var policy: PurgePolicy

  /// root: /var/lib/telemetry-collector, else what XDG says.
  static func standardDirectory(_ environment: [String: String], isRoot: Bool = geteuid() == 0) -> String {
    if isRoot { return "/var/lib/telemetry-collector" }
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/telemetry-collector" }
    return (environment["HOME"] ?? "/tmp") + "/.local/state/telemetry-collector"
  }

  /// The store's place as it may be shown: without a password.
  var placeName: String {
    switch place {
    case .sqlite(let directory): directory + "/collector.sqlite"
    case .postgres(let url): Self.withoutPassword(url)
    }
  }

  /// Bytes free where the store is; nil where that is another machine's affair.
  var free: Int64? {
    guard case .sqlite(let directory) = place else { return nil }
    var disk = statvfs()
    guard statvfs(directory, &disk) == 0 else { return nil }
    return Int64(disk.f_bavail) * Int64(disk.f_frsize)
  }

  static func withoutPassword(_ url: String) -> String {
    guard var parts = URLComponents(string: url) else { return "postgresql://…" }
    if parts.password != nil { parts.password = "…" }
    parts.queryItems = parts.queryItems?.filter { $0.name != "password" }
    if parts.queryItems?.isEmpty == true { parts.queryItems = nil }
    return parts.string?.removingPercentEncoding ?? "postgresql://…"
  }

  /// What is wrong with the files and directories that are named, without changing anything.
  func check() throws(ProgramFault) {
    if let tls = server.tls {
      do throws(CollectorServer.Fault) { try CollectorServer.check(tls) } catch { throw ProgramFault(error) }
    }
    guard case .sqlite(let directory) = place else { return }
    var path = directory
    // What is not there yet is made: the nearest directory above it must let us.
    while !FileManager.default.fileExists(atPath: path), path != "/", !path.isEmpty {
      path = (path as NSString).deletingLastPathComponent
    }
    var isDirectory: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path.isEmpty ? "." : path, isDirectory: &isDirectory)
    guard isThere, isDirectory.boolValue else {
      throw ProgramFault("no directory", at: path, remedy: "name another with --state-dir", .cannotCreate)
    }
    guard access(path.isEmpty ? "." : path, W_OK | X_OK) == 0 else {
      throw ProgramFault("may not write here", at: path, remedy: "name another with --state-dir", .noPermission)
    }
  }

  /// What is wrong with the SQLite file that is there already.
  func checkFile() throws(ProgramFault) {
    guard case .sqlite = place else { return }
    let path = placeName
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return }
    let other = "name another directory with --state-dir"
    if isDirectory.boolValue { throw ProgramFault("a directory, no file", at: path, remedy: other, .badData) }
    let folder = (path as NSString).deletingLastPathComponent
    guard access(path, R_OK | W_OK) == 0, access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
      throw ProgramFault("may not be written", at: path, remedy: "run as its owner or \(other)", .noPermission)
    }
    // An empty one becomes a database; so does one that only begins as one, where SQLite has its say.
    let head = FileHandle(forReadingAtPath: path)?.readData(ofLength: 16) ?? Data()
    guard head.isEmpty || head.starts(with: Data("SQLite format 3\0".utf8)) else {
      throw ProgramFault("no SQLite database", at: path, remedy: "put back a backup or \(other)", .badData)
    }
  }

  /// For people: one setting in a line.
  var summary: String {
    let rules = policy.rules.map { "\nkeep: \($0.field.rawValue)=\($0.value) \($0.days) days" }.joined()
    return """
      listen: \(server.tls == nil ? "http" : "https")://\(address(port: server.port))/
      store: \(placeName)
      keep: \(policy.days == 0 ? "for ever" : "\(policy.days) days")
      """ + rules
  }

  /// Host and port as a URL has them.
  func address(port: Int) -> String { (server.host.contains(":") ? "[\(server.host)]" : server.host) + ":\(port)" }
}
