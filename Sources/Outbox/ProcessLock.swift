import CPlatform
import Glibc
import Platform

/// A lock between processes on a state directory: who holds `agent.lock` is the agent, who holds `deliver.lock` sends.
///
/// An open-file-description lock on a file: it goes with the descriptor, so a process that dies leaves none behind.
/// The pid inside is for people.
public final class ProcessLock {
  /// The roles there is one of in a state directory. The raw value is the file's name.
  public enum Name: String, Sendable { case agent = "agent.lock", deliver = "deliver.lock" }

  private let file: Descriptor

  private init(_ file: Descriptor) { self.file = file }

  /// Takes the lock; it is held until the returned object goes.
  /// - Returns: nil when another process, or another object of this one, holds it.
  public static func tryAcquire(directory: String, _ name: Name) throws(SystemError) -> ProcessLock? {
    let path = directory + "/" + name.rawValue
    let raw = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw SystemError("open", path) }
    let file = Descriptor(adopting: raw)
    switch cp_lock(raw) {
    case 0:
      guard ftruncate(raw, 0) == 0 else { throw SystemError("truncate", path) }
      try file.writeAll(Array("\(getpid())\n".utf8), to: path)
      return ProcessLock(file)
    case 1: return nil
    default: throw SystemError("lock", path)
    }
  }

  /// The pid of the process that holds the lock, nil when nobody does. Asking takes nothing: whoever starts at this
  /// moment gets the lock all the same.
  public static func holder(directory: String, _ name: Name) -> Int32? {
    let raw = open(directory + "/" + name.rawValue, O_RDWR | O_CLOEXEC)
    guard raw >= 0 else { return nil }
    let file = Descriptor(adopting: raw)
    guard cp_is_locked(file.raw) == 1 else { return nil }
    let pid = cp_lock_holder(file.raw)
    return pid > 0 ? pid : nil
  }
}
