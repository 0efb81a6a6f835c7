import CPlatform
import Glibc

/// A user of this system, as the password file has it.
public struct Account: Sendable, Equatable {
  public var name: String
  public var user: uid_t
  public var group: gid_t

  public init(name: String, user: uid_t, group: gid_t) {
    self.name = name
    self.user = user
    self.group = group
  }

  /// nil when there is no such user.
  public static func named(_ name: String) -> Account? {
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
    return Account(name: name, user: entry.pw_uid, group: entry.pw_gid)
  }

  /// The number of a group, nil when there is no such group.
  public static func group(named name: String) -> gid_t? {
    var size = 16 << 10
    while true {
      var entry = Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      var buffer = [CChar](repeating: 0, count: size)
      let code = getgrnam_r(name, &entry, &buffer, buffer.count, &found)
      // A group of thousands of members.
      if code == ERANGE, size < mostBytes {
        size *= 4
        continue
      }
      return code == 0 && found != nil ? entry.gr_gid : nil
    }
  }

  /// A group's entry that is longer is none.
  private static let mostBytes = 16 << 20

  /// This process becomes the user for good: user, group and the supplementary groups of the user. When it throws, the
  /// process may be half of somebody else and has to leave.
  public func become() throws(SystemError) {
    guard cp_become(name, user, group) == 0 else { throw SystemError("become the user", name) }
  }
}
