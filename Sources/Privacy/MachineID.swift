import Glibc
import Platform

/// The pseudonymous id of this machine: 32 hexadecimal digits that change every three days, in a file whose age is
/// the id's age (the format of telemetrics-client).
public struct MachineID: Sendable, Equatable {
  public var id: String
  /// When the next one replaces it.
  public var rotates: Timestamp

  public static let lifetime: Int64 = 3 * 86400 * 1000

  /// The present id; a new one is made when there is none or it is too old. `canWrite` false only looks.
  public static func current(
    stateDirectory: String, now: Timestamp = .now(), canWrite: Bool = true
  )
    throws(SystemError) -> MachineID
  {
    let path = stateDirectory + "/machine_id"
    var info = stat()
    if stat(path, &info) == 0 {
      let made = Timestamp(seconds: Int64(info.st_mtim.tv_sec))
      let text = try Files.readText(path, limit: 4096)
      let id = String(text.split(whereSeparator: \.isWhitespace).first.map { $0.prefix(32) } ?? "")
      // A clock that went backwards makes the id look younger than it is: then it simply lives longer.
      if !id.isEmpty, !canWrite || now - made <= lifetime { return MachineID(id: id, rotates: made + lifetime) }
    }
    guard canWrite else { return MachineID(id: "", rotates: now) }
    return try rotate(stateDirectory: stateDirectory, now: now)
  }

  /// A new id, in place of whatever was there.
  public static func rotate(stateDirectory: String, now: Timestamp = .now()) throws(SystemError) -> MachineID {
    let fresh = try Randomness.identifier()
    try Files.replace(stateDirectory + "/machine_id", with: Array(fresh.utf8), mode: 0o644)
    return MachineID(id: fresh, rotates: now + lifetime)
  }
}
