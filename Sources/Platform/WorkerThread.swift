import CPlatform
import Glibc

/// A thread of its own for work that blocks. It is joined once, by whoever calls `join` first; a thread nobody joins
/// runs on by itself and leaves nothing behind when it ends.
public final class WorkerThread: @unchecked Sendable {
  /// Enough for name lookups of the C library, a sixteenth of the default.
  private static let stackBytes = 512 << 10

  private var thread = pthread_t()
  // Guarded by `lock`: pthread_join and pthread_detach may be called once a thread.
  private var isOwned = true
  private var lock = pthread_mutex_t()

  private init() { pthread_mutex_init(&lock, nil) }

  deinit {
    if isOwned { pthread_detach(thread) }
    pthread_mutex_destroy(&lock)
  }

  /// Starts a thread that runs `body` once. `name` is what `ps -T` shows (its first 15 bytes). Signals stay with the
  /// threads that ask for them: all are blocked in this one.
  public static func start(name: String, _ body: @Sendable @escaping () -> Void) throws(SystemError) -> WorkerThread {
    let worker = WorkerThread()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    // A thread inherits its maker's mask; so block here, start, and put the old mask back.
    var all = sigset_t()
    var old = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    let work = Unmanaged.passRetained(Work(name: name, body: body))
    let failure = pthread_create(
      &worker.thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
        cp_thread_name(work.name)
        work.body()
        return nil
      }, work.toOpaque())
    guard failure == 0 else {
      work.release()
      worker.isOwned = false
      throw SystemError("pthread_create", name, code: failure)
    }
    return worker
  }

  /// Waits for the end of the thread. A second call, and a call from the thread itself, return at once.
  public func join() {
    pthread_mutex_lock(&lock)
    let mine = isOwned && pthread_equal(thread, pthread_self()) == 0
    if mine { isOwned = false }
    pthread_mutex_unlock(&lock)
    if mine { pthread_join(thread, nil) }
  }

  private final class Work {
    let name: String
    let body: @Sendable () -> Void
    init(name: String, body: @Sendable @escaping () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
