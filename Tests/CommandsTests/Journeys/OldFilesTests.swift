import Glibc
import Platform
import Report
import Testing

/// Configuration files of the older programs, unchanged but for the places of this machine.
@Suite("Old configuration files run as they are") struct OldFilesTests {
  /// Of Aerospike Telemetry Agent. `@conf@`, `@home@`, `@user@`: the node's file, the sink, who runs the test.
  static let node: [(version: String, text: String, interval: String, notes: [String])] = [
    (
      "1.0.0, 2015",
      """
      # Aerospike Telemetry Agent
      [asd]
      config-file = @conf@

      [logging]
      logfile = out
      loglevel = debug

      [main]
      disable = false
      frequency = 600
      home-url = @home@
      email =
      user = @user@

      """, "600", []
    ),
    (
      "1.0.12, its sample",
      """
      [asd]
      config-file = @conf@

      [logging]
      logfile = out
      loglevel = debug

      [main]
      disable = false
      interval = 600
      home-url = @home@
      user = @user@
      group =
      cafile =
      email =
      proxy =

      """, "600", []
    ),
    (
      "1.0.12, after --set-email by Python 2",
      """
      [DEFAULT]
      cafile =\u{20}
      email =\u{20}
      fgdaemon = False
      group =\u{20}
      proxy =\u{20}
      user =\u{20}
      sample = False

      [main]
      home-url = @home@
      interval = 300.0
      disable = False
      fgdaemon = False
      sample = False
      email = admin@example.com
      user = @user@

      [logging]
      loglevel = info
      logfile = out

      [asd]
      config-file = @conf@

      """, "300.0", ["DEFAULT.fgdaemon", "DEFAULT.sample", "main.fgdaemon", "main.sample"]
    ),
    (
      "1.0.12, colons, capitals, comments and the line ends of Windows",
      """
      ; edited elsewhere
      [main]
      Home-URL: @home@
      INTERVAL: 1200
      Disable: no
      [asd]
      Config-File: @conf@
      [logging]
      LogFile: out
      LogLevel: warning

      """.replacing("\n", with: "\r\n"), "1200", []
    ),
  ]

  @Test("of the node's agent: they are checked, looked at, started, asked and stopped", arguments: node.indices)
  func nodeFile(_ index: Int) throws {
    let stage = try ServiceStage()
    let machine = stage.machine
    let (version, text, interval, notes) = Self.node[index]
    let conf = try machine.write(
      "aerospike.conf",
      """
      # the node
      service {
        user root
      }
      network {
        heartbeat {
          mode mesh
          port 3002
        }
        service {
          address any
          port \(machine.node.port)
        }
      }

      """)
    let filled =
      text.replacing("@conf@", with: conf).replacing("@home@", with: machine.sink.url)
      .replacing("@user@", with: Identity.userName(geteuid()))
    try machine.configure(filled)

    let check = try machine.must("config", "check", "--json").json()
    #expect(check["good"] == .bool(true), "\(version)")
    let said = (check["notes"]?.arrayValue ?? []).compactMap(\.stringValue)
    #expect(said.count == notes.count, "\(said)")
    for note in notes { #expect(said.contains { $0.hasPrefix(note) && $0.contains("asd-telemetry --") }, "\(said)") }
    #expect(try machine.must("config", "get", "main.interval").text == interval + "\n")

    func asd(_ words: String...) throws -> Machine.Outcome {
      try machine.bare(["asd-telemetry", "--state-dir", machine.state, machine.config] + words)
    }
    #expect(try asd("--sample").json()["statistics"] != nil)
    #expect(try asd("status").status == 3)
    let started = try asd("start")
    #expect(started.status == 0, "\(version): \(started.err)")
    #expect(try asd("status").status == 0)
    eventually("it sends") { machine.sink.requests.contains { $0.text.contains("\"statistics\"") } }
    for request in machine.sink.requests { #expect(request.method == "POST" && request.path == "/telemetry/v1") }
    #expect(try asd("stop").status == 0)
    #expect(try asd("status").status == 3)
    #expect(try Files.readText(machine.config) == filled, "the file is as it was")
  }

  /// Of telemetrics-client. `@server@`, `@socket@`, `@spool@` are places of this machine.
  static let programs: [(version: String, text: String, path: String)] = [
    (
      "2.3.5",
      """
      [settings]
      server=@server@/v2/collector
      socket_path=@socket@
      spool_dir=@spool@
      record_expiry=1200
      spool_max_size=5120
      spool_process_time=120
      rate_limit_enabled=true
      record_burst_limit=1000
      record_window_length=15
      byte_burst_limit=-1
      byte_window_length=20
      rate_limit_strategy=spool
      record_retention_enabled=false
      record_server_delivery_enabled=true
      tidheader=X-Telemetry-TID:\\s6907c830-eed9-4ce9-81ae-76daf8d88f0f

      """, "/v2/collector"
    ),
    (
      "2.4.3, most of it commented out",
      """
      ; See man telemetrics.conf
      [settings]
      server = @server@/v3/collector
      socket_path = @socket@
      spool_dir = @spool@
      #record_expiry=1200
      #rate_limit_enabled=true
      DAEMON_RECYCLING_ENABLED=TRUE
      daemon_recycling_enabled=1
      cainfo=
      mykey=anything

      """, "/v3/collector"
    ),
    (
      "1.16, every key",
      """
      [settings]
      server=@server@/v2/collector
      socket_path=@socket@
      spool_dir=@spool@
      record_expiry=1200
      spool_max_size=1024
      spool_process_time=900
      rate_limit_enabled=true
      record_burst_limit=100
      record_window_length=15
      byte_burst_limit=1000
      byte_window_length=20
      rate_limit_strategy=drop

      """, "/v2/collector"
    ),
  ]

  @Test("of the programs' client: the service takes a record over its socket and sends it", arguments: programs.indices)
  func programFile(_ index: Int) throws {
    let stage = try ServiceStage()
    let machine = stage.machine
    let (version, text, path) = Self.programs[index]
    try machine.configure(
      text.replacing("@server@", with: machine.sink.url).replacing("@socket@", with: machine.path + "/telem-0")
        .replacing("@spool@", with: machine.path + "/spool"))
    let before = try Files.readText(machine.config)
    let check = try machine.must("config", "check", "--json").json()
    #expect(check["good"] == .bool(true), "\(version)")
    #expect((check["notes"]?.arrayValue ?? []).isEmpty != text.contains("mykey"))
    #expect(try machine.run("telemctl", "opt-in").status == 0)
    try stage.service("start")
    // A busy machine may take longer than the program waits.
    try eventually("the service takes it") {
      try machine.bare(["telem-record-gen", "--config", machine.config, "-c", "a/b/c", "-p", "hello"]).status == 0
    }
    eventually("it sends") { machine.sink.requests.contains { $0.path == path } }
    let request = try #require(machine.sink.requests.first)
    #expect(request.text.contains("hello"))
    #expect(request.header("X-Telemetry-TID") == "6907c830-eed9-4ce9-81ae-76daf8d88f0f")
    try stage.service("stop")
    #expect(try Files.readText(machine.config) == before)
  }

  @Test("the defaults file of a distribution, all of it comments, is good and configures nothing") func defaults()
    throws
  {
    let machine = try Machine()
    let keys = Self.programs[0].text.split(separator: "\n").dropFirst()
    try machine.configure("[settings]\n" + keys.map { "#\($0)\n" }.joined())
    #expect(try machine.must("config", "check").text == "good: \(machine.config)\n")
    #expect(try machine.run("on").status == 78, "no server was named by anybody")
  }

  @Test(
    "values the programs' client bent or ended at are refused with the line",
    arguments: [
      "record_expiry=-1", "spool_process_time=60", "record_window_length=60", "byte_burst_limit=many",
      "rate_limit_strategy=keep", "record_retention_enabled=maybe", "spool_max_size=-5",
    ])
  func refused(_ line: String) throws {
    let machine = try Machine()
    try machine.configure("[settings]\n\(line)\n")
    let outcome = try machine.run("config", "check")
    #expect(outcome.status == 78 && outcome.err.contains(":2: give "), "\(outcome.err)")
  }
}
