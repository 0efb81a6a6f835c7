import Glibc
import Platform
import Synchronization
import Testing

@Suite("A worker thread")
struct WorkerThreadTests {
  private final class Count: Sendable {
    private let value = Mutex(0)
    func add() { value.withLock { $0 += 1 } }
    var now: Int { value.withLock { $0 } }
  }

  @Test("has done its work when join returns; joining again does nothing")
  func join() throws {
    let count = Count()
    let threads = try (0..<20).map { index in try WorkerThread.start(name: "a long name \(index)") { count.add() } }
    for thread in threads {
      thread.join()
      thread.join()
    }
    #expect(count.now == 20)
  }

  @Test("does its work also when nobody keeps it")
  func letGo() throws {
    let count = Count()
    for _ in 0..<20 { _ = try WorkerThread.start(name: "free") { count.add() } }
    let deadline = Monotonic.now() + 10_000
    while count.now < 20, Monotonic.now() < deadline { usleep(1000) }
    #expect(count.now == 20)
  }
}
