import CPlatform
import Glibc
import Platform

/// Somebody at the control socket: who it is, and what that person may do.
///
/// Root, the agent's own user and the members of the group `telemetry` may do everything; members of the group
/// `telemetry-read` may look; everybody else is turned away.
struct Visitor: Sendable, Equatable {
  static let groupOfAll = "telemetry"
  static let groupOfReaders = "telemetry-read"

  var person: UInt32
  var access: AgentAccess

  /// The peer of an accepted socket.
  static func at(_ socket: Descriptor) throws(Explanation) -> Visitor {
    var pid: pid_t = 0, uid: uid_t = 0, gid: gid_t = 0
    guard cp_peer(socket.raw, &pid, &uid, &gid) == 0 else { throw refused(.max) }
    guard
      let access = access(
        of: uid, agent: geteuid(), groups: groups(of: uid, gid), all: Account.group(named: groupOfAll),
        readers: Account.group(named: groupOfReaders))
    else { throw refused(uid) }
    return Visitor(person: uid, access: access)
  }

  /// nil: none. `all` and `readers` are the groups' numbers, nil where the system has no such group.
  static func access(
    of uid: UInt32, agent: UInt32, groups: Set<UInt32>, all: UInt32?, readers: UInt32?
  ) -> AgentAccess? {
    if uid == 0 || uid == agent { return .full }
    if let all, groups.contains(all) { return .full }
    if let readers, groups.contains(readers) { return .readOnly }
    return nil
  }

  static let mayOnlyRead = Explanation(
    "this connection may only look", at: "control socket",
    remedy: "ask for membership in the group \(groupOfAll), or be root", exit: .noPermission)

  /// What is said to who is turned away; by the agent, and where the socket's mode does it by the visitor's program.
  static func refused(_ uid: UInt32) -> Explanation {
    Explanation(
      "the agent does not talk to \(uid == .max ? "strangers" : Identity.userName(uid))", at: "control socket",
      remedy: "be root, or a member of the group \(groupOfAll) (all) or \(groupOfReaders) (looking)",
      exit: .noPermission)
  }

  /// The groups of a person, the one of the process included.
  private static func groups(of uid: UInt32, _ gid: UInt32) -> Set<UInt32> {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
      return [gid]
    }
    var count: Int32 = 256
    while true {
      var groups = [gid_t](repeating: 0, count: Int(count))
      // What does not fit is counted, and asked for once more.
      let room = count
      if getgrouplist(name, entry.pw_gid, &groups, &count) >= 0 { return Set(groups.prefix(Int(count)) + [gid]) }
      guard count > room else { return [gid, entry.pw_gid] }
    }
  }
}
