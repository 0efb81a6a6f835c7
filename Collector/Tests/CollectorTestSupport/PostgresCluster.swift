import CPostgres
import Foundation
@preconcurrency import Glibc
import Synchronization

/// A PostgreSQL server of the test process's own: Debian's programs, data in a scratch directory, writes synced as in earnest.
/// Started by the first test that asks, stopped when the process ends.
public final class PostgresCluster: Sendable {
  /// Where the programs are, nil where PostgreSQL is not installed.
  public static let programs: String? = {
    let base = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    return versions.sorted { ($0 as NSString).integerValue > ($1 as NSString).integerValue }
      .map { "\(base)/\($0)/bin" }.first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }()

  /// The one all tests share.
  public static let shared: Result<PostgresCluster, ClusterFault> = {
    guard let programs else {
      return .failure(ClusterFault(what: "PostgreSQL is not installed: apt-get install postgresql"))
    }
    do {
      let cluster = try PostgresCluster(programs: programs)
      running.withLock { $0.append(cluster) }
      _ = atexit { PostgresCluster.stopAll() }
      return .success(cluster)
    } catch let fault as ClusterFault {
      return .failure(fault)
    } catch {
      return .failure(ClusterFault(what: "\(error)"))
    }
  }()

  private static let running = Mutex<[PostgresCluster]>([])

  private static func stopAll() {
    for cluster in running.withLock({ $0 }) { cluster.remove() }
  }

  public let directory: String
  public let port: Int
  private let programs: String
  private let databases = Atomic<Int>(0)

  /// A server of its own, for tests that stop it; in a directory that is made, and taken away by `remove`.
  public init(programs: String, directory place: String? = nil) throws {
    self.programs = programs
    directory = place ?? "/tmp/collector-pg-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    port = try Self.freePort()
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    if getuid() == 0 {
      guard let user = getpwnam("postgres") else { throw ClusterFault(what: "no user postgres to run the server as") }
      chown(directory, user.pointee.pw_uid, user.pointee.pw_gid)
    }
    try run([
      "\(programs)/initdb", "-D", "\(directory)/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
      "--locale=C.UTF-8", "--no-sync",
    ])
    try start()
  }

  public func start() throws {
    try run([
      "\(programs)/pg_ctl", "-D", "\(directory)/data", "-l", "\(directory)/log", "-w", "-t", "180", "-o",
      "-p \(port) -k \(directory) -c listen_addresses=127.0.0.1 -c max_connections=100", "start",
    ])
  }

  public func stop(mode: String = "fast") throws {
    try run(["\(programs)/pg_ctl", "-D", "\(directory)/data", "-w", "-t", "180", "-m", mode, "stop"])
  }

  /// Stops it and takes its files away.
  public func remove() {
    try? stop(mode: "immediate")
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// The URL of a new, empty database.
  public func database() throws -> String {
    let name = "t\(databases.add(1, ordering: .relaxed).newValue)"
    try execute("CREATE DATABASE \(name)")
    return url(name)
  }

  public func url(_ database: String) -> String { "postgresql://postgres@127.0.0.1:\(port)/\(database)" }

  /// Runs SQL, statement by statement.
  public func execute(_ text: String, in url: String? = nil) throws {
    let connection = PQconnectdb(url ?? self.url("postgres"))
    defer { PQfinish(connection) }
    let result = PQexec(connection, text)
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
      throw ClusterFault(what: String(cString: PQerrorMessage(connection)))
    }
  }

  /// The processes that serve connections, of which there is at least one.
  public func backends() throws -> [pid_t] {
    let file = try String(contentsOfFile: "\(directory)/data/postmaster.pid", encoding: .utf8)
    guard let server = file.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
      throw ClusterFault(what: "the server does not run")
    }
    let children = try String(contentsOfFile: "/proc/\(server)/task/\(server)/children", encoding: .utf8)
    return children.split(separator: " ").compactMap { pid_t($0) }.filter { child in
      // Theirs alone tells of a client: `postgres: postgres t1 127.0.0.1(45678) idle`.
      let title = (try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? ""
      return title.contains("127.0.0.1(")
    }
  }

  /// A transaction of another client, open until it is ended.
  public final class Transaction {
    private var connection: OpaquePointer?
    /// The server's process that serves it.
    public let process: pid_t

    public init(_ statements: [String], in url: String) throws {
      connection = PQconnectdb(url)
      process = PQbackendPID(connection)
      for text in ["BEGIN"] + statements {
        let result = PQexec(connection, text)
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
          throw ClusterFault(what: String(cString: PQerrorMessage(connection)))
        }
      }
    }

    public func end() {
      PQfinish(connection)
      connection = nil
    }

    deinit { PQfinish(connection) }
  }

  private func run(_ words: [String]) throws {
    // The server refuses to run as root.
    let drop = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    let command = (getuid() == 0 ? drop : []) + words
    let errors = "\(directory).err"
    defer { unlink(errors) }
    // Not by Foundation's Process: it waits until the server, too, has closed what it inherited.
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&files, 0, 1)
    posix_spawn_file_actions_addopen(&files, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let arguments = command.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    guard posix_spawn(&process, command[0], &files, nil, arguments + [nil], environ) == 0 else {
      throw ClusterFault(what: "\(command[0]) cannot be started")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      let texts = [errors, "\(directory)/log"].map { (try? String(contentsOfFile: $0, encoding: .utf8)) ?? "" }
      throw ClusterFault(what: "\(words[0]) ended with \(status): \(texts[0])\(texts[1].suffix(2000))")
    }
  }

  /// Not one of those the kernel gives to who connects: while the server is stopped it would give it to somebody, even to
  /// who tries to connect to that very port, and the server could not start again.
  private static func freePort() throws -> Int {
    for _ in 0..<200 {
      let port = Int.random(in: 15_000..<32_000)
      let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      defer { close(socket) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      let isFree = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      if isFree { return port }
    }
    throw ClusterFault(what: "no free port")
  }
}

public struct ClusterFault: Error, CustomStringConvertible, Sendable {
  public var what: String
  public var description: String { what }
}
