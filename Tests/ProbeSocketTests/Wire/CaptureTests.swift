import Platform
import ProbeSocket
import Report
import Testing

@Suite("Captured messages")
struct CaptureTests {
  @Test(
    "every captured message is a record, whatever its framing",
    arguments: [
      ("v1163-hprobe-old-framing", "org.clearlinux/hello/world", 1, "hello\n"),
      ("v235-hprobe", "org.clearlinux/hello/world", 1, "hello\n"),
      ("v243-hprobe", "org.clearlinux/hello/world", 1, "hello\n"),
      ("v243-hprobe-Hlu", "org.clearlinux/heartbeat/ping", 1, "hello\nLC_ALL: C.UTF-8\nuptime: 1271\n"),
      ("v243-hprobe-with-f-CFG", "org.clearlinux/hello/world", 1, "hello\n"),
      ("v243-record-gen-all-options", "a/b/c", 4, "x"), ("v243-record-gen-empty-payload", "a/b/empty", 1, ""),
    ])
  func captured(name: String, classification: String, severity: Int, payload: String) throws {
    var decoder = MessageDecoder()
    let record = try #require(try decoder.feed(try Captures.message(name)))
    #expect(record[.classification]?.text == classification && record.severity == severity)
    #expect(String(decoding: record.payload, as: UTF8.self) == payload)
    #expect(record.headers.count == 15 && record.formatVersion == 4)
    #expect(record[.cpuModel]?.text == "AMD EPYC", "whole, with its space")
    #expect(record[.build]?.text == "\"12\"", "with its quotes")
    #expect(record[.machineID]?.text == ProbeHeader.anonymousMachineID)
  }

  @Test("the largest payload the old daemon took, and a configuration file, come through")
  func large() throws {
    var decoder = MessageDecoder()
    let record = try #require(try decoder.feed(try Captures.message("v243-payload-8187-accepted")))
    #expect(record.payload.count == 8187 && record.payload.allSatisfy { $0 == UInt8(ascii: "3") })
    #expect(record.configPath?.text == "/tmp/tm/prefix/etc/telemetrics/telemetrics.conf")
    #expect(record[.eventID]?.text == "00000000000000000000000000008187")
  }

  @Test("a message in two pieces, cut anywhere, is the same record", arguments: Captures.messages)
  func twoPieces(name: String) throws {
    let bytes = try Captures.message(name)
    var whole = MessageDecoder()
    let record = try #require(try whole.feed(bytes))
    for cut in 0..<bytes.count {
      var decoder = MessageDecoder()
      #expect(try decoder.feed(bytes[..<cut]) == nil, "\(cut) bytes are not all")
      #expect(try decoder.feed(bytes[cut...]) == record)
    }
  }

  @Test("a message that is cut off is incomplete, wherever it is cut", arguments: Captures.messages)
  func cutOff(name: String) throws {
    let bytes = try Captures.message(name)
    for cut in 0..<bytes.count - 1 {
      var decoder = MessageDecoder()
      _ = try decoder.feed(bytes[..<cut])
      do {
        let record = try decoder.end()
        Issue.record("\(cut) of \(bytes.count) bytes became \(String(describing: record))")
      } catch {
        #expect(error.kind == .incomplete)
      }
    }
  }

  @Test("byte by byte is the same record", arguments: Captures.messages)
  func byteByByte(name: String) throws {
    let bytes = try Captures.message(name)
    var decoder = MessageDecoder()
    for byte in bytes.dropLast() { #expect(try decoder.feed([byte]) == nil) }
    var whole = MessageDecoder()
    #expect(try decoder.feed(bytes.suffix(1)) == whole.feed(bytes))
  }
}
