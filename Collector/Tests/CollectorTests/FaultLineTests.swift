import CollectorTestSupport
import Foundation
import SQLiteStorage
import Storage
import Testing

/// What a user gets wrong: one line (what: where: what to do) and an exit code in the words of sysexits.h.
@Suite struct FaultLineTests {
  private func fault(_ arguments: [String], _ code: Int32, _ line: String, powerless: Bool = false) throws {
    let ended = try Collector.run(arguments, powerless: powerless)
    #expect(ended.code == code && ended.errors == "telemetry-collector: \(line)\n", "\(arguments): \(ended)")
  }

  @Test("wrong words are told in one line, with where to look")
  func words() throws {
    let help = "the command line: see telemetry-collector --help"
    try fault(
      ["bogus"], 64,
      "unexpected argument 'bogus': the command line: the commands are check-config, user, purge, backup, import; "
        + "see telemetry-collector --help")
    try fault(["--bogus"], 64, "unknown option '--bogus': \(help)")
    try fault(
      ["user", "ad"], 64,
      "unexpected argument 'ad': the command line: the commands are add, list, remove, password, token; "
        + "see telemetry-collector user --help")
    try fault(
      ["purge", "extra"], 64, "unexpected argument 'extra': the command line: see telemetry-collector purge --help")
    try fault(
      ["import"], 64, "missing expected argument '<url>': the command line: see telemetry-collector import --help")
    try fault(["--keep-days", "x"], 64, "the value 'x' is invalid for '--keep-days <days>': \(help)")
    try fault(["--keep-days", "100001"], 64, "out of range, 100001: --keep-days: choose from 0 to 100000")
    try fault(["--listen", "here"], 64, "no host and port, 'here': --listen: write 127.0.0.1:8080")
    try fault(
      ["--database", "postgresql://u:secret@[x"], 64,
      "no PostgreSQL URL, end of string reached when looking for matching \"]\" in IPv6 host address in URI: --database: "
        + "write postgresql://USER@HOST/NAME")
    #expect(try Collector.run(["--help"]).code == 0)
    #expect(try Collector.run(["purge", "--help"]).output.contains("--clock-is-right"))
  }

  @Test(
    "a store that cannot be one is told by what it is, by every command alike",
    arguments: [
      [], ["check-config"], ["purge"], ["user", "list"], ["backup", "copy"],
    ])
  func stores(command: [String]) async throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let path = state.path + "/collector.sqlite"
    let listen = command.isEmpty || command == ["check-config"] ? ["--listen", "127.0.0.1:0"] : []
    let arguments = command + ["--state-dir", state.path] + listen
    let other = "name another directory with --state-dir"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try fault(arguments, 65, "a directory, no file: \(path): \(other)")
    try FileManager.default.removeItem(atPath: path)
    try Data("no database".utf8).write(to: URL(fileURLWithPath: path))
    try fault(arguments, 65, "no SQLite database: \(path): put back a backup or \(other)")
    try FileManager.default.removeItem(atPath: path)
    let store = try await SQLiteStore.open(path: path)
    _ = try await store.engine.write { session in try session.run("UPDATE schema_version SET version = 9") }
    await store.close()
    try fault(
      arguments, 65,
      "cannot use the store, the store has schema 9, this program knows up to \(SQLSchema.version): \(path): run the newer telemetry-collector"
    )
  }

  @Test("what the user that runs it may not do is told to be that, in a way that no manager tries again")
  func permissions() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let key = state.path + "/key.pem"
    #expect(FileManager.default.createFile(atPath: key, contents: Data("x".utf8), attributes: [.posixPermissions: 0]))
    for command in [[], ["check-config"]] {
      try fault(
        command + ["--state-dir", state.path, "--listen", "127.0.0.1:0", "--tls-certificate", key, "--tls-key", key],
        77,
        "may not be read: \(key): let the user that runs the collector read it", powerless: true)
      // Some containers open all ports to everybody; it would listen there and not end.
      let first = try String(contentsOfFile: "/proc/sys/net/ipv4/ip_unprivileged_port_start", encoding: .utf8)
      guard let lowest = Int(first.filter(\.isNumber)), lowest > 80 else { continue }
      try fault(
        command + ["--state-dir", state.path, "--listen", "127.0.0.1:80"], 77,
        "may not listen: 127.0.0.1:80: choose a port above 1023 with --listen, or give the program CAP_NET_BIND_SERVICE",
        powerless: true)
    }
  }

  @Test("what is not there, or is another's, is told with its place")
  func places() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let file = state.appendingPathComponent("file")
    try Data("x".utf8).write(to: file)
    let here = ["--listen", "127.0.0.1:0", "--state-dir"]
    try fault(here + [file.path + "/x"], 73, "no directory: \(file.path): name another with --state-dir")
    try fault(
      ["user", "list", "--state-dir", file.path + "/x"], 73,
      "cannot be made: \(file.path)/x: name another with --state-dir")
    let files = "name the PEM files with --tls-certificate and --tls-key"
    let tls = here + [state.path, "--tls-key", file.path, "--tls-certificate"]
    try fault(tls + ["/none"], 78, "cannot be read, No such file or directory: /none: \(files)")
    try fault(tls + [file.path], 78, "no certificate in PEM: \(file.path): \(files)")
    try fault(
      ["--database", "postgresql://u:secret@127.0.0.1:1/x", "--listen", "127.0.0.1:0"], 69,
      "cannot use the store, connection to server at \"127.0.0.1\", port 1 failed: Connection refused: "
        + "postgresql://u:…@127.0.0.1:1/x: see that it is there and may be used, then start again")
    let running = try Collector(state: state)
    try fault(
      ["--listen", "127.0.0.1:\(running.port)", "--state-dir", state.path], 69,
      "cannot listen, Address already in use: 127.0.0.1:\(running.port): end what listens there or choose another with --listen"
    )
    try fault(
      ["backup", "/none/x", "--state-dir", state.path], 73,
      "cannot be written, unable to open database file: /none/x: name another file")
    try fault(["user", "remove", "bob", "--state-dir", state.path], 66, "there is no such user: bob: see user list")
  }
}
