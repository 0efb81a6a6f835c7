import Report
import Testing

@Suite struct ClassificationTests {
  private static func part(_ length: Int) -> String { String(repeating: "x", count: length) }

  @Test(
    "what libtelemetry takes is a classification",
    arguments: [
      "org.clearlinux/hello/world", "//", "a b/c/d", "é/b/c", "\(part(41))/\(part(39))/\(part(40))",
      "\(part(40))/\(part(40))/\(part(40))",
    ])
  func taken(text: String) throws {
    #expect(try Classification(text).text == text)
  }

  @Test(
    "what breaks a rule is refused with the rule it breaks",
    arguments: [
      ("", ClassificationFault.size(0)), (String(repeating: "x/", count: 62), .size(124)), ("a/b", .slashes(1)),
      ("a/b/c/d", .slashes(3)), ("\(part(42))/b/c", .part(42)), ("a/\(part(41))/c", .part(41)),
      ("a/b/\(part(41))", .part(41)), ("a/b\nseverity: 4/c", .controlByte), ("a/b/\u{7F}", .controlByte),
    ])
  func refused(text: String, fault: ClassificationFault) {
    #expect(Classification.fault(text.utf8) == fault)
    #expect(throws: fault) { try Classification(text) }
  }

  @Test("the fifteen headers stand in the order of the wire")
  func headers() {
    let names = ProbeHeader.allCases.map(\.name)
    #expect(
      names.joined(separator: " ")
        == "record_format_version classification severity machine_id creation_timestamp arch host_type build "
        + "kernel_version payload_format_version system_name board_name cpu_model bios_version event_id")
  }
}
