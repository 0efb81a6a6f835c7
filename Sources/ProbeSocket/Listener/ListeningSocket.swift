import CPlatform
import Glibc
import Platform

/// The socket that local programs connect to: made at a path, or given by the service manager.
public final class ListeningSocket: @unchecked Sendable {
  /// A socket address takes a NUL more.
  private static let longestPath = 107

  public let path: String
  let descriptor: Descriptor
  /// Of the file that was made here; nil when somebody else made it.
  private let made: (device: dev_t, inode: ino_t)?

  private init(_ descriptor: Descriptor, path: String, made: (device: dev_t, inode: ino_t)?) {
    self.descriptor = descriptor
    self.path = path
    self.made = made
  }

  /// Takes a socket of the service manager's, whose file stays when we go.
  public convenience init(adopting passed: ListenDescriptor) throws(SystemError) {
    let flags = fcntl(passed.descriptor.raw, F_GETFL)
    guard flags >= 0, fcntl(passed.descriptor.raw, F_SETFL, flags | O_NONBLOCK) == 0 else {
      throw SystemError("fcntl", passed.path)
    }
    self.init(passed.descriptor, path: passed.path, made: nil)
  }

  /// Makes the socket and, where it is missing, its directory. A socket file that nobody listens on is replaced;
  /// anything else at the path is left alone and told.
  public static func create(at path: String, mode: mode_t = 0o666) throws(Explanation) -> ListeningSocket {
    guard path.utf8.count <= longestPath else {
      throw Explanation(
        "the socket's path has \(path.utf8.count) bytes, at most \(longestPath) are possible", at: path,
        remedy: "name a shorter [settings] socket_path", exit: .badConfiguration)
    }
    do throws(SystemError) {
      try Files.makeDirectory(Files.directory(of: path))
      try checkFree(path)
      let raw = cp_unix_listen(path, mode, Int32(SOMAXCONN))
      guard raw >= 0 else { throw SystemError("listen", path) }
      let descriptor = Descriptor(adopting: raw)
      var info = stat()
      guard lstat(path, &info) == 0 else { throw SystemError("stat", path) }
      return ListeningSocket(descriptor, path: path, made: (info.st_dev, info.st_ino))
    } catch {
      throw explanation(of: error, path)
    }
  }

  private static func checkFree(_ path: String) throws(SystemError) {
    var info = stat()
    guard lstat(path, &info) == 0 else {
      guard errno == ENOENT else { throw SystemError("stat", path) }
      return
    }
    guard cp_is_socket(info.st_mode) != 0 else { throw SystemError("bind", path, code: EEXIST) }
    switch cp_unix_answers(path) {
    case 0: return
    case 1: throw SystemError("bind", path, code: EADDRINUSE)
    default: throw SystemError("connect", path)
    }
  }

  private static func explanation(of error: SystemError, _ path: String) -> Explanation {
    switch error.code {
    case EADDRINUSE:
      Explanation(
        "another program listens on the probe socket", at: path,
        remedy: "stop it, or name another [settings] socket_path", exit: .unavailable)
    case EEXIST:
      Explanation(
        "a file that is no socket is in the place of the probe socket", at: path,
        remedy: "move it away, or name another [settings] socket_path", exit: .cannotCreate)
    default:
      Explanation(
        "cannot make the probe socket, \(error.call): \(error.reason)", at: path,
        remedy: "check the directory and its owner, or name another [settings] socket_path",
        exit: error.code == EACCES || error.code == EPERM ? .noPermission : .cannotCreate)
    }
  }

  /// Whether nobody else holds the socket: its queue ends with this process.
  var isMadeHere: Bool { made != nil }

  /// Removes the file, if it is still the one that was made here.
  func remove() {
    guard let made else { return }
    var info = stat()
    guard lstat(path, &info) == 0, info.st_dev == made.device, info.st_ino == made.inode else { return }
    unlink(path)
  }
}
