import Glibc
import Platform
import Report
import Settings
import TestSupport
import Testing

@testable import Privacy

@Suite("The opt-in of the old client and the consent for collector")
struct OptInTests {
  private let scratch: Scratch
  private let environment: Environment
  private var optIn: OptIn { OptIn(environment) }
  private var file: String { scratch.path + "/telemetrics/opt-in" }

  init() throws {
    scratch = try Scratch()
    environment = Environment(variables: scratch.oldClient, effectiveUser: geteuid())
  }

  private func date(_ seconds: Int) {
    let moment = timespec(tv_sec: seconds, tv_nsec: 0)
    #expect(utimensat(AT_FDCWD, file, [moment, moment], 0) == 0)
  }

  private func agreement() -> Agreement? {
    Consent.current(in: scratch.path, environment: environment).agreements[.collector]
  }

  private func bar(_ text: String = "") -> ConsentBar? {
    ConsentGate.now(stateDirectory: scratch.path, configuration: .parse(text), environment: environment).bar(.collector)
  }

  @Test("a file that somebody made is an agreement of its owner, at its time, to the channels that are on by default")
  func byHand() throws {
    try scratch.write("telemetrics/opt-in", "")
    date(1_600_000_000)
    let wanted = Agreement(
      uid: geteuid(), name: Identity.userName(geteuid()), at: Timestamp(seconds: 1_600_000_000),
      since: Timestamp(seconds: 1_600_000_000), url: "", channels: [.basic, .crash, .device, .event], licence: nil,
      revision: FieldRegistry.revision, through: file)
    #expect(agreement() == wanted)
    #expect(bar() == nil)
    #expect(bar("[main]\ndisable = true\n") == .disabled(origin: "telemetry.conf:2"), "what overrules others, too")
    #expect(
      ConsentGate.now(stateDirectory: scratch.path, configuration: .parse(""), environment: environment)
        .bar(.home) == .nobodyAgreed, "it is for the collector alone")
  }

  @Test("without the file nobody agreed, whatever consent.json says")
  func removed() throws {
    try Consent.write([.collector: .sample(), .home: .sample()], in: scratch.path)
    #expect(bar() == .nobodyAgreed && agreement() == nil)
    try optIn.give()
    #expect(bar() == nil)
    unlink(file)
    #expect(bar() == .nobodyAgreed)
    let kept = Consent.current(in: scratch.path, environment: environment).agreements
    #expect(Array(kept.keys) == [.home])
  }

  @Test("what was agreed to by a command stands; made again, the file begins anew")
  func both() throws {
    try Consent.write([.collector: .sample(since: 1_500_000_000, channels: [.crash])], in: scratch.path)
    try scratch.write("telemetrics/opt-in", "")
    date(1_400_000_000)
    #expect(agreement()?.channels == [.crash] && agreement()?.through == nil)
    #expect(agreement()?.since == Timestamp(seconds: 1_500_000_000))
    date(1_600_000_000)
    #expect(agreement()?.since == Timestamp(seconds: 1_600_000_000))
  }

  @Test("a damaged consent.json lets nothing through, file or not")
  func damaged() throws {
    try optIn.give()
    try scratch.write("consent.json", "{")
    guard case .unreadable = bar() else {
      Issue.record("a damaged file lets something through")
      return
    }
  }

  @Test("only a regular file of root or of this user counts", arguments: ["link", "directory", "stranger"])
  func untrusted(_ kind: String) throws {
    try Files.makeDirectory(scratch.path + "/telemetrics")
    var seen = environment
    switch kind {
    case "link":
      try scratch.write("elsewhere", "")
      #expect(symlink(scratch.path + "/elsewhere", file) == 0)
    case "directory": try Files.makeDirectory(file)
    default:
      // The test may be anybody: only root can give a file away, so somebody else looks at it.
      try scratch.write("telemetrics/opt-in", "")
      if geteuid() == 0 { #expect(chown(file, 4711, 4711) == 0) } else { seen.effectiveUser = 4711 }
    }
    #expect(OptIn(seen).applied(to: [.collector: .sample()]).isEmpty)
    #expect(throws: SystemError.self, "and it is not replaced") { try OptIn(seen).give() }
  }

  @Test("it is made empty, readable for all, and once; taken away it is gone")
  func giveAndTake() throws {
    #expect(try optIn.give())
    #expect(try scratch.text("telemetrics/opt-in") == "" && scratch.mode("telemetrics/opt-in") == 0o644)
    #expect(try !optIn.give() && optIn.isGiven)
    #expect(try optIn.take())
    #expect(!Files.exists(file))
    #expect(try !optIn.take() && !optIn.isGiven)
  }

  @Test(
    "where the files are",
    arguments: [
      (["TELEMETRICS_ETC": "/x", "HOME": "/h"], UInt32(0), ["/x"]), ([:], 0, ["/etc/telemetrics"]),
      (["HOME": "/h", "XDG_CONFIG_HOME": "/c"], 0, ["/etc/telemetrics"]),
      (["HOME": "/h"], 7, ["/h/.config/telemetrics", "/etc/telemetrics"]),
      (["HOME": "/h", "XDG_CONFIG_HOME": "/c"], 7, ["/c/telemetrics", "/etc/telemetrics"]),
      ([:], 7, ["/etc/telemetrics"]), (["TELEMETRICS_ETC": "/x"], 7, ["/x"]),
    ] as [([String: String], UInt32, [String])])
  func places(_ variables: [String: String], _ user: UInt32, _ wanted: [String]) {
    #expect(OldClientDirectory(Environment(variables: variables, effectiveUser: user)).paths == wanted)
  }

  @Test("taken in is what was made under consent, of a channel that is agreed to and on")
  func intake() {
    let table: [([Destination: Agreement], String, Channel, Int64, IntakeGate.Verdict)] = [
      ([.collector: .sample(since: 1000)], "", .event, 1000, .accept),
      ([.collector: .sample(since: 1000)], "", .crash, 1_000_000, .accept),
      ([.collector: .sample(since: 1000)], "", .event, 999, .reject("made before anybody agreed")),
      ([:], "", .event, 1000, .reject("nobody has agreed yet")),
      ([.home: .sample(since: 1000)], "", .event, 1000, .reject("nobody has agreed yet")),
      (
        [.collector: .sample(since: 1000, channels: [.crash])], "", .event, 1000,
        .reject("the channel event was not agreed to")
      ),
      (
        [.collector: .sample(since: 1000)], "[telemetry]\nchannel_crash = no\n", .crash, 1000,
        .reject("the channel crash is off")
      ),
      (
        [.collector: .sample(since: 1000)], "[main]\ndisable = true\n", .event, 1000,
        .reject("disable = true (telemetry.conf:2)")
      ),
      (
        [.collector: .sample(since: 1000)], "[settings]\nrecord_server_delivery_enabled = no\n", .event, 1000,
        .keep(IntakeGate.staysHere)
      ),
      ([:], "[settings]\nrecord_server_delivery_enabled = no\n", .event, 1000, .reject("nobody has agreed yet")),
      ([.collector: .sample(since: 1000, revision: 0)], "", .event, 1000, .accept),
    ]
    for (agreements, text, channel, created, wanted) in table {
      let configuration = Configuration.parse(text)
      let override = ConsentGate.override(configuration: configuration, environment: Environment(variables: [:]))
      let gate = IntakeGate(gate: ConsentGate(.given(agreements), override: override), configuration: configuration)
      #expect(gate.verdict(channel: channel, created: Timestamp(seconds: created)) == wanted)
    }
  }

  @Test("what waits when the opt-in goes is withdrawn; an environment that forbids only holds it")
  func departure() {
    func verdict(_ override: ConsentBar?, _ agreements: [Destination: Agreement]) -> DepartureGate.Verdict {
      DepartureGate(gate: ConsentGate(.given(agreements), override: override), configuration: .parse(""))
        .verdict(destination: .collector, channels: [.event], revision: 99, created: Timestamp(seconds: 1_800_000_000))
    }
    #expect(verdict(nil, [.collector: .sample()]) == .open)
    #expect(verdict(nil, [.home: .sample()]) == .withdraw("consent was withdrawn"))
    #expect(verdict(.doNotTrack, [:]) == .hold(ConsentBar.doNotTrack.reason))
  }
}
