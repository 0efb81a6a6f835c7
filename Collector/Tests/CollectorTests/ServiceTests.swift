import CollectorTestSupport
import Foundation
import SQLiteStorage
import Storage
import Testing

/// What an administrator does with it: certificates, copies, checks, a service manager.
@Suite struct ServiceTests {
  /// A certificate for 127.0.0.1 and its key.
  private func certificate(_ directory: URL, _ name: String) throws -> (certificate: String, key: String) {
    let certificate = directory.path + "/\(name).pem"
    let key = directory.path + "/\(name).key"
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    openssl.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    try #require(openssl.terminationStatus == 0)
    return (certificate, key)
  }

  @Test("the log has a time and a level, or where the journal reads it the journal's priority")
  func logs() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    func log(journal: Bool) throws -> String {
      let path = state.path + "/log"
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      var file = stat()
      #expect(stat(path, &file) == 0)
      // Another program's journal is not this one's.
      let stream = journal ? "\(file.st_dev):\(file.st_ino)" : "8:1"
      do {
        let errors = try #require(FileHandle(forWritingAtPath: path))
        _ = try Collector(
          state: state, ["--listen", "0.0.0.0:0"], environment: ["JOURNAL_STREAM": stream], errors: errors)
      }
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    let unencrypted = "passwords and records cross the network unencrypted: "
    #expect(try log(journal: true).hasPrefix("<4>" + unencrypted))
    let plain = try log(journal: false)
    #expect(plain.contains(#/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ warning: passwords and records /#), "\(plain)")
  }

  @Test("HTTPS is served with the files named, and SIGHUP takes renewed ones without an end")
  func renews() async throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let (certificate, key) = try certificate(state, "first")
    let (secondCertificate, secondKey) = try self.certificate(state, "second")
    let collector = try Collector(state: state, ["--tls-certificate", certificate, "--tls-key", key])
    let url = "https://127.0.0.1:\(collector.port)/login"
    let first = ["--cacert", state.path + "/kept.pem"]
    try FileManager.default.copyItem(atPath: certificate, toPath: first[1])
    let answer = try Curl(url, first)
    #expect(answer.status == 200 && answer.headers["set-cookie"]?.hasSuffix("; Secure") == true)
    #expect(try Curl(url, ["--cacert", secondCertificate]).status == 0)
    // A key that does not belong to it changes nothing.
    try Data(contentsOf: URL(fileURLWithPath: secondCertificate)).write(to: URL(fileURLWithPath: certificate))
    let check = try Collector.run([
      "--listen", "127.0.0.1:0", "--state-dir", state.path, "--tls-certificate", certificate, "--tls-key", key,
      "check-config",
    ])
    #expect(check.code == 78 && check.errors.contains("the key does not belong to the certificate: \(key)"))
    collector.signal(SIGHUP)
    #expect(try Curl(url, first).status == 200)
    try Data(contentsOf: URL(fileURLWithPath: secondKey)).write(to: URL(fileURLWithPath: key))
    collector.signal(SIGHUP)
    let deadline = Date().addingTimeInterval(15)
    var renewed = 0
    while renewed != 200, Date() < deadline {
      renewed = try Curl(url, ["--cacert", secondCertificate]).status
      if renewed != 200 { try await Task.sleep(for: .milliseconds(50)) }
    }
    #expect(renewed == 200)
    #expect(try Curl(url, first).status == 0)
    collector.signal(SIGTERM)
    #expect(collector.wait() == 0)
  }

  @Test("a copy made while records come in is whole, and a store of its own")
  func backup() async throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let collector = try Collector(state: state)
    let port = collector.port
    for number in 0..<20 { #expect(try Collector.post(port, "before \(number)").status == 201) }
    let other = state.appendingPathComponent("copy")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    let file = other.path + "/collector.sqlite"
    let sending = Task.detached {
      var count = 0
      while !Task.isCancelled, try Collector.post(port, "meanwhile \(count)").status == 201 { count += 1 }
      return count
    }
    for _ in 0..<3 {
      let result = try Collector.run(["backup", file, "--state-dir", state.path])
      #expect(result.code == 0 && result.output.hasSuffix("reports to \(file)\n"), "\(result)")
    }
    sending.cancel()
    let sent = try await sending.value
    for path in [file, state.path + "/collector.sqlite"] {
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(path)")
    }
    let store = try await SQLiteStore.open(path: file)
    let copied = await store.health().records
    await store.close()
    #expect((20...20 + sent).contains(copied))
    let second = try Collector(state: other)
    #expect(try Collector.post(second.port, "before 7").id == 8)
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.path).contains { $0.hasSuffix(".part") } == false)
  }

  @Test("what cannot be copied is told, and a database of PostgreSQL is copied by its own program")
  func backupFaults() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let none = try Collector.run(["backup", "/nowhere/x", "--state-dir", state.path])
    #expect(none.code == 66 && none.errors.contains("there is no store"))
    _ = try Collector.run(["purge", "--state-dir", state.path])
    #expect(try Collector.run(["backup", "/nowhere/x", "--state-dir", state.path]).code == 73)
    let shared = try Collector.run(["backup", "x", "--database", "postgresql://u@host.invalid/db"])
    #expect(shared.code == 64 && shared.errors.hasSuffix("copy a PostgreSQL database with pg_dump\n"))
  }

  @Test("check-config tells all that is wrong at once")
  func checks() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let running = try Collector(state: state)
    let check = try Collector.run([
      "check-config", "--listen", "127.0.0.1:\(running.port)", "--state-dir", state.path, "--tls-certificate", "/none",
      "--tls-key", "/none",
    ])
    #expect(check.errors.split(separator: "\n").count == 2, "\(check.errors)")
    #expect(check.code == 69 && check.errors.contains("cannot be read, No such file or directory: /none"))
    #expect(check.output.contains("schema: \(SQLSchema.version)\nreading: open on this machine, as there is no user\n"))
    let broken = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: broken) }
    try Data("no database".utf8).write(to: broken.appendingPathComponent("collector.sqlite"))
    let other = try Collector.run(["check-config", "--listen", "127.0.0.1:0", "--state-dir", broken.path])
    #expect(other.code == 65 && other.errors.contains("no SQLite database: "), "\(other)")
  }

  @Test(
    "on PostgreSQL check-config tells the tables, and a user counts for every collector",
    .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"))
  func shared() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let url = try PostgresCluster.shared.get().database()
    let check = ["--listen", "127.0.0.1:0", "--database", url, "check-config"]
    let before = try Collector.run(check)
    #expect(before.code == 0 && before.output.contains("schema: none yet, made by the first start\n"), "\(before)")
    let first = try Collector(state: state, ["--database", url])
    let second = try Collector(state: state, ["--database", url])
    #expect(try Curl("http://127.0.0.1:\(first.port)/records").status == 200)
    let added = try Collector.run(["user", "add", "ann", "--database", url], input: "correct horse\n")
    #expect(added.code == 0, "\(added)")
    #expect(try Collector.run(check).output.contains("schema: \(SQLSchema.version)\nreading: 1 user\n"))
    let token = try Collector.run(["user", "token", "ann", "--database", url]).output.dropLast()
    for port in [first.port, second.port] {
      #expect(try Curl("http://127.0.0.1:\(port)/records").status == 303)
      let answer = try Curl("http://127.0.0.1:\(port)/records", ["-H", "Authorization: Bearer \(token)"])
      #expect(answer.status == 200)
    }
  }

  @Test("a service manager is told when it serves, that it lives, and when it ends")
  func notifies() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let path = state.path + "/notify"
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    try #require(isBound)
    var wait = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    func heard(_ word: String) -> String? {
      var bytes = [UInt8](repeating: 0, count: 4096)
      for _ in 0..<100 {
        let count = recv(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        if text.hasPrefix(word) { return text }
      }
      return nil
    }
    let collector = try Collector(
      state: state, environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "200000"])
    #expect(heard("READY=1") == "READY=1\nSTATUS=listening on http://127.0.0.1:\(collector.port)/")
    #expect(heard("WATCHDOG=1") == "WATCHDOG=1")
    collector.signal(SIGTERM)
    #expect(heard("STOPPING=1") != nil)
    #expect(collector.wait() == 0)
  }

  @Test(
    "a telemetrics database is imported, and its records are on the pages",
    .enabled(if: PostgresCluster.programs != nil, "PostgreSQL is not installed"))
  func imports() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let cluster = try PostgresCluster.shared.get()
    let old = try cluster.database()
    try cluster.execute(
      """
      CREATE TABLE records (id serial PRIMARY KEY, architecture text, bios_version text, board_name text,
        build text NOT NULL, classification text NOT NULL, cpu_model text, event_id text, external boolean,
        host_type text, kernel_version text, machine_id text, payload_version integer, record_version integer,
        severity integer, system_name text, timestamp_client numeric, timestamp_server numeric NOT NULL,
        payload text NOT NULL, processed boolean);
      INSERT INTO records (build, classification, severity, machine_id, timestamp_client, timestamp_server, payload)
        SELECT '41000', 'org.clearlinux/crash/clr', 3, 'm' || n, 1600000000, extract(epoch FROM now()),
          E'Crash\\n#0 at_fault() - [lib] - x.c:1\\n' || n FROM generate_series(1, 30) AS n;
      """, in: old)
    let command = ["import", old, "--state-dir", state.path]
    let first = try Collector.run(command)
    #expect(first.code == 0 && first.output == "copied 30 records, 0 were there before\n", "\(first)")
    #expect(try Collector.run(command).output == "copied 0 records, 30 were there before\n")
    let collector = try Collector(state: state)
    #expect(try Curl("http://127.0.0.1:\(collector.port)/crashes").body.contains("at_fault()"))
    let empty = try Collector.run(["import", try cluster.database(), "--state-dir", state.path])
    #expect(empty.code == 74 && empty.errors.contains("not a telemetrics database"), "\(empty)")
    #expect(try Collector.run(["import", "mysql://x", "--state-dir", state.path]).code == 64)
  }
}
