import CPlatform
import Glibc
import Platform
import Testing

@testable import Outbox

@Suite struct ProcessLockTests {
  /// A file of its own; not `ProcessLock`, because what is asked about is what it does below.
  private func lockFile() throws -> String { "/tmp/process-lock-\(try Randomness.identifier())" }

  @Test func `asking whether somebody holds a lock does not take it`() throws {
    let path = try lockFile()
    let asking = Descriptor(adopting: open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
    let taking = Descriptor(adopting: open(path, O_RDWR | O_CLOEXEC))
    defer { unlink(path) }
    #expect(cp_is_locked(asking.raw) == 0)
    // The asking descriptor is still open: had it taken the lock, it would still have it.
    #expect(cp_lock(taking.raw) == 0)
    #expect(cp_is_locked(asking.raw) == 1)
    #expect(cp_lock(asking.raw) == 1)
  }

  @Test func `the holder is named while it holds, and nobody after`() throws {
    let directory = try lockFile()
    try Files.makeDirectory(directory, mode: 0o700)
    defer { for path in [directory + "/deliver.lock", directory] { remove(path) } }
    let lock = try ProcessLock.tryAcquire(directory: directory, .deliver)
    #expect(lock != nil)
    #expect(ProcessLock.holder(directory: directory, .deliver) == getpid())
    #expect(try ProcessLock.tryAcquire(directory: directory, .deliver) == nil)
    withExtendedLifetime(lock) {}
  }
}
