import CPlatform
import Glibc
import Platform

/// A daemon behind its control socket, and when it dies its outbox, until it or another one is back. Its label and its
/// access say which; a change of the label means that what was asked before is not answered any more.
public final class SteadyAgent: AgentHandle {
  public var descriptor: Int32 { either.raw }
  public var label: String { (connection as (any AgentHandle)? ?? offline).label }
  public var access: AgentAccess { (connection as (any AgentHandle)? ?? offline).access }

  /// nil while nobody answers.
  private var connection: AgentConnection?
  private let offline: OfflineAgent
  private let stateDirectory: String
  private let environment: Environment
  private let either: Descriptor
  private let found: Mailbox<Void>
  private var search: Search?

  /// Milliseconds between two looks for an agent while there is none.
  private static let pause: Int32 = 500

  public init(
    _ connection: AgentConnection, configPath: String?, stateDirectory: String, environment: Environment
  ) throws(Explanation) {
    self.connection = connection
    self.stateDirectory = stateDirectory
    self.environment = environment
    offline = try OfflineAgent(
      label: "no agent", configPath: configPath, stateDirectory: stateDirectory, environment: environment)
    do throws(SystemError) { found = try Mailbox() } catch { throw error.explanation }
    let raw = cp_watch(connection.descriptor, found.descriptor)
    guard raw >= 0, cp_watch_add(raw, offline.descriptor) == 0 else {
      throw SystemError("epoll_create", "").explanation
    }
    either = Descriptor(adopting: raw)
  }

  @discardableResult
  public func submit(_ request: AgentRequest) -> Int { connection?.submit(request) ?? offline.submit(request) }

  public func collect() -> [(request: Int, reply: AgentReply)] {
    if !found.collect().isEmpty, connection == nil { attach() }
    guard let connection else { return offline.collect() }
    let replies = connection.collect()
    if connection.isClosed { detach(connection) }
    return replies
  }

  /// Ends the search, and what was begun without an agent.
  public func stop() {
    offline.stop()
    endSearch()
  }

  private func endSearch() {
    search?.stop()
    search = nil
  }

  private func detach(_ old: AgentConnection) {
    connection = nil
    offline.label = "no agent, \(old.label) is gone"
    search = try? Search(
      ControlPath.directory(stateDirectory: stateDirectory, environment: environment), every: Self.pause, found)
  }

  private func attach() {
    stop()
    let daemon = AgentHost.running(stateDirectory: stateDirectory)
    guard
      let fresh = AgentConnection.attach(stateDirectory: stateDirectory, daemon: daemon, environment: environment),
      cp_watch_add(either.raw, fresh.descriptor) == 0
    else {
      search = try? Search(
        ControlPath.directory(stateDirectory: stateDirectory, environment: environment), every: Self.pause, found)
      return
    }
    connection = fresh
  }

  /// Looks for a listening socket on a thread of its own.
  private final class Search {
    private let thread: WorkerThread
    private let end: Descriptor

    init(_ directory: String, every pause: Int32, _ found: Mailbox<Void>) throws(SystemError) {
      let raw = cp_eventfd()
      guard raw >= 0 else { throw SystemError("eventfd", "") }
      let end = Descriptor(adopting: raw)
      self.end = end
      thread = try WorkerThread.start(name: "attach") {
        while true {
          var entry = pollfd(fd: end.raw, events: Int16(POLLIN), revents: 0)
          if poll(&entry, 1, pause) != 0 { return }
          guard ControlPath.connect(in: directory) != nil else { continue }
          found.post(())
          return
        }
      }
    }

    func stop() {
      var one: UInt64 = 1
      _ = write(end.raw, &one, 8)
      thread.join()
    }
  }
}
