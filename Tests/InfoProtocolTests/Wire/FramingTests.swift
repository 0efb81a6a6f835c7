import Platform
import Testing

@testable import InfoProtocol

@Suite("Framing")
struct FramingTests {
  @Test("a request is the bytes the captured agent sent")
  func capturedRequest() {
    #expect(InfoMessage.request(["service"]).map(Hex.encode) == "0201000000000008736572766963650a")
    #expect(InfoMessage.request(["get-sl:"]).map(Hex.encode) == "02010000000000086765742d736c3a0a")
    #expect(InfoMessage.request(["a", "b"]).map(Hex.encode) == "0201000000000004610a620a")
    #expect(InfoMessage.request([]).map(Hex.encode) == "0201000000000000")
  }

  @Test("a name with a control character cannot be asked", arguments: ["", "a\nb", "a\tb", "\u{0}", "a\r", "\u{7F}"])
  func unaskable(name: String) {
    #expect(InfoMessage.request(["build", name]) == nil)
  }

  @Test(
    "a header reads what it wrote, 48 bits of length and no more",
    arguments: [0, 1, 23, 255, 256, 1 << 24, InfoHeader.longestBody] as [UInt64])
  func headerRoundTrip(length: UInt64) {
    let header = InfoHeader(length: length)
    #expect(header.bytes.count == 8)
    #expect(InfoHeader(header.bytes) == header && header.isInfo)
    #expect(InfoHeader(header.bytes.dropLast()) == nil)
  }

  @Test("bodies come out whole however the stream is cut")
  func anyCut() throws {
    var random = SeededGenerator(3)
    for _ in 0..<2_000 {
      let bodies = (0..<Int.random(in: 1...5, using: &random)).map { _ in random.bytes(upTo: 300) }
      var stream = bodies.flatMap { InfoMessage.framed($0) }[...]
      var reader = FrameReader(limit: 2000)
      var seen: [[UInt8]] = []
      while !stream.isEmpty {
        let piece = stream.prefix(Int.random(in: 1...80, using: &random))
        stream = stream.dropFirst(piece.count)
        reader.feed(piece)
        while let body = try reader.next() { seen.append(body) }
      }
      #expect(seen == bodies && reader.pending.isEmpty)
    }
  }

  @Test("a body over the limit is refused on its header alone, and the limit is for all bodies together")
  func limit() throws {
    var reader = FrameReader(limit: 10)
    reader.feed(InfoMessage.framed([UInt8](repeating: 1, count: 6)))
    #expect(try reader.next()?.count == 6)
    reader.feed(InfoHeader(length: 5).bytes)
    #expect(throws: FrameReader.Fault.tooLarge(announced: 5)) { try reader.next() }
    reader.allow(5)
    #expect(try reader.next() == nil)
    var greedy = FrameReader(limit: 1 << 20)
    greedy.feed(InfoHeader(length: InfoHeader.longestBody).bytes)
    #expect(throws: FrameReader.Fault.tooLarge(announced: InfoHeader.longestBody)) { try greedy.next() }
  }

  @Test(
    "a peer that is no node is known by its first bytes",
    arguments: [
      ([], .undecided), ([2], .undecided), ([2, 1], .info), ([2, 3, 0], .unknown), ([1], .unknown), ([0x15], .tls),
      ([0x16, 3, 1], .tls), (Array("H".utf8), .undecided), (Array("HTTP".utf8), .undecided),
      (Array("HTTP/1.1".utf8), .http), (Array("HELO".utf8), .unknown), (Array("SSH-2.0".utf8), .unknown),
    ] as [([UInt8], Peer)])
  func peers(bytes: [UInt8], peer: Peer) {
    #expect(Peer(firstBytes: bytes) == peer)
  }

  @Test("any bytes give bodies, a wait or a fault, and never more than the limit")
  func anyBytes() {
    var random = SeededGenerator(4)
    for _ in 0..<20_000 {
      var reader = FrameReader(limit: 64)
      var bytes = random.bytes(upTo: 40)
      if Bool.random(using: &random) { bytes = [2, 1, 0, 0, 0, 0, 0] + bytes }
      reader.feed(bytes)
      var total = 0
      while let body = try? reader.next() { total += body.count }
      #expect(total <= 64)
    }
  }
}
