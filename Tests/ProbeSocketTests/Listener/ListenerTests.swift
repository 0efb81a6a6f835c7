import CPlatform
import Glibc
import Platform
import ProbeSocket
import Report
import TestSupport
import Testing

@Suite("The probe listener")
struct ListenerTests {
  @Test("a captured message is taken and its connection ends clean", arguments: Captures.messages)
  func captured(name: String) throws {
    let stage = try Stage()
    #expect(try Client.send(try Captures.message(name), to: stage.path) == .clean)
    let message = try #require(stage.desk.messages.first)
    #expect(message.peer == ProbePeer(user: getuid(), group: getgid(), process: getpid()))
    #expect(message.record.headers.count == 15)
    let counters = try #require(stage.counters { $0.open == 0 })
    #expect(counters.taken == 1 && counters.rejected.isEmpty && counters.batches == 1)
  }

  @Test("a client that does not end its side learns the outcome all the same")
  func openClient() throws {
    let stage = try Stage()
    let client = try Client(stage.path)
    client.write(Sample().message)
    #expect(client.end() == .clean)
  }

  @Test("the connection stays open until the handler says that the record is durable")
  func durability() throws {
    let stage = try Stage()
    stage.desk.hold(true)
    let client = try Client(stage.path)
    client.write(Sample().message)
    _ = try #require(eventually { stage.desk.messages.first })
    var unread: Int32 = 0
    #expect(client.end(within: 100) == .open)
    // SIOCOUTQ: what the other side has not read.
    #expect(ioctl(client.socket.raw, UInt(TIOCOUTQ), &unread) == 0 && unread > 0)
    stage.desk.hold(false)
    #expect(client.end() == .clean)
  }

  @Test("what the handler refuses, or says nothing about, is reset")
  func refused() throws {
    let stage = try Stage()
    stage.desk.seen.withLock { $0.verdicts = { $0.map { _ in .refused } } }
    #expect(try Client.send(Sample().message, to: stage.path) == .reset)
    stage.desk.seen.withLock { $0.verdicts = { _ in [] } }
    #expect(try Client.send(Sample().message, to: stage.path) == .reset)
    #expect(stage.counters { $0.refused == 2 && $0.taken == 0 } != nil)
  }

  @Test("messages that come while the handler works are handed over together")
  func groups() throws {
    let stage = try Stage { $0.batchCount = 20 }
    stage.desk.hold(true)
    let first = try Client(stage.path)
    first.write(Sample().message)
    _ = try #require(eventually { stage.desk.messages.first })
    let clients = try (0..<50).map { _ in
      let client = try Client(stage.path)
      client.write(Sample().message)
      return client
    }
    stage.desk.hold(false)
    for client in clients { #expect(client.end() == .clean) }
    let batches = stage.desk.seen.withLock { $0.batches }
    #expect(batches.reduce(0, +) == 51 && batches.allSatisfy { $0 <= 20 } && batches.count < 20, "\(batches)")
  }

  @Test("a message in many pieces, byte by byte, is taken", arguments: [false, true])
  func pieces(old: Bool) throws {
    let stage = try Stage { $0.patienceMilliseconds = 60_000 }
    // More pieces than the kernel would hold unread.
    let sample = Sample { $0.payload = [UInt8](repeating: 97, count: 1000) }
    let client = try Client(stage.path)
    for byte in old ? sample.oldMessage : sample.message { try #require(client.write([byte])) }
    #expect(client.end() == .clean)
    #expect(stage.desk.messages.first?.record.payload.count == 1000)
  }

  @Test("a message without its NUL is taken when the other side ends, and only then")
  func withoutNUL() throws {
    let stage = try Stage()
    let sample = Sample { $0.payload = Array("twelve bytes".utf8) }
    let client = try Client(stage.path)
    client.write(sample.message(word: sample.length - 1).dropLast())
    #expect(client.end(within: 100) == .open)
    client.shutDown()
    #expect(client.end() == .clean)
    #expect(stage.desk.messages.first?.record.payload.elementsEqual(sample.payload) == true)
  }

  @Test("a message without its NUL is taken, too, when the patience with its sender ends")
  func withoutNULNorEnd() throws {
    let stage = try Stage { $0.patienceMilliseconds = 200 }
    let sample = Sample { $0.payload = Array("twelve bytes".utf8) }
    let client = try Client(stage.path)
    client.write(sample.message(word: sample.length - 1).dropLast())
    #expect(client.end() == .clean)
    #expect(stage.desk.messages.first?.record.payload.elementsEqual(sample.payload) == true)
    #expect(stage.desk.faults.isEmpty)
  }

  @Test("trailing bytes and a second message are ignored, and do not spoil the clean end")
  func trailing() throws {
    let stage = try Stage()
    #expect(try Client.send(Sample().message + Sample().message, to: stage.path) == .clean)
    #expect(try Client.send(Sample().message + [UInt8](repeating: 7, count: 30_000), to: stage.path) == .clean)
    #expect(stage.counters { $0.taken == 2 && $0.open == 0 } != nil)
    #expect(stage.desk.messages.count == 2)
  }

  @Test("what is no record is reset, counted by its kind and told with its sender")
  func rejected() throws {
    let stage = try Stage()
    let cases: [([UInt8], ProbeFault.Kind)] = [
      (Sample.bytes(0), .length), (Sample.bytes(20_000), .length), (Array("GET / HTTP/1.1\r\n\r\n".utf8), .length),
      ([1, 2], .incomplete), (Array(Sample().message.dropLast(40)), .incomplete),
      (Sample().message(word: Sample().length + 5), .incomplete),
      (Sample().message(word: Sample().length, headerSize: 5000), .length),
      (Sample { $0.values[.severity] = "99" }.message, .severity),
      (Sample { $0.values[.classification] = "noslash" }.message, .classification),
      (Sample { $0.values[.architecture] = nil }.message, .headers),
      (Sample { $0.payload = [UInt8](repeating: 97, count: 8193) }.message, .payload),
    ]
    for (bytes, kind) in cases {
      #expect(try Client.send(bytes, to: stage.path) == .reset, "\(kind)")
      #expect(stage.desk.faults.last?.kind == kind)
    }
    #expect(try Client.send(Sample().message, to: stage.path) == .clean)
    let counters = try #require(stage.counters { $0.open == 0 })
    #expect(counters.rejectedTotal == UInt64(cases.count) && counters.rejected[.length] == 4)
    #expect(stage.desk.seen.withLock { $0.faultPeers.allSatisfy { $0.process == getpid() } })
  }

  @Test("garbage of any kind is survived")
  func garbage() throws {
    let stage = try Stage()
    var random = Draws(11)
    for _ in 0..<300 {
      let bytes = (0..<random.number(below: 600)).map { _ in UInt8.random(in: 0...255, using: &random) }
      // A word that allows a whole message first, every other time.
      let start = random.oneIn(2) ? Sample.bytes(random.number(below: 600)) : []
      let end = try Client.send(start + bytes, to: stage.path)
      #expect(end == .reset || start.isEmpty && bytes.isEmpty)
    }
    #expect(try Client.send(Sample().message, to: stage.path) == .clean)
    #expect(stage.desk.messages.count == 1)
  }

  @Test("connecting and closing 20,000 times is counted and is no message")
  func connectAndClose() throws {
    let stage = try Stage()
    for _ in 0..<20_000 { _ = try Client(stage.path) }
    #expect(stage.counters { $0.empty == 20_000 && $0.open == 0 } != nil, "\(stage.listener.counters)")
    #expect(stage.desk.faults.isEmpty)
    #expect(try Client.send(Sample().message, to: stage.path) == .clean)
  }

  @Test("silent and slow clients are dismissed when their time is over, and nobody waits for them")
  func timeouts() throws {
    let stage = try Stage { $0.patienceMilliseconds = 300 }
    let silent = try (0..<20).map { _ in try Client(stage.path) }
    let slow = try Client(stage.path)
    slow.write(Sample().message.prefix(100))
    #expect(try Client.send(Sample().message, to: stage.path) == .clean)
    #expect(slow.end() == .reset)
    for client in silent { #expect(client.end() == .clean, "it sent nothing that could be lost") }
    let counters = try #require(stage.counters { $0.open == 0 })
    #expect(counters.silent == 20 && counters.rejected == [.late: 1])
    #expect(stage.desk.faults == [.late(received: 100, milliseconds: 300)])
  }
}
