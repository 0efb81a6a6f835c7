import Glibc
import Platform
import Report
import TestSupport
import Testing

@testable import Privacy

@Suite("The consent file")
struct ConsentTests {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test("no file means that nobody agreed")
  func missing() {
    #expect(Consent.read(in: scratch.path) == .given([:]))
    #expect(Consent.read(in: scratch.path + "/none") == .given([:]))
  }

  @Test("what is written is read back, for its owner alone")
  func roundTrip() throws {
    let agreements: [Destination: Agreement] = [
      .home: .sample(), .report: .sample(channels: [.basic, .ident], licence: "sharing-1-0", revision: 7),
    ]
    try Consent.write(agreements, in: scratch.path)
    #expect(Consent.read(in: scratch.path) == .given(agreements))
    #expect(scratch.mode("consent.json") == 0o600)
    try Consent.write([:], in: scratch.path)
    #expect(Consent.read(in: scratch.path) == .given([:]))
    #expect(try scratch.names() == ["consent.json"])
  }

  @Test("a name from outside does not break the file")
  func hostileName() throws {
    var agreement = Agreement.sample()
    agreement.name = "\"}\n\u{1B}[31m日本"
    try Consent.write([.home: agreement], in: scratch.path)
    #expect(Consent.read(in: scratch.path).agreements[.home]?.name == agreement.name)
  }

  private static let whole = """
    {"uid":0,"name":"root","at":"2026-11-21T06:15:15Z","since":"2026-11-21T06:15:15Z","url":"http://h",\
    "channels":["basic"],"licence":null,"revision":1}
    """

  private static func file(_ agreement: String, name: String = "home", version: String = "1") -> String {
    "{\"version\":\(version),\"destinations\":{\"\(name)\":\(agreement)}}"
  }

  @Test("the sample the damage is done to is sound itself")
  func sound() throws {
    try scratch.write("consent.json", Self.file(Self.whole))
    #expect(Consent.read(in: scratch.path).agreements.keys.map(\.rawValue) == ["home"])
  }

  static let damaged: [String] = {
    let missing = ["uid", "name", "at", "since", "url", "channels", "revision"].map {
      file(whole.replacing("\"\($0)\":", with: "\"x\($0)\":"))
    }
    let wrong = [
      ("[\"basic\"]", "[\"basic\",\"unheard-of\"]"), ("[\"basic\"]", "[1]"), ("[\"basic\"]", "\"basic\""),
      ("\"uid\":0", "\"uid\":-1"), ("\"uid\":0", "\"uid\":\"0\""), ("\"uid\":0", "\"uid\":4294967296"),
      ("2026-11-21T06:15:15Z", "yesterday"), ("\"revision\":1", "\"revision\":1.5"),
    ].map { file(whole.replacing($0, with: $1)) }
    return missing + wrong + [
      "", "{", "null", "[]", "{}", "{\"version\":1}", "{\"version\":1,\"destinations\":[]}", "\u{0}",
      file(whole, version: "2"), file(whole, version: "0"), file(whole, version: "\"1\""),
      file(whole, name: "elsewhere"),
      file("null"), file(whole) + "x", String(file(whole).dropLast(3)),
    ]
  }()

  @Test("damaged, newer or unheard-of: no consent at all, and a word on what to do", arguments: damaged)
  func damage(_ text: String) throws {
    try scratch.write("consent.json", text)
    let consent = Consent.read(in: scratch.path)
    guard case .unreadable(let explanation) = consent else {
      Issue.record("taken for consent: \(text)")
      return
    }
    #expect(explanation.place == scratch.path + "/consent.json" && explanation.remedy != nil)
    #expect(consent.agreements.isEmpty)
  }

  @Test("one damaged agreement takes the others with it")
  func oneDamaged() throws {
    try scratch.write(
      "consent.json", "{\"version\":1,\"destinations\":{\"home\":\(Self.whole),\"report\":{}}}")
    #expect(Consent.read(in: scratch.path).agreements.isEmpty)
  }

  @Test("every cut of a whole file is no consent")
  func cuts() throws {
    let text = Self.file(Self.whole)
    for length in 0..<text.utf8.count {
      #expect(Consent.parse(Array(text.utf8.prefix(length)), "c").agreements.isEmpty)
    }
  }

  @Test("a file that cannot be opened lets nothing through", .enabled(if: geteuid() != 0, "root may read everything"))
  func closed() throws {
    try scratch.write("consent.json", Self.file(Self.whole), mode: 0o000)
    guard case .unreadable(let explanation) = Consent.read(in: scratch.path) else {
      Issue.record("taken for consent")
      return
    }
    #expect(explanation.exit == .noPermission)
  }

  @Test("a directory in its place lets nothing through")
  func directory() throws {
    try Files.makeDirectory(scratch.path + "/consent.json")
    guard case .unreadable = Consent.read(in: scratch.path) else {
      Issue.record("taken for consent")
      return
    }
  }
}

extension String {
  /// Every occurrence of a text replaced.
  fileprivate func replacing(_ wanted: String, with other: String) -> String {
    split(separator: wanted, omittingEmptySubsequences: false).joined(separator: other)
  }
}
