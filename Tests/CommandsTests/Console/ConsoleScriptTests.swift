import Glibc
import Platform
import Report
import Testing

/// The console by script over the real agent: a node, a home on the loop-back interface, the real deliverer.
@Suite struct ConsoleScriptTests {
  /// A script, what it needs before, and what must be so after it.
  struct Journey: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var isAgreed = true
    var answers = 200
    var arguments: [String] = []
    var after: @Sendable (Machine) throws -> Void = { _ in }
    var testDescription: String { name }
  }

  static let journeys: [Journey] = [
    Journey(
      name: "agreeing by the form sends the first report",
      script: "wait-idle\nexpect Nothing leaves\nkey a\nwait-idle\ntype yes\nkey Enter\nwait sent just now",
      isAgreed: false
    ) { machine in
      eventually("a report came") { !machine.sentReports().isEmpty }
      let holds = try machine.home().text("state") == "on"
      #expect(holds)
    },
    Journey(
      name: "a wrong word agrees to nothing",
      script: "wait-idle\nkey a\nwait-idle\ntype no\nkey Enter\nexpect nothing was changed\nkey Esc", isAgreed: false
    ) { machine in #expect(machine.sink.requests.isEmpty) },
    Journey(
      name: "preview without consent, then the key that would send says why not",
      script: "key 3\nwait-idle\nexpect would not leave\nkey s\nexpect nobody has agreed", isAgreed: false
    ) { machine in #expect(machine.sink.requests.isEmpty) },
    Journey(
      name: "the bytes that were shown are the bytes that are sent and journaled",
      script:
        "wait-idle\nwait sent just now\nkey 3\nkey R\nwait-idle\nexpect may leave\nkey w\nkey Ctrl-U\ntype PLACE/shown.json\nkey Enter\nexpect wrote\nkey s\nkey Enter\nwait-idle\nexpect accepted\nkey 6\nwait-idle\nwait 3 rows\n"
    ) { machine in
      let shown = try Files.read(machine.path + "/shown.json")
      #expect(machine.sentReports().contains(shown))
      let holds = try machine.ledger().contains { $0.text("sha256") == sha256(shown) }
      #expect(holds)
    },
    Journey(
      name: "withdrawing asks, then nothing is on",
      script: "wait-idle\nwait sent just now\nkey o\nexpect nobody is told\nkey Enter\nwait-idle\nexpect Nothing leaves"
    ) { machine in
      let holds = try machine.home().text("state") == "off"
      #expect(holds)
    },
    Journey(
      name: "a channel goes on after the question",
      script:
        "key 4\nwait-idle\nkey j\nkey j\nkey j\nkey j\nkey Space\nexpect Switch the channel perf on?\nkey Enter\nwait-idle\nexpect channel perf is on"
    ) { machine in
      let holds = try Files.readText(machine.config).contains("channel_perf = true")
      #expect(holds)
    },
    Journey(
      name: "what waits is listed, opened, retried and deleted",
      script:
        "wait-idle\nkey 5\nwait-idle\nwait 503\nkey Enter\nwait-idle\nexpect last error\nexpect The exact bytes\nkey Esc\nkey r\nexpect Try this record now?\nkey Enter\nwait-idle\nexpect is tried now\nkey d\nkey Enter\nwait-idle\nexpect is deleted\nkey 6\nwait-idle\nexpect dropped",
      answers: 503
    ) { machine in
      let holds = try machine.ledger().contains { $0.text("result") == "dropped" }
      #expect(holds)
    },
    Journey(
      name: "delivering all that waits tells what came of it",
      script: "wait-idle\nkey 5\nwait-idle\nwait 503\nkey A\nkey Enter\nwait-idle\nexpect still wait", answers: 503),
    Journey(
      name: "a refused record is in the journal with its status, and its bytes",
      script: "wait-idle\nkey 6\nwait-idle\nwait refused 400\nkey Enter\nwait-idle\nexpect refused, status 400",
      answers: 400),
    Journey(
      name: "the ledger is verified and exported",
      script:
        "wait-idle\nwait sent just now\nkey 6\nwait-idle\nkey v\nwait-idle\nexpect the ledger holds\nkey w\nkey Ctrl-U\ntype PLACE/out.jsonl\nkey Enter\nwait-idle\nexpect out.jsonl"
    ) { machine in
      let lines = try Files.readText(machine.path + "/out.jsonl").split(separator: "\n")
      let numbers = try lines.map { try JSONReader.parse(String($0)).number("seq") }
      #expect(numbers == Array(1...Int64(lines.count)))
    },
    Journey(
      name: "a setting is changed in the file and in the agent, a wrong one in neither",
      script:
        "key 8\nwait-idle\nkey /\ntype main.interval\nkey Enter\nkey Enter\nkey Ctrl-U\ntype x\nkey Enter\nexpect not written\nkey Ctrl-U\ntype 1234\nkey Enter\nwait-idle\nexpect main.interval is 1234\nexpect 1234 s"
    ) { machine in
      let text = try Files.readText(machine.config)
      #expect(text.contains("interval = 1234") && text.contains("# Seconds between reports."))
    },
    Journey(
      name: "unsetting brings the default back",
      script:
        "key 8\nwait-idle\nkey /\ntype main.email\nkey Enter\nkey u\nkey Enter\nwait-idle\nexpect not set any more"
    ) { machine in
      let text = try Files.readText(machine.config)
      #expect(!text.contains("email"))
    },
    Journey(
      name: "a field is withheld by a rule, and the next preview shows it",
      script:
        "key 3\nwait-idle\nkey /\ntype edition\nkey Enter\nkey x\nexpect Withhold it from every report?\nkey Enter\nwait-idle\nexpect withheld"
    ) { machine in
      let holds = try Files.readText(machine.config).contains("redact.")
      #expect(holds)
    },
    Journey(
      name: "what changed since the last report is few of its fields",
      script: "wait-idle\nwait sent just now\nkey 3\nkey R\nwait-idle\nkey c\nwait-idle\nexpect was \"\nexpect changed"),
    Journey(
      name: "the machine id is rotated",
      script:
        "wait-idle\nkey 7\nwait-idle\nkey n\nkey Enter\nwait-idle\nexpect the machine id is now\nkey 9\nwait-idle\nexpect rotated"
    ),
    Journey(
      name: "Info is live and is filtered",
      script:
        "key 2\nwait-idle\nwait statistics\nkey /\ntype heap\nkey Enter\nexpect filter: heap\nkey Enter\nkey Esc\nkey Esc"
    ),
    Journey(
      name: "read-only looks at all and changes nothing",
      script:
        "wait-idle\nexpect read-only\nkey a\nexpect read-only\nkey 8\nwait-idle\nkey Enter\nexpect this console is read-only\nkey 7\nwait-idle\nkey n\nexpect this console is read-only\nkey :\ntype off\nkey Enter\nexpect read-only",
      isAgreed: false, arguments: ["--read-only"]
    ) { machine in #expect(machine.sink.requests.isEmpty) },
    Journey(
      name: "a command of the line is run as the person, with completion and history",
      script:
        "wait-idle\nkey :\ntype config get main.em\nkey Esc\nkey :\ntype config get main.email\nkey Enter\nwait-idle\nexpect admin@example.com\nkey q\nkey :\nkey Up\nexpect :config get main.email\nkey Esc"
    ),
  ]

  @Test(arguments: journeys) func `a journey`(journey: Journey) throws {
    let answers = journey.answers
    let machine = try Machine(respond: { _ in answers == 200 ? .ok : .json(answers, "{}") })
    if journey.isAgreed { try machine.must("on") }
    let script = try machine.write(
      "journey.script", "resize 100x30\n" + journey.script.replacing("PLACE", with: machine.path) + "\n")
    let child = try machine.start(
      ["--config", machine.config, "--state-dir", machine.state, "--script", script] + journey.arguments)
    #expect(child.wait() == 0, "\(child.err)")
    try journey.after(machine)
  }

  @Test func `beside a daemon the console attaches, outlives it and finds the next one`() throws {
    let machine = try Machine()
    try machine.must("on")
    let first = try machine.daemon()
    let script = try machine.write(
      "outlive.script",
      """
      resize 100x30
      wait-idle
      expect attached to daemon \(first.pid)
      wait sent just now
      save-screen \(machine.path)/attached
      wait is gone
      key 6
      wait-idle
      expect node/report/full
      key Enter
      wait-idle
      expect The exact bytes
      key Esc
      key 5
      wait-idle
      key A
      expect no agent runs
      key 1
      save-screen \(machine.path)/gone
      wait again
      key 7
      wait-idle
      key n
      key Enter
      wait-idle
      expect the machine id is now
      """)
    let console = try machine.start(["--config", machine.config, "--state-dir", machine.state, "--script", script])
    eventually("the console shows the daemon") {
      Files.exists(machine.path + "/attached") || console.poll() != nil
    }
    first.send(SIGKILL)
    first.wait()
    eventually("the console noticed") { Files.exists(machine.path + "/gone") || console.poll() != nil }
    machine.deliveryIsOver()
    let second = try machine.daemon()
    #expect(console.wait() == 0, "\(console.err)")
    machine.stop(second)
  }

  @Test func `line by line, from standard input`() throws {
    let machine = try Machine()
    let input = try machine.write("input", "5\n6\n8\n/interval\nquit\n")
    let child = try machine.start(
      ["--config", machine.config, "--state-dir", machine.state, "--plain"], input: input)
    #expect(child.wait() == 0, "\(child.err)")
    let text = String(decoding: child.out, as: UTF8.self)
    for wanted in ["Nothing leaves this machine.", "nothing waits.", "main.interval is 600 s"] {
      #expect(text.contains(wanted), "\(wanted)")
    }
    #expect(!text.utf8.contains(0x1B))
  }
}
