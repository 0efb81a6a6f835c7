import Agent
import Glibc
import Platform

/// Gives a service's own directories and log to the user it becomes, while this process is still root.
struct Handover {
  let account: Account

  /// The names that the agent keeps in its directories.
  private static let ours: Set<String> = [
    "outbox.sqlite", "outbox.sqlite-wal", "outbox.sqlite-shm", "machine_id", "hash.key", "consent.json", "agent.lock",
    "deliver.lock", "agent.pid", "agent.start", "control.sock",
  ]

  /// Makes the directory if need be. One that holds other people's things is refused: somebody named the wrong one.
  func give(directory: String, mode: mode_t) throws(Explanation) {
    do throws(SystemError) {
      try Files.makeDirectory(directory, mode: mode)
      let names = try Files.names(in: directory)
      let raw = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard raw >= 0 else { throw SystemError("open directory", directory) }
      let held = Descriptor(adopting: raw)
      guard names.isEmpty || !Self.ours.isDisjoint(with: names) else {
        throw SystemError("take over", directory, code: ENOTEMPTY)
      }
      try give(held, directory)
      for name in names where Self.ours.contains(name) { try give(file: "\(directory)/\(name)") }
    } catch {
      if error.code == ENOTEMPTY {
        throw Explanation(
          "the directory holds what is not the agent's", at: directory, remedy: "give an empty or a new one",
          exit: .cannotCreate)
      }
      throw error.explanation
    }
  }

  /// A log that does not exist yet, because its directory may be root's; one that exists is left as it is.
  func give(log path: String) throws(Explanation) {
    let raw = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
    if raw < 0, errno == EEXIST { return }
    do throws(SystemError) {
      guard raw >= 0 else { throw SystemError("create the log", path) }
      try give(Descriptor(adopting: raw), path)
    } catch {
      throw error.explanation
    }
  }

  /// Only a file of root's that has no other name: what its directory's owner put there may be a link to another's.
  private func give(file path: String) throws(SystemError) {
    let raw = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard raw >= 0 else { return }
    let file = Descriptor(adopting: raw)
    var info = stat()
    guard fstat(raw, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_nlink == 1, info.st_uid == 0 else { return }
    try give(file, path)
  }

  private func give(_ descriptor: Descriptor, _ path: String) throws(SystemError) {
    guard fchown(descriptor.raw, account.user, account.group) == 0 else { throw SystemError("chown", path) }
  }
}
