import Testing
import Words

@testable import Intake

@Suite struct RecordJSONTests {
  private let tenant = [(name: "X-Telemetry-TID", value: TenantPolicy.standardTenant)]

  private let hprobe = #"""
    {"record_format_version":"4","classification":"org.clearlinux/hello/world","severity":"1","machine_id":"084ae5705b297753499b703d24b8927b","creation_timestamp":"1795241213","arch":"x86_64","host_type":"no_sv_file|no_pn_file|no_pvr_file","build":"\"12\"","kernel_version":"6.18.44-fc-v657","payload_format_version":"1","system_name":"debian","board_name":"no_bn_file|no_bv_file","cpu_model":"AMD","bios_version":"no_bv_file","event_id":"5f9d50bc8e48b0241d4569dcbcf39ca8","payload":"a\tb\u000bc\u0000\ud83d\ude00\n"}
    """#

  @Test("an object of telemetrics-client 2.4 is a record, its escapes undone")
  func record() throws {
    let record = try RecordIntake().record(json: json(hprobe), headers: tenant)
    #expect(record.build == "12")
    #expect(record.eventID == "5f9d50bc8e48b0241d4569dcbcf39ca8")
    #expect(record.payload == Array("a\tb\u{B}c\0😀\n".utf8))
  }

  @Test("raw bytes of a payload that are no UTF-8 are kept as they came")
  func rawBytes() throws {
    var body = json(hprobe)
    let index = try #require(body.firstRange(of: Array("a\\tb".utf8))?.lowerBound)
    body[index] = 0xE9
    #expect(try RecordIntake().record(json: body, headers: tenant).payload.first == 0xE9)
  }

  @Test("what is no record is refused with what is wrong and where")
  func refused() {
    func message(_ text: String) -> String? {
      do throws(Refusal) {
        _ = try RecordIntake().record(json: json(text), headers: tenant)
        return nil
      } catch { return error.message }
    }
    #expect(message("") == "the body is no JSON: the text ends too early: byte 0")
    #expect(message("hello") == "the body is no JSON: no value here: byte 0")
    #expect(message("{\"a\":1") == "the body is no JSON: a comma or } is missing: byte 6")
    #expect(message("[]") == "the body is no JSON object")
    #expect(message("{}") == "Record-Format-Version is invalid")
    #expect(message(hprobe.replacing("\"payload\"", with: "\"load\"")) == "payload is missing")
    #expect(message(hprobe.replacing("\"AMD\"", with: "null")) == "cpu_model is no string")
    #expect(message(hprobe.replacing("\"severity\":\"1\"", with: "\"severity\":9")) == "severity value is out of range")
    #expect(message(hprobe + "x") == "the body is no JSON: something follows the value: byte \(hprobe.utf8.count)")
    #expect(message(String(repeating: "[", count: 100_000)) == "the body is no JSON: nested deeper than 200: byte 200")
  }
}
