import Testing
import Words

@testable import Intake

@Suite struct RecordIntakeTests {
  @Test("each check of the backend refuses with its message")
  func table() {
    let missing = "Record-Format-Version headers are invalid, "
    let long = String(repeating: "x", count: 250)
    let table: [(changes: [String: String?], message: String)] = [
      (["X-Telemetry-TID": nil], "Telemetry ID mismatch"),
      (["X-Telemetry-TID": "6907C830-eed9-4ce9-81ae-76daf8d88f0f"], "Telemetry ID mismatch"),
      (["record_format_version": nil], "Record-Format-Version is invalid"),
      (["record_format_version": "5"], "Record-Format-Version is invalid"),
      (["record_format_version": "0"], "Record-Format-Version is invalid"),
      (["record_format_version": "-1"], "Record-Format-Version is invalid"),
      (["record_format_version": "4.0"], "Record-Format-Version is invalid"),
      (["arch": nil], missing + "Arch missing"), (["build": nil], missing + "Build missing"),
      (["creation_timestamp": nil], missing + "Creation-Timestamp missing"),
      (["classification": nil], missing + "Classification missing"),
      (["host_type": nil], missing + "Host-Type missing"),
      (["kernel_version": nil], missing + "Kernel-Version missing"),
      (["machine_id": nil], missing + "Machine-Id missing"),
      (["severity": nil], missing + "Severity missing"),
      (["payload_format_version": nil], missing + "Payload-Format-Version missing"),
      (["system_name": nil], missing + "System-Name missing"), (["board_name": nil], missing + "Board-Name missing"),
      (["bios_version": nil], missing + "Bios-Version missing"), (["cpu_model": nil], missing + "Cpu-Model missing"),
      (["event_id": nil], missing + "Event-Id missing"),
      (["record_format_version": "04", "event_id": nil], missing + "Event-Id missing"),
      (["severity": "0"], "severity value is out of range"), (["severity": "5"], "severity value is out of range"),
      (["severity": "high"], "severity value is out of range"), (["severity": ""], "severity value is out of range"),
      (["classification": "a/b"], "Classification value is invalid"),
      (["classification": "a/b/c/d"], "Classification value is invalid"),
      (["machine_id": String(repeating: "a", count: 33)], "Machine id value is invalid"),
      (["creation_timestamp": "-5"], "timestamp is invalid"), (["creation_timestamp": "1.5"], "timestamp is invalid"),
      (["creation_timestamp": ""], "timestamp is invalid"),
      (["arch": "riscv64"], "architecture is invalid"), (["arch": "X86_64"], "architecture is invalid"),
      (["host_type": long], "host type is invalid"),
      (["kernel_version": "6.1"], "kernel version is invalid"),
      (["kernel_version": "6.x.1"], "kernel version is invalid"),
      (["board_name": "caf\u{E9}"], "board name is invalid"),
      (["cpu_model": String(repeating: "x", count: 200)], "cpu model is invalid"),
      (["bios_version": "a\u{7F}"], "BIOS version is invalid"),
      (["event_id": "1D02deb60b7c07e5370e98b23c750a6a"], "Event id is invalid"),
      (["event_id": "1d02"], "Event id is invalid"),
      (["system_name": "clear-linux-os", "build": "12a"], "Clear Linux OS build version has invalid characters"),
      (["build": "12 a"], "Build version has invalid characters"),
      (["build": "\"\""], "Build version has invalid characters"),
      (["payload_format_version": "2147483647"], "Payload format version outside of range supported"),
      (["payload_format_version": "99999999999999999999"], "Payload format version outside of range supported"),
      (
        ["payload_format_version": "abc"],
        "Error parsing payload_format_version, invalid literal for int() with base 10: 'abc'"
      ),
    ]
    for (changes, message) in table { #expect(refusal(changes) == message, "\(changes)") }
  }

  @Test("what the backend takes is taken")
  func taken() {
    let table: [[String: String?]] = [
      [:], ["record_format_version": "04"], ["severity": "01"], ["classification": "//"], ["machine_id": ""],
      ["kernel_version": "6.1."], ["payload_format_version": "-7"], ["payload_format_version": " 1_0 "],
      ["creation_timestamp": "99999999999999999999"], ["system_name": "\"clear-linux-os\"", "build": "'33000'"],
      ["record_format_version": "3", "event_id": nil],
      ["record_format_version": "2", "event_id": nil, "board_name": nil, "cpu_model": nil, "bios_version": nil],
      ["record_format_version": "1", "system_name": nil, "payload_format_version": nil],
      ["X-CLR-External": "yes"],
    ]
    for changes in table { #expect(refusal(changes) == nil, "\(changes)") }
  }

  @Test("names match in any case, with - and _ alike, and the first fault in the backend's order is told")
  func names() throws {
    let changed = goodHeaders.map { (name: $0.name.uppercased().replacing("_", with: "-"), value: $0.value) }
    let record = try RecordIntake().record(headers: changed, body: [])
    #expect(record.classification == "org.clearlinux/hello/world")
    #expect(record.build == "12")
    #expect(refusal(["severity": "9", "arch": "vax", "X-Telemetry-TID": nil]) == "Telemetry ID mismatch")
    #expect(refusal(["severity": "9", "arch": "vax"]) == "severity value is out of range")
    #expect(
      refusal(["severity": "9", "event_id": nil]) == "Record-Format-Version headers are invalid, Event-Id missing")
  }

  @Test(
    "a record keeps what was sent: a NUL, bytes that are no UTF-8, a time far off; N/A where the version has no field")
  func content() throws {
    let payload: [UInt8] = [0x61, 0, 0xFF, 0x62]
    let far = try RecordIntake().record(
      headers: headers([
        "creation_timestamp": "253402300800", "X-CLR-External": "true", "record_format_version": "2",
      ]), body: payload)
    #expect(far.payload == payload)
    #expect(far.created == 253_402_300_800)
    #expect(far.external)
    #expect(far.eventID == "N/A" && far.boardName == "N/A" && far.cpuModel == "N/A" && far.biosVersion == "N/A")
    let first = try RecordIntake().record(
      headers: headers(["record_format_version": "1", "system_name": nil, "payload_format_version": nil]), body: [])
    #expect(first.systemName == "N/A" && first.payloadVersion == 1 && first.formatVersion == 1)
  }

  @Test("an echo of the input in a message is bounded and printable")
  func echo() {
    let message = refusal(["payload_format_version": "\u{1B}[31m" + String(repeating: "x", count: 5000)]) ?? ""
    #expect(message.utf8.count < 200)
    #expect(message.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
  }

  @Test("any TID of name characters is taken where the policy says so, and is the record's tenant")
  func tenants() throws {
    let open = RecordIntake(tenants: .any)
    #expect(try open.record(headers: headers(["X-Telemetry-TID": "fleet-7"]), body: []).tenant == "fleet-7")
    #expect(throws: Refusal("Telemetry ID mismatch")) {
      try open.record(headers: headers(["X-Telemetry-TID": "<b>"]), body: [])
    }
  }

  @Test("the answer is the backend's object, keys sorted, and shows a time far off")
  func answer() throws {
    let record = try RecordIntake().record(
      headers: headers(["creation_timestamp": "253402300800"]), body: [0x22, 0, 0xE9])
    let kept = Kept(id: 7, repeated: false, received: 1_795_241_252_999_999)
    let text = String(decoding: RecordAnswer.body(record, kept), as: UTF8.self)
    #expect(
      text == #"{"arch":"x86_64","bios_version":"no_bv_file","board_name":"no_bn_file|no_bv_file","build":"12","#
        + #""classification":"org.clearlinux/hello/world","cpu_model":"AMD EPYC","#
        + #""event_id":"1d02deb60b7c07e5370e98b23c750a6a","external":false,"id":7,"kernel_version":"6.18.44-fc-v657","#
        + #""machine_id":"5e3ec3544778c785c96a54beadc7966b","machine_type":"no_sv_file|no_pn_file|no_pvr_file","#
        + #""payload":"\"\u0000é","record_version":4,"severity":1,"ts_capture":"10000-01-01 00:00:00 UTC","#
        + #""ts_reception":"2026-11-21 06:07:32 UTC"}"# + "\n")
  }

  @Test("the same record has one identity in both forms, and another one when anything differs")
  func identity() throws {
    let intake = RecordIntake()
    let sent = try intake.record(headers: goodHeaders, body: json("hello\n"))
    let members = goodHeaders.dropLast(3).map { "\"\($0.name)\":\"\($0.value.replacing("\"", with: "\\\""))\"" }
    let body = json("{" + members.joined(separator: ",") + #","payload":"hello\n"}"#)
    let again = try intake.record(json: body, headers: [("x-telemetry-tid", TenantPolicy.standardTenant)])
    #expect(sent == again)
    #expect(Identity.of(sent) == Identity.of(again))
    var other = sent
    other.payload.append(0)
    #expect(Identity.of(other) != Identity.of(sent))
    other = sent
    other.build = "1"
    other.classification = "2" + sent.classification
    #expect(Identity.of(other) != Identity.of(sent))
  }
}
