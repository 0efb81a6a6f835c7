import Platform
import Privacy
import Report
import Settings
import TestSupport
import Testing

@Suite("The gates of consent and departure")
struct GateTests {
  private static func override(_ value: String?, _ text: String = "") throws -> ConsentBar? {
    let scratch = try Scratch()
    let environment = Environment(
      variables: scratch.oldClient.merging(value.map { ["DO_NOT_TRACK": $0] } ?? [:]) { $1 })
    return ConsentGate.now(
      stateDirectory: scratch.path, configuration: .parse(text, environment: environment), environment: environment
    ).override
  }

  @Test(
    "DO_NOT_TRACK counts when it is set and not 0",
    arguments: [
      (nil, false), ("", false), ("0", false), ("1", true), ("true", true), ("yes", true), ("00", true), ("no", true),
      (" ", true),
    ])
  func doNotTrack(_ value: String?, _ bars: Bool) throws {
    #expect(try Self.override(value) == (bars ? .doNotTrack : nil))
  }

  @Test("disable = true beats consent and says where it stands; the environment beats the file")
  func disabled() throws {
    let text = "[main]\ndisable = true\n"
    #expect(try Self.override(nil, text) == .disabled(origin: "telemetry.conf:2"))
    #expect(try Self.override("1", text) == .doNotTrack)
    #expect(try Self.override("0", text) == .disabled(origin: "telemetry.conf:2"))
    #expect(try Self.override(nil, "[main]\ndisable = false\n") == nil)
    let environment = Environment(
      variables: ["TELEMETRY_TUI_MAIN_DISABLE": "yes", "TELEMETRICS_ETC": "/nonexistent"])
    let gate = ConsentGate.now(
      stateDirectory: "/nonexistent", configuration: .parse(text, environment: environment), environment: environment)
    #expect(gate.override == .disabled(origin: "environment variable TELEMETRY_TUI_MAIN_DISABLE"))
  }

  private static let trouble = Explanation("damaged", at: "/c")

  @Test("what bars a record")
  func bars() {
    let given = Consent.given([.home: .sample(channels: [.basic, .crash], revision: 2)])
    let table: [(Consent, ConsentBar?, Destination, [Channel], Int, ConsentBar?)] = [
      (given, nil, .home, [], 1, nil), (given, nil, .home, [.basic, .crash], 2, nil),
      (given, nil, .home, [.basic, .ident], 2, .channelNotAgreed(.ident)),
      (given, nil, .home, [.basic], 3, .newFields(agreed: 2, present: 3)),
      (given, nil, .collector, [], 1, .nobodyAgreed), (.given([:]), nil, .home, [.basic], 1, .nobodyAgreed),
      (.unreadable(Self.trouble), nil, .home, [.basic], 1, .unreadable(Self.trouble)),
      (given, .doNotTrack, .home, [.basic], 1, .doNotTrack),
      (.unreadable(Self.trouble), .disabled(origin: "f:1"), .home, [], 1, .disabled(origin: "f:1")),
    ]
    for (consent, override, destination, channels, revision, bar) in table {
      let gate = ConsentGate(consent, override: override)
      #expect(gate.bar(destination, channels: channels, revision: revision) == bar)
    }
  }

  @Test("a setting lets new fields through where the rest may go, and opens nothing else")
  func accepted() throws {
    let scratch = try Scratch()
    try Consent.write([.home: .sample(channels: [.basic], revision: 1)], in: scratch.path)
    func gate(_ text: String) -> ConsentGate {
      .now(
        stateDirectory: scratch.path, configuration: .parse(text),
        environment: Environment(variables: scratch.oldClient)
      )
    }
    let accepting = gate("[privacy]\nnew-fields = accept")
    #expect(accepting.bar(.home, channels: [.basic], revision: 3) == nil)
    #expect(accepting.bar(.home, channels: [.perf], revision: 3) == .channelNotAgreed(.perf))
    #expect(accepting.bar(.report, channels: [.basic], revision: 3) == .nobodyAgreed)
    for text in ["", "[privacy]\nnew-fields = ask", "[privacy]\nnew-fields = never"] {
      #expect(gate(text).bar(.home, channels: [.basic], revision: 3) == .newFields(agreed: 1, present: 3), "\(text)")
    }
    let off = gate("[main]\ndisable = true\n[privacy]\nnew-fields = accept")
    #expect(off.bar(.home, channels: [.basic], revision: 3) == off.override && off.override != nil)
  }

  @Test("consent is read anew at every gate")
  func fresh() throws {
    let scratch = try Scratch()
    func bar() -> ConsentBar? {
      ConsentGate.now(
        stateDirectory: scratch.path, configuration: .parse(""), environment: Environment(variables: scratch.oldClient)
      ).bar(.home)
    }
    #expect(bar() == .nobodyAgreed)
    try Consent.write([.home: .sample()], in: scratch.path)
    #expect(bar() == nil)
    try Consent.write([:], in: scratch.path)
    #expect(bar() == .nobodyAgreed)
    try scratch.write("consent.json", "{")
    guard case .unreadable = bar() else {
      Issue.record("a damaged file lets something through")
      return
    }
  }

  @Test("every bar says why and what to do")
  func words() {
    let bars: [ConsentBar] = [
      .nobodyAgreed, .unreadable(Self.trouble), .doNotTrack, .disabled(origin: "f:1"), .channelNotAgreed(.ident),
      .newFields(agreed: 1, present: 2),
    ]
    for bar in bars {
      for text in [bar.reason, bar.remedy(.home)] { #expect(!text.isEmpty && !text.hasSuffix(".")) }
    }
    #expect(Set(bars.map(\.reason)).count == bars.count)
    #expect(ConsentBar.nobodyAgreed.remedy(.collector).contains("telemetry-tui on collector"))
  }

  @Test("just before the socket: held where the reason may pass, withdrawn where it cannot")
  func departure() {
    let consent = Consent.given([.home: .sample(since: 1000, channels: [.basic, .ident], revision: 1)])
    func verdict(
      _ text: String = "", override: ConsentBar? = nil, to destination: Destination = .home,
      channels: [Channel] = [.basic], revision: Int = 1, created: Int64 = 1_000_000
    ) -> DepartureGate.Verdict {
      DepartureGate(gate: ConsentGate(consent, override: override), configuration: .parse(text))
        .verdict(
          destination: destination, channels: channels, revision: revision, created: Timestamp(milliseconds: created))
    }
    #expect(verdict() == .open)
    #expect(verdict(created: 1_000_001) == .open, "within the second of the agreement")
    #expect(verdict(created: 999_999) == .withdraw("made before anybody agreed"))
    #expect(verdict(override: .doNotTrack, created: 0) == .hold(ConsentBar.doNotTrack.reason), "it may pass")
    #expect(verdict(to: .report) == .hold(ConsentBar.nobodyAgreed.reason))
    #expect(verdict(revision: 2) == .hold(ConsentBar.newFields(agreed: 1, present: 2).reason))
    #expect(verdict(channels: [.basic, .perf]) == .hold(ConsentBar.channelNotAgreed(.perf).reason))
    #expect(
      verdict(channels: [.basic, .ident]) == .withdraw("the channel ident was switched off"), "it is off by default")
    #expect(verdict("[telemetry]\nchannel_ident = true\n", channels: [.basic, .ident]) == .open)
    #expect(verdict("[telemetry]\nchannel_basic = no\n") == .withdraw("the channel basic was switched off"))
  }
}
