import Digest
import Platform
import Report
import Settings
import TestSupport
import Testing

@testable import Agent

@Suite("Sealing the records of programs")
struct ProbeSealerTests {
  static let headersForm = ProbeSealer(
    server: "http://127.0.0.1:9/v2/collector", form: .headers,
    tidheader: "X-Telemetry-TID: 6907c830-eed9-4ce9-81ae-76daf8d88f0f")
  static let jsonForm = ProbeSealer(
    server: "http://127.0.0.1:9/v3/collector", form: .json,
    tidheader: "X-Telemetry-TID: 6907c830-eed9-4ce9-81ae-76daf8d88f0f")

  @Test("the headers form is what 1.16.3 sent, byte for byte", arguments: ["v1163-hprobe", "v235-hprobe"])
  func sameAsOldClient(_ name: String) throws {
    let capture = try ProbeCapture(name)
    let record = try Self.headersForm.seal(
      capture.record, payload: Array("hello\n".utf8), machineID: capture["machine_id"])
    #expect(record.request.headers.map(\.line) == capture.lines)
    #expect(record.request.method == "POST" && record.request.url == "http://127.0.0.1:9/v2/collector")
    #expect(record.request.body == Array("hello\n".utf8))
    // 2.3.5 added a line feed to every payload; that one is not kept.
    #expect(capture.body == record.request.body || capture.body == record.request.body + [0x0A])
  }

  @Test("the JSON form has the keys of 2.4.3 in their order, and the values it cut at a space are whole")
  func sameAsNewClient() throws {
    let capture = try ProbeCapture("v243-hprobe")
    let old = try #require(try JSONReader.parse(capture.body).objectValue)
    var headers = old.filter { $0.key != "payload" }.map { (name: $0.key, value: $0.value.stringValue ?? "") }
    let cpu = try #require(headers.firstIndex { $0.name == "cpu_model" })
    headers[cpu].value = "AMD EPYC"
    let record = try Self.jsonForm.seal(
      headers, payload: Array("hello\n\n".utf8), machineID: old["machine_id"]?.stringValue ?? "")
    #expect(record.request.headers.map(\.line) == capture.lines)
    let json = try #require(try JSONReader.parse(record.request.body).objectValue)
    #expect(json.keys == old.keys)
    for (key, value) in json {
      #expect(value == (key == "cpu_model" ? .string("AMD EPYC") : old[key]), "\(key)")
    }
    let text = String(decoding: record.request.body, as: UTF8.self)
    #expect(
      text.hasPrefix(#"{"record_format_version":"4","classification":"org.clearlinux/hello/world","severity":"1","#))
    #expect(!text.contains(#"\/"#))
  }

  @Test("what a record is, is read from its headers")
  func facts() throws {
    let record = try Self.headersForm.seal(
      Self.sample(["severity": "3", "classification": "org.clearlinux/crash/clr"]), payload: [0x61], machineID: "m")
    #expect(record.destination == .collector && record.source == .probe && record.channels == [.crash])
    #expect(record.severity == 3 && record.created == Timestamp(seconds: 1_795_241_252))
    #expect(record.eventID == "1d02deb60b7c07e5370e98b23c750a6a")
    #expect(record.id.utf8.count == 32 && Hex.decode(record.id) != nil)
    #expect(record.sha256 == Hex.encode(Digest.sha256([0x61])))
    let again = try Self.headersForm.seal(Self.sample(), payload: [], machineID: "m")
    #expect(again.id != record.id && again.request.body.isEmpty)
  }

  @Test(
    "a classification with the part crash is a crash, every other one an event",
    arguments: [
      ("org.clearlinux/crash/clr", Channel.crash), ("crash/kernel/bug", .crash), ("a/b/crash", .crash),
      ("org.clearlinux/hello/world", .event), ("a/crashes/b", .event), ("Crash/a/b", .event), ("", .event),
      ("crash", .crash),
    ])
  func channel(_ classification: String, _ wanted: Channel) {
    #expect(ProbeSealer.channel(of: classification) == wanted)
  }

  @Test("the machine id is the core's, whatever the program said")
  func machineID() throws {
    for sealer in [Self.headersForm, Self.jsonForm] {
      let record = try sealer.seal(Self.sample(["machine_id": "FFFFFFFF"]), payload: [], machineID: "my id")
      let all = String(decoding: record.request.body, as: UTF8.self) + record.request.headers.map(\.line).joined()
      #expect(all.contains("my id") && !all.contains("FFFFFFFF"))
    }
  }

  @Test("an empty value is an empty header and an empty string, not a missing one")
  func empty() throws {
    let sample = Self.sample(["arch": "", "cpu_model": ""])
    let headers = try Self.headersForm.seal(sample, payload: [], machineID: "").request.headers
    #expect(headers.count == 17 && headers.contains(.init("arch", "")) && headers.contains(.init("machine_id", "")))
    let body = try Self.jsonForm.seal(sample, payload: [], machineID: "").request.body
    #expect(try JSONReader.parse(body)["arch"] == .string("") && JSONReader.parse(body)["payload"] == .string(""))
  }

  @Test("the JSON is valid whatever the payload: UTF-8 stays, other bytes are read as Latin-1, controls are escaped")
  func anyPayload() throws {
    let table: [([UInt8], String)] = [
      (Array("grün 日本 👍".utf8), "grün 日本 👍"), ([0x61, 0xFF, 0xE9], "a\u{FF}\u{E9}"),
      (Array("\t\n\r\u{B}\u{C}\u{1B}\"\\/".utf8), "\t\n\r\u{B}\u{C}\u{1B}\"\\/"), ([0xC3], "\u{C3}"), ([], ""),
    ]
    for (payload, text) in table {
      let body = try Self.jsonForm.seal(Self.sample(), payload: payload, machineID: "m").request.body
      #expect(body.allSatisfy { (0x20..<0x7F).contains($0) })
      #expect(try JSONReader.parse(body)["payload"] == .string(text))
    }
    let all = (0...255).map { UInt8($0) }
    let body = try Self.jsonForm.seal(Self.sample(), payload: all, machineID: "m").request.body
    let back = try #require(try JSONReader.parse(body)["payload"]?.stringValue)
    #expect(back.unicodeScalars.map(\.value) == all.map(UInt32.init), "no byte is lost")
    #expect(try Self.headersForm.seal(Self.sample(), payload: all, machineID: "m").request.body == all)
  }

  @Test("a control character cannot stand in a header; in JSON it can")
  func controls() throws {
    let sample = Self.sample(["board_name": "a\u{1B}[31m\tb\r\nEvil: 1\u{7F}é"])
    let header = try Self.headersForm.seal(sample, payload: [], machineID: "m").request.headers
      .first { $0.name == "board_name" }
    #expect(header?.value == "a?[31m\tb??Evil: 1?é")
    let body = try Self.jsonForm.seal(sample, payload: [], machineID: "m").request.body
    #expect(try JSONReader.parse(body)["board_name"] == .string("a\u{1B}[31m\tb\r\nEvil: 1\u{7F}é"))
  }

  @Test(
    "what is no header line sends no tenant header",
    arguments: [
      ("X-Telemetry-TID: 1", "X-Telemetry-TID: 1"), ("X-A:b", "X-A: b"), ("X-A: b: c", "X-A: b: c"), ("", nil),
      ("no colon", nil), ("X-A:", nil), ("X-A:  ", nil), (": b", nil), ("X A: b", nil),
    ] as [(String, String?)])
  func tenant(_ line: String, _ wanted: String?) {
    #expect(ProbeSealer(server: "http://h/", form: .json, tidheader: line).tenant?.line == wanted)
  }

  @Test(
    "the form goes by the setting, and by the path where it is auto",
    arguments: [
      ("auto", "https://clr.telemetry.intel.com/v3/collector", WireForm.json),
      ("auto", "https://clr.telemetry.intel.com/v2/collector", .headers), ("auto", "http://h", .headers),
      ("auto", "http://h/?x=/v3/", .headers), ("auto", "http://h/a/v3/collector?x#y", .json),
      ("headers", "http://h/v3/collector", .headers), ("json", "http://h/v2/collector", .json),
      ("", "http://h/v3/x", .json),
    ])
  func form(_ setting: String, _ server: String, _ wanted: WireForm) {
    #expect(WireForm.chosen(by: setting, server: server) == wanted)
  }

  @Test(
    "a record that no collector takes is refused with the reason",
    arguments: [
      (["severity": "0"], "severity `0`"), (["severity": "5"], "1 to 4"), (["severity": "x"], "severity"),
      (["severity": "+3"], "severity"), (["creation_timestamp": "+5"], "seconds"),
      (["creation_timestamp": "-1"], "creation_timestamp"), (["creation_timestamp": ""], "creation_timestamp"),
      (["creation_timestamp": "99999999999999999999"], "seconds"),
      (["creation_timestamp": "253402300800"], "seconds"),
    ])
  func refused(_ change: [String: String], _ word: String) {
    #expect {
      try Self.headersForm.seal(Self.sample(change), payload: [], machineID: "m")
    } throws: { error in
      explain(error).what.contains(word) && explain(error).exit == .badData
    }
  }

  @Test("a record without one of the headers that say what it is, is refused")
  func missing() {
    for name in ["classification", "severity", "creation_timestamp", "event_id"] {
      let short = Self.sample().filter { $0.name != name }
      #expect(throws: Explanation.self) { try Self.headersForm.seal(short, payload: [], machineID: "m") }
    }
    let odd = Self.sample() + [(name: "a: b\nc", value: "")]
    #expect(throws: Explanation.self) { try Self.headersForm.seal(odd, payload: [], machineID: "m") }
  }

  @Test("the configuration says where to and how; a server that nobody named is none")
  func configuration() throws {
    let sealer = try ProbeSealer(
      Configuration.parse("[settings]\nserver = http://h/v3/collector\ntidheader = X-Me: 1\n"))
    #expect(sealer.form == .json && sealer.server == "http://h/v3/collector" && sealer.tenant == .init("X-Me", "1"))
    let old = try ProbeSealer(Configuration.parse("[settings]\nserver = http://h/v3/c\nprotocol = headers\n"))
    #expect(old.form == .headers && old.tenant?.name == "X-Telemetry-TID")
    #expect(throws: AgentFault.notConfigured(.collector).explanation) { try ProbeSealer(Configuration.parse("")) }
  }

  @Test("a configuration that the record brought says who vouches for its server; the machine's is asked later")
  func authority() throws {
    let plain = "[settings]\nserver = https://h/v2/c\n"
    func authority(_ text: String, own: Bool) throws -> SealedRecord.Authority {
      try ProbeSealer(Configuration.parse(text), isRecordsOwn: own)
        .seal(Self.sample(), payload: [], machineID: "m").authority
    }
    #expect(try authority(plain + "cainfo = /etc/own.pem\n", own: true) == .file("/etc/own.pem"))
    #expect(try authority(plain, own: true) == .system)
    #expect(try authority(plain + "cainfo = /etc/own.pem\n", own: false) == .configured)
  }

  /// The record of `hprobe`, with some values changed.
  static func sample(_ change: [String: String] = [:]) -> [(name: String, value: String)] {
    let values = [
      ("record_format_version", "4"), ("classification", "org.clearlinux/hello/world"), ("severity", "1"),
      ("machine_id", "FFFFFFFF"), ("creation_timestamp", "1795241252"), ("arch", "x86_64"),
      ("host_type", "QEMU|Standard PC (Q35)|1.0"), ("build", "\"12\""), ("kernel_version", "6.1.0"),
      ("payload_format_version", "1"), ("system_name", "debian"), ("board_name", "a|b"), ("cpu_model", "AMD EPYC"),
      ("bios_version", "1.2"), ("event_id", "1d02deb60b7c07e5370e98b23c750a6a"),
    ]
    return values.map { (name: $0.0, value: change[$0.0] ?? $0.1) }
  }
}

extension ProbeSealer {
  /// Seals headers given as text, under a random id.
  func seal(_ headers: [(name: String, value: String)], payload: [UInt8], machineID: String) throws -> SealedRecord {
    try seal(
      headers.map { ProbeField($0.name, $0.value) }, payload: payload, machineID: machineID,
      id: try Randomness.identifier())
  }
}

extension SealedRequest.Header {
  fileprivate var line: String { "\(name): \(value)" }
}

/// A request that a real client sent.
struct ProbeCapture {
  /// The header lines that are not the transport's, in order.
  var lines: [String] = []
  var body: [UInt8] = []

  init(_ name: String) throws {
    let bytes = try Files.read(InfoCaptures.packageRoot + "/Tests/Fixtures/telemetrics/tm-post-\(name).txt")
    let text = String(decoding: bytes, as: UTF8.self)
    let end = try #require(text.firstRange(of: "\r\n\r\n"))
    body = Array(text[end.upperBound...].utf8)
    lines = text[..<end.lowerBound].split(separator: "\r\n").dropFirst().map(String.init).filter { line in
      !["Host", "Accept", "Content-Length"].contains(String(line.prefix { $0 != ":" }))
    }
  }

  /// The 15 headers of the record.
  var record: [(name: String, value: String)] {
    lines.compactMap { line in
      guard let mark = line.firstRange(of: ": "), line.first?.isLowercase == true else { return nil }
      return (name: String(line[..<mark.lowerBound]), value: String(line[mark.upperBound...]))
    }
  }

  subscript(_ name: String) -> String { record.first { $0.name == name }?.value ?? "" }
}
