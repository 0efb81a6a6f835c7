import ProbeSocket
import Report
import Testing

@Suite("Files of the old spool")
struct SpoolFileTests {
  private func fault(_ text: String) -> ProbeFault? {
    do { _ = try SpoolFile.parse(Array(text.utf8)) } catch { return error }
    return nil
  }

  private let headers = String(decoding: Sample().headers, as: UTF8.self)

  @Test("a captured file is its record, without the line feed that the old client added")
  func captured() throws {
    let record = try SpoolFile.parse(try Captures.file("v243"))
    #expect(record.payload.elementsEqual("ok".utf8) && record[.classification]?.text == "spool/ok/1")
    #expect(record[.machineID]?.text == "6e96133ff333789d2814814759611d20", "that of its time")
    #expect(record.configPath == nil && record.headers.count == 15)
  }

  @Test("the file that made the old daemon crash for ever is a record")
  func poison() throws {
    let record = try SpoolFile.parse(try Captures.file("v243-poison-empty-header"))
    #expect(record[.architecture]?.bytes.isEmpty == true && record.payload.elementsEqual("p".utf8))
  }

  @Test(
    "only one line feed is taken off the payload",
    arguments: [("\n", ""), ("\n\n", "\n"), ("hello\n\n", "hello\n"), ("a", "a"), ("a: b\n\nc\n", "a: b\n\nc")])
  func payloads(body: String, payload: String) throws {
    let record = try SpoolFile.parse(Array((headers + body).utf8))
    #expect(String(decoding: record.payload, as: UTF8.self) == payload)
  }

  @Test("the path of a configuration file stands before the headers")
  func configPath() throws {
    let record = try SpoolFile.parse(Array(("CFG:/etc/a b.conf\n" + headers + "x\n").utf8))
    #expect(record.configPath?.text == "/etc/a b.conf" && record.payload.elementsEqual("x".utf8))
    #expect(fault("CFG:relative\n" + headers + "x\n") == .configPath("relative"))
    #expect(fault("CFG:\n" + headers + "x\n") == .configPath(""))
    #expect(fault("CFG:/never/ends") == .incomplete(received: 15, expected: nil))
  }

  @Test("files of format versions 2 and 3 are records, whose payload starts where their headers end")
  func versions() throws {
    for (version, count) in [("2", 11), ("3", 14)] {
      let sample = Sample {
        $0.values[.recordFormatVersion] = version
        for header in ProbeHeader.allCases.dropFirst(count) { $0.values[header] = nil }
      }
      let record = try SpoolFile.parse(sample.headers + Array("event_id: of the payload\n".utf8))
      #expect(record.payload.elementsEqual("event_id: of the payload".utf8) && record.headers.count == count)
    }
  }

  @Test("a file cut off anywhere is no record, or one with a shorter payload, and never more")
  func cutOff() throws {
    let bytes = try Captures.file("v243")
    for cut in 0..<bytes.count {
      let record = try? SpoolFile.parse(Array(bytes[..<cut]))
      #expect(record == nil || cut > bytes.count - 3, "\(cut) of \(bytes.count) bytes")
    }
  }

  @Test("too long a file or payload, and what is none at all, are told")
  func wrong() {
    #expect(fault(headers + String(repeating: "x", count: 8193) + "\n") == .payloadTooLong(8193))
    #expect(fault(headers + String(repeating: "x", count: 8192) + "\n") == nil)
    #expect(fault(headers + String(repeating: "x", count: SpoolFile.longest))?.kind == .file)
    #expect(fault("")?.kind == .headers && fault("\n\n\n")?.kind == .headers)
    #expect(fault(headers) == .incomplete(received: headers.utf8.count, expected: nil))
    #expect(fault("#!/bin/sh\n") == .header(expected: .recordFormatVersion, found: "#!/bin/sh"))
  }
}
