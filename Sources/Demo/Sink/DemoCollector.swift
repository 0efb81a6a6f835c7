import CPlatform
import Glibc
import Platform
import Synchronization

/// A `telemetry-collector` of the demo's own on a loop-back port: what the demo sends arrives there for real, on pages
/// that a browser shows. It starts beside the demo, which waits for nothing. One that does not listen in time, or ends,
/// is replaced by the built-in sink on the same port.
public final class DemoCollector: Sendable {
  /// What became of it.
  public enum News: Sendable, Equatable {
    /// It takes records; its pages are at this address.
    case listens(String)
    /// The sink took its place, and why.
    case replaced(String)
  }

  private struct State {
    var sink: LoopbackSink?
    var isStopping = false
  }

  public let port: UInt16
  /// `http://127.0.0.1:PORT`, without a path.
  public var url: String { "http://127.0.0.1:\(port)" }
  private let pid: pid_t
  private let output: Descriptor
  private let thread: WorkerThread
  private let state: SharedState

  private final class SharedState: Sendable {
    let value = Mutex(State())
  }

  /// Milliseconds until it must listen.
  public static let patience: Int64 = 20_000
  /// Milliseconds that it has to end.
  private static let grace: Int64 = 3000

  /// Starts the program with `directory` for its state. `tell` is called on a thread of its own. The program ends with the
  /// thread that calls this, also when that is killed: the demo leaves nothing behind.
  public init(
    program: String, directory: String, patience: Int64 = patience, tell: @Sendable @escaping (News) -> Void
  ) throws(SystemError) {
    var free: UInt16 = 0
    let listener = cp_loopback_listen(0, &free)
    guard listener >= 0 else { throw SystemError("listen", "127.0.0.1") }
    close(listener)
    let port = free
    var ends: [Int32] = [-1, -1]
    guard cp_socketpair(&ends) == 0 else { throw SystemError("socketpair", program) }
    let output = Descriptor(adopting: ends[0]), theirs = Descriptor(adopting: ends[1])
    let silence = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard silence >= 0 else { throw SystemError("open", "/dev/null") }
    let nothing = Descriptor(adopting: silence)
    let arguments = [program, "--listen", "127.0.0.1:\(port)", "--state-dir", directory]
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { Glibc.free($0) } }
    let pid = cp_spawn_bound(program, pointers, nothing.raw, theirs.raw, nothing.raw)
    guard pid > 0 else { throw SystemError("start", program) }
    let state = SharedState(), raw = output.raw
    do throws(SystemError) {
      thread = try WorkerThread.start(name: "demo collector") {
        Self.watch(raw, pid, port, until: Monotonic.now() + patience, state, tell)
      }
    } catch {
      Self.end(pid)
      throw error
    }
    (self.pid, self.port, self.output, self.state) = (pid, port, output, state)
  }

  deinit { stop() }

  /// Ends the program, or the sink; when it returns both are gone. Can be called more than once.
  public func stop() {
    let isFirst = state.value.withLock { state in
      defer { state.isStopping = true }
      return !state.isStopping
    }
    guard isFirst else { return }
    kill(pid, SIGTERM)
    thread.join()
    state.value.withLock { $0.sink }?.stop()
  }

  /// Reads what it says until it ends.
  private static func watch(
    _ descriptor: Int32, _ pid: pid_t, _ port: UInt16, until deadline: Int64, _ state: SharedState,
    _ tell: (News) -> Void
  ) {
    let address = "http://127.0.0.1:\(port)/"
    var said: [UInt8] = []
    var listens = false
    while true {
      let isStopping = state.value.withLock(\.isStopping)
      let left = listens || isStopping ? 200 : min(200, deadline - Monotonic.now())
      guard left > 0 else { break }
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&entry, 1, Int32(left)) > 0 {
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = read(descriptor, &buffer, buffer.count)
        if count <= 0 { break }
        if !listens { said = Array((said + buffer.prefix(count)).suffix(4096)) }
      } else if isStopping {
        break
      }
      if !listens, String(decoding: said, as: UTF8.self).contains(address) {
        listens = true
        tell(.listens(address))
      }
    }
    end(pid)
    state.value.withLock { state in
      guard !state.isStopping else { return }
      // Nobody listens there now, whatever was wrong with the program.
      state.sink = try? LoopbackSink(port: port)
      tell(.replaced(listens ? "it ended" : "it did not listen"))
    }
  }

  private static func end(_ pid: pid_t) {
    kill(pid, SIGTERM)
    let deadline = Monotonic.now() + grace
    while waitpid(pid, nil, WNOHANG) == 0 {
      if Monotonic.now() >= deadline { kill(-pid, SIGKILL) }
      usleep(5000)
    }
  }
}
