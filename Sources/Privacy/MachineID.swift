import Glibc
import Platform

/// The pseudonymous id of this machine: 32 hexadecimal digits that change every three days, in a file whose age is
/// the id's age (the format of telemetrics-client), or the static one that somebody chose.
public struct MachineID: Sendable, Equatable {
  public var id: String
  /// When the next one replaces it; nil for a static one.
  public var rotates: Timestamp?
  /// The file that a static id comes from.
  public var staticFile: String?
  /// Why the static id that somebody wrote down is not used.
  public var refused: Explanation?

  public var isStatic: Bool { staticFile != nil }

  public init(id: String, rotates: Timestamp?, staticFile: String? = nil, refused: Explanation? = nil) {
    self.id = id
    self.rotates = rotates
    self.staticFile = staticFile
    self.refused = refused
  }

  public static let lifetime: Int64 = 3 * 86400 * 1000
  /// The file of telemetrics-client.
  static let oldFile = "/var/lib/telemetry/machine_id"
  private static let name = "/machine_id"

  /// The id of this moment. A new one is made when there is none that can be read, or it is too old; it is never a
  /// placeholder. `canWrite` false only looks, and finds the empty text when there is none.
  public static func current(
    stateDirectory: String, environment: Environment, now: Timestamp = .now(), canWrite: Bool = true
  ) throws(SystemError) -> MachineID {
    switch StaticMachineID(environment).state {
    case .chosen(let id, let file): return MachineID(id: id, rotates: nil, staticFile: file)
    case .none: return try rotating(stateDirectory: stateDirectory, now: now, canWrite: canWrite)
    case .refused(let why):
      var id = try rotating(stateDirectory: stateDirectory, now: now, canWrite: canWrite)
      id.refused = why
      return id
    }
  }

  private static func rotating(
    stateDirectory: String, now: Timestamp, canWrite: Bool
  ) throws(SystemError) -> MachineID {
    let path = stateDirectory + name
    if canWrite, stateDirectory == "/var/lib/telemetry-tui" { takeOver(oldFile, as: path) }
    var info = stat()
    if stat(path, &info) == 0, let text = try? Files.readText(path, limit: 4096) {
      let made = Timestamp(seconds: Int64(info.st_mtim.tv_sec))
      let id = String(text.split(whereSeparator: \.isWhitespace).first.map { $0.prefix(32) } ?? "")
      // A clock that went backwards makes the id look younger than it is: then it simply lives longer.
      if !id.isEmpty, !canWrite || now - made <= lifetime { return MachineID(id: id, rotates: made + lifetime) }
    }
    guard canWrite else { return MachineID(id: "", rotates: nil) }
    return try rotate(stateDirectory: stateDirectory, now: now)
  }

  /// A new rotating id, in place of whatever was there. A static one stays in force.
  public static func rotate(stateDirectory: String, now: Timestamp = .now()) throws(SystemError) -> MachineID {
    let fresh = try Randomness.identifier()
    try Files.replace(stateDirectory + name, with: Array(fresh.utf8), mode: 0o644)
    return MachineID(id: fresh, rotates: now + lifetime)
  }

  /// Goes on with the id of the old client, at the age it has, when there is none of our own yet.
  static func takeOver(_ old: String, as path: String) {
    guard !Files.exists(path), let file = FoundFile(old), file.isRegular, let bytes = try? Files.read(old, limit: 4096)
    else { return }
    guard (try? Files.create(path, with: bytes, mode: 0o644)) != nil else { return }
    let made = timespec(tv_sec: Int(file.changed.seconds), tv_nsec: 0)
    utimensat(AT_FDCWD, path, [made, made], 0)
  }
}
