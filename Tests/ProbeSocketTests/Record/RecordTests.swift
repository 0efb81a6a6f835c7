import Platform
import ProbeSocket
import Report
import Testing

@Suite("Records of local programs")
struct RecordTests {
  private func record(_ change: (inout Sample) -> Void) throws -> ProbeRecord? {
    var decoder = MessageDecoder()
    return try decoder.feed(Sample(change).message)
  }

  private func fault(_ change: (inout Sample) -> Void) -> ProbeFault? {
    do { _ = try record(change) } catch { return error as? ProbeFault }
    return nil
  }

  @Test("values come whole, and the blank after the colon may be missing")
  func values() throws {
    let plain = try #require(try record { $0.values[.cpuModel] = " two  spaces, \"quotes\" and: colons " })
    #expect(plain[.cpuModel]?.text == " two  spaces, \"quotes\" and: colons ")
    #expect(plain.headers.map(\.header) == ProbeHeader.allCases)
    #expect(plain.creationTimestamp == 1_795_241_213 && plain.severity == 2)
    let tight = try #require(
      try record { sample in
        let lines = String(decoding: sample.headers, as: UTF8.self)
        sample.headerBlock = Array(lines.replacing(": ", with: ":").utf8)
      })
    #expect(tight[.hostType]?.text == "a b|c|d" && tight[.eventID] == plain[.eventID])
    #expect(try record { $0.values[.architecture] = "" }?[.architecture]?.bytes.isEmpty == true)
  }

  @Test("bytes that are no UTF-8 are kept, and said to be none")
  func otherBytes() throws {
    let block = Array(Sample().headers)
    let place = try #require(block.firstRange(of: Array("AMD".utf8)))
    let record = try #require(
      try record {
        $0.headerBlock = Array(block[..<place.lowerBound] + [0xFF, 0x1B, 0xC3] + block[place.upperBound...])
        $0.payload = [0xFE, 0x80, 0x07]
      })
    let value = try #require(record[.cpuModel])
    #expect(value.bytes.starts(with: [0xFF, 0x1B, 0xC3]) && !value.isUTF8)
    #expect(Array(record.payload) == [0xFE, 0x80, 0x07])
    #expect(record[.hostType]?.isUTF8 == true)
  }

  @Test("format versions 2 and 3 lack the headers that came later", arguments: [("2", 11), ("3", 14), ("4", 15)])
  func versions(version: String, count: Int) throws {
    let record = try #require(
      try record {
        $0.values[.recordFormatVersion] = version
        for header in ProbeHeader.allCases.dropFirst(count) { $0.values[header] = nil }
      })
    #expect(record.headers.count == count && record.formatVersion == Int(version))
    #expect((record[.eventID] != nil) == (count == 15) && (record[.boardName] != nil) == (count > 11))
  }

  @Test("lines after the last header are ignored, and empty lines between headers are skipped")
  func otherLines() throws {
    let extra = try record { $0.headerBlock = $0.headers + Array("more: of this\nseverity: 9\n".utf8) }
    #expect(extra?.payload.elementsEqual("hello\n".utf8) == true && extra?.headers.count == 15)
    let unended = try record { $0.headerBlock = Array($0.headers.dropLast()) }
    #expect(unended?[.eventID]?.text == "0123456789abcdef0123456789abcdef")
    let empty = try record { sample in
      let lines = String(decoding: sample.headers, as: UTF8.self)
      sample.headerBlock = Array(lines.replacing("\n", with: "\n\n").utf8)
    }
    #expect(empty?[.cpuModel]?.text == "AMD EPYC")
  }

  @Test("a payload of the documented 8,192 bytes is taken, one byte more is refused")
  func payload() throws {
    for count in [0, 1, 8187, 8188, 8192] {
      #expect(try record { $0.payload = [UInt8](repeating: 97, count: count) }?.payload.count == count)
    }
    #expect(fault { $0.payload = [UInt8](repeating: 97, count: 8193) } == .payloadTooLong(8193))
  }

  @Test(
    "every header must be in its place under its whole name",
    arguments: ProbeHeader.allCases)
  func names(header: ProbeHeader) {
    #expect(fault { $0.values[header] = nil }?.kind == .headers)
    let wrong = fault { sample in
      let lines = String(decoding: sample.headers, as: UTF8.self)
      sample.headerBlock = Array(lines.replacing("\(header.name):", with: "\(header.name)X:").utf8)
    }
    guard case .header(expected: header, let found?) = wrong else {
      Issue.record("\(String(describing: wrong))")
      return
    }
    #expect(found.hasPrefix("\(header.name)X: "))
    #expect(fault { $0.values[header] = "a\u{0}b" } == .headerNUL(header))
  }

  @Test(
    "values that no collector could use are refused with their reason",
    arguments: [
      (.severity, "5", .severity("5")), (.severity, "0", .severity("0")), (.severity, "99", .severity("99")),
      (.severity, "", .severity("")), (.severity, "1 ", .severity("1 ")),
      (.recordFormatVersion, "5", .formatVersion("5")), (.recordFormatVersion, "", .formatVersion("")),
      (.recordFormatVersion, "44", .formatVersion("44")),
      (.classification, "noslash", .classification(.slashes(0))), (.classification, "", .classification(.size(0))),
      (.eventID, "0123", .eventID("0123")),
      (.eventID, "0123456789ABCDEF0123456789abcdef", .eventID("0123456789ABCDEF0123456789abcdef")),
      (.creationTimestamp, "yesterday", .creationTimestamp("yesterday")),
      (.creationTimestamp, "-1", .creationTimestamp("-1")), (.creationTimestamp, "", .creationTimestamp("")),
      (.creationTimestamp, "253402300800", .creationTimestamp("253402300800")),
      (.creationTimestamp, "99999999999999999999", .creationTimestamp("99999999999999999999")),
    ] as [(ProbeHeader, String, ProbeFault)])
  func values(header: ProbeHeader, value: String, expected: ProbeFault) {
    #expect(fault { $0.values[header] = value } == expected)
  }

  @Test("a reason is one short line that no terminal acts on")
  func reasons() {
    let hostile = "\u{1B}]0;x\u{7}" + String(repeating: "long ", count: 200)
    let faults: [ProbeFault?] = [
      fault { $0.values[.severity] = hostile }, fault { $0.values[.eventID] = hostile },
      fault { $0.headerBlock = Array("\(hostile): 4\n".utf8) }, fault { $0.values[.recordFormatVersion] = hostile },
    ]
    for fault in faults {
      let reason = fault?.reason ?? ""
      #expect(!reason.isEmpty && reason.utf8.count < 200 && !reason.unicodeScalars.contains(where: SafeText.isHostile))
    }
    #expect(ProbeFault.severity("9").reason == "severity '9' is not 1 to 4")
    #expect(ProbeFault.incomplete(received: 3, expected: 417).reason == "incomplete, 3 of 417 bytes")
  }

  @Test("records are equal when all they hold is")
  func equality() throws {
    #expect(try record { _ in } == record { _ in })
    #expect(try record { _ in } != record { $0.payload = [] })
    #expect(try record { _ in } != record { $0.configPath = "/a" })
    // The same bytes in all, cut otherwise.
    #expect(try record { $0.payload = Array("x/a".utf8) } != record { ($0.payload, $0.configPath) = ([120], "/a") })
  }
}
