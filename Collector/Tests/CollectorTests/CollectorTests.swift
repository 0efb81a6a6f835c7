import Foundation
import Testing

@Suite(.serialized) struct CollectorTests {
  @Test("it ends well on SIGTERM, and what it answered is there afterwards")
  func drain() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let first = try Collector(state: state)
    #expect(try Collector.post(first.port, "one").id == 1)
    #expect(try Collector.post(first.port, "two").id == 2)
    first.signal(SIGTERM)
    #expect(first.wait() == 0)
    let second = try Collector(state: state)
    #expect(try Collector.post(second.port, "two").id == 2)
    #expect(try Collector.post(second.port, "three").status == 201)
    second.signal(SIGINT)
    #expect(second.wait() == 0)
  }

  @Test("what cannot be is told in one line, with an exit code of sysexits.h")
  func faults() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let running = try Collector(state: state)
    let file = state.appendingPathComponent("file")
    try Data().write(to: file)
    let table: [(arguments: [String], code: Int32, line: String)] = [
      (["--listen", "8080"], 64, "no host and port, '8080': --listen: write 127.0.0.1:8080"),
      (["--tls-key", "x", "check-config"], 64, "the certificate is missing: --tls-key: add --tls-certificate FILE"),
      (["--database", "mysql://x"], 64, "no PostgreSQL URL: --database: write postgresql://USER@HOST/NAME"),
      (["check-config", "--keep", "x=1"], 64, "no rule, 'x=1': --keep: write classification=org.clearlinux/hello/*:1"),
      (["--rate-limit", "2000000"], 64, "out of range, 2000000: --rate-limit: choose from 0 to 1000000"),
      (
        ["--listen", "127.0.0.1:0", "--state-dir", file.path + "/x", "check-config"], 73,
        "no directory: \(file.path): name another with --state-dir"
      ),
      (
        ["--tls-certificate", file.path, "--tls-key", file.path], 78,
        "no certificate in PEM: \(file.path): name the PEM files with --tls-certificate and --tls-key"
      ),
      (
        ["--listen", "127.0.0.1:\(running.port)", "--state-dir", state.path + "/other"], 69,
        "cannot listen, Address already in use: 127.0.0.1:\(running.port): "
          + "end what listens there or choose another with --listen"
      ),
    ]
    for (arguments, code, line) in table {
      let result = try Collector.run(arguments)
      #expect(result.code == code && result.errors == "telemetry-collector: \(line)\n", "\(arguments): \(result)")
    }
  }

  @Test("check-config shows what the options come to, without a password, and makes nothing")
  func checkConfig() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let plain = try Collector.run([
      "--listen", "127.0.0.1:0", "--state-dir", state.path + "/a/b", "check-config", "--keep", "severity=1:2",
    ])
    #expect(
      plain.output == """
        listen: http://127.0.0.1:0/
        store: \(state.path)/a/b/collector.sqlite
        keep: 35 days
        keep: severity=1 2 days
        schema: none yet, made by the first start
        reading: open on this machine, as there is no user

        """)
    #expect(try FileManager.default.contentsOfDirectory(atPath: state.path).isEmpty)
    let shared = try Collector.run([
      "--listen", "127.0.0.1:0", "check-config", "--database", "postgresql://u:secret@host.invalid/db?password=secret",
    ])
    #expect(shared.code == 69 && !shared.errors.contains("secret"))
    #expect(shared.output.contains("store: postgresql://u:…@host.invalid/db\n"))
  }

  @Test("purge says what went")
  func purge() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let result = try Collector.run(["purge", "--state-dir", state.path])
    #expect(result.code == 0 && result.output == "deleted 0 records, 0 reports, 0 device samples\n")
  }
}
