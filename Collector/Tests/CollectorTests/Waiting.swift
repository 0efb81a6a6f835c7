import Foundation

/// Runs what waits for sockets and processes on a thread of its own.
func blocking<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { done in
    let thread = Thread {
      // A thread of Dispatch's blocks signals, and what it starts would inherit that: no SIGTERM would end it.
      var none = sigset_t()
      sigemptyset(&none)
      pthread_sigmask(SIG_SETMASK, &none, nil)
      done.resume(with: Result { try body() })
    }
    thread.stackSize = 4 << 20
    thread.start()
  }
}

/// Waits until it is so; false when it is not after the time, generous because the machine may be busy.
func waits(_ seconds: Double = 60, until isSo: () throws -> Bool) rethrows -> Bool {
  let end = ContinuousClock.now + .seconds(seconds)
  while try !isSo() {
    guard ContinuousClock.now < end else { return false }
    usleep(20_000)
  }
  return true
}
