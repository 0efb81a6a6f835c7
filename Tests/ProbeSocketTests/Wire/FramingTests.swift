import ProbeSocket
import Report
import Testing

/// Each row of the table in MessageFrame.swift.
@Suite("Both framings")
struct FramingTests {
  /// The payload; nil while more is needed.
  private func payload(_ bytes: [UInt8], ended: Bool = false) throws -> String? {
    var decoder = MessageDecoder()
    let record = try decoder.feed(bytes)
    let last = ended && record == nil ? try decoder.end() : record
    return last.map { String(decoding: $0.payload, as: UTF8.self) }
  }

  private func fault(_ bytes: [UInt8], ended: Bool = true) -> ProbeFault? {
    do { _ = try payload(bytes, ended: ended) } catch { return error as? ProbeFault }
    return nil
  }

  /// Short ones are told apart by the sizes alone, longer ones by where the NUL is.
  private static let payloads = ["", "x", "12345678", "123456789", "1234567890", String(repeating: "y", count: 500)]

  @Test("both framings give the payload as it is", arguments: payloads, [nil, "/etc/a.conf"])
  func both(text: String, configPath: String?) throws {
    let sample = Sample {
      $0.payload = Array(text.utf8)
      $0.configPath = configPath
    }
    #expect(try payload(sample.message) == text)
    #expect(try payload(sample.oldMessage) == text)
    #expect(sample.oldMessage.count == sample.message.count)
  }

  @Test("an old message waits for its last nine bytes, and is incomplete without them", arguments: payloads)
  func oldCutOff(text: String) throws {
    let sample = Sample { $0.payload = Array(text.utf8) }
    let bytes = sample.oldMessage
    for missing in 1...8 {
      #expect(try payload(bytes.dropLast(missing)) == nil)
      #expect(
        fault(bytes.dropLast(missing))
          == .incomplete(received: bytes.count - missing, expected: bytes.count))
    }
  }

  @Test("a new message may end without its NUL, when the connection ends there", arguments: payloads)
  func withoutNUL(text: String) throws {
    let sample = Sample { $0.payload = Array(text.utf8) + [UInt8(ascii: "!")] }
    // The word counts a NUL that is not sent: the payload's last byte stands in its place.
    let bytes = Array(sample.message(word: sample.length - 1).dropLast())
    #expect(try payload(bytes) == nil, "more may come: it could be an old one")
    #expect(try payload(bytes, ended: true) == text + "!")
  }

  @Test("what follows a whole new message is ignored")
  func trailing() throws {
    let sample = Sample()
    #expect(try payload(sample.message + Array("garbage without end".utf8)) == "hello\n")
    #expect(try payload(sample.message + sample.message) == "hello\n")
  }

  @Test(
    "a word too small cuts the payload, as in the old daemon, when no framing fits", arguments: [1, 2, 5, 8, 10, 30])
  func wordTooSmall(by: Int) throws {
    let text = String(repeating: "z", count: 60)
    let sample = Sample { $0.payload = Array(text.utf8) }
    // The cut falls one byte later than the NUL that was promised there: nothing says that this byte is none.
    #expect(try payload(sample.message(word: sample.length - by), ended: true) == String(text.dropLast(by - 1)))
  }

  @Test("a word too small by exactly nine is the old framing: nothing is lost")
  func wordOfTheOldFraming() throws {
    let text = String(repeating: "z", count: 60)
    let sample = Sample { $0.payload = Array(text.utf8) }
    #expect(try payload(sample.message(word: sample.length - 9)) == text)
  }

  @Test("a word too large is incomplete", arguments: [1, 9, 1000])
  func wordTooLarge(by: Int) {
    let sample = Sample()
    let bytes = sample.message(word: sample.length + by)
    #expect(fault(bytes, ended: false) == nil)
    #expect(fault(bytes)?.kind == .incomplete)
  }

  @Test("an impossible word is refused at once", arguments: [0, 1, 4, 13_501, 65_536, -1])
  func impossibleWord(word: Int) {
    #expect(fault(Sample.bytes(word), ended: false) == .lengthWord(UInt32(truncatingIfNeeded: word)))
  }

  @Test("a header size that fits neither framing is refused as soon as it is known", arguments: [1, 100, -1])
  func headerSize(over: Int) {
    let sample = Sample()
    let size = over < 0 ? -1 : sample.length + over
    let bytes = sample.message(word: sample.length, headerSize: size)
    #expect(
      fault(Array(bytes[..<8]), ended: false)
        == .headerSize(UInt32(truncatingIfNeeded: size), word: UInt32(sample.length)))
  }

  @Test("a header size of nothing lacks the first header")
  func noHeaders() {
    let sample = Sample()
    #expect(
      fault(sample.message(word: sample.length, headerSize: 0)) == .header(expected: .recordFormatVersion, found: nil))
  }

  @Test("a message of 13,500 bytes is taken, one byte more is refused")
  func longest() throws {
    let sample = Sample {
      $0.payload = [UInt8](repeating: UInt8(ascii: "p"), count: 8192)
      $0.configPath = "/" + String(repeating: "c", count: 4090)
      $0.values[.hostType] = ""
    }
    let room = MessageDecoder.longest - sample.length
    let full = Sample {
      $0 = sample
      $0.values[.hostType] = String(repeating: "h", count: room)
    }
    #expect(full.length == 13_500)
    #expect(try payload(full.message)?.count == 8192)
    let over = Sample {
      $0 = sample
      $0.values[.hostType] = String(repeating: "h", count: room + 1)
    }
    #expect(fault(over.message) == .lengthWord(13_501))
    // The old framing's word does not count nine bytes: the limit is for the whole.
    #expect(try payload(full.oldMessage)?.count == 8192)
  }

  @Test("a payload ends at its first NUL, in both framings and wherever the NUL is", arguments: 0..<40)
  func embeddedNUL(at place: Int) throws {
    var bytes = [UInt8](repeating: UInt8(ascii: "n"), count: 40)
    bytes[place] = 0
    let sample = Sample { $0.payload = bytes }
    #expect(try payload(sample.message)?.count == place)
    // Within the last eight bytes of an old one a NUL says that the word is one of the new framing, and too small.
    #expect(try payload(sample.oldMessage)?.count == min(place, 32))
  }

  @Test("a configuration path must be absolute and end")
  func configPath() {
    for path in ["", "etc/a", "a/b"] {
      #expect(fault(Sample { $0.configPath = path }.message) == .configPath(path))
    }
    let endless = Sample { $0.configPath = "/" + String(repeating: "c", count: 4096) }
    #expect(fault(endless.message)?.kind == .config)
    let lying = Sample { $0.configPath = "/" + String(repeating: "c", count: 300) }
    #expect(fault(lying.message(word: 40))?.kind == .length)
  }

  @Test("any bytes give a record, a wait or a fault, the same in one piece and in many")
  func anyBytes() throws {
    var random = SystemRandomNumberGenerator()
    let messages = try Captures.messages.map { try Captures.message($0) }
    for _ in 0..<3000 {
      var bytes = messages.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<min(bytes.count, 40), using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let whole = Result { try payload(bytes, ended: true) }
      let pieces = Result<String?, any Error> {
        var decoder = MessageDecoder()
        var rest = bytes[...]
        while !rest.isEmpty {
          let piece = rest.prefix(Int.random(in: 1...90, using: &random))
          rest = rest.dropFirst(piece.count)
          if let record = try decoder.feed(piece) { return String(decoding: record.payload, as: UTF8.self) }
        }
        return try decoder.end().map { String(decoding: $0.payload, as: UTF8.self) }
      }
      switch (whole, pieces) {
      case (.success(let one), .success(let other)): #expect(one == other)
      case (.failure(let one as ProbeFault), .failure(let other as ProbeFault)): #expect(one.kind == other.kind)
      default: Issue.record("one piece: \(whole), many: \(pieces), bytes: \(bytes.prefix(60))")
      }
    }
  }
}
