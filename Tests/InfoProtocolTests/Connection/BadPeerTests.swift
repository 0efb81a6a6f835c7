import CPlatform
import Glibc
import Platform
import Testing

@testable import InfoProtocol

@Suite("A node that misbehaves")
struct BadPeerTests {
  private static let quick = InfoLimits(connect: 2000, answer: 300)
  /// For peers that answer at once: never reached, however busy the machine.
  private static let patient = InfoLimits(connect: 20_000, answer: 60_000)

  private func ask(_ peer: BadPeer, _ limits: InfoLimits = Self.patient) throws -> InfoAnswers {
    try InfoConnection.open(peer.address, limits: limits).ask(["build", "node"])
  }

  private func fault(_ peer: BadPeer, _ limits: InfoLimits = Self.patient) -> InfoFault? {
    do {
      _ = try ask(peer, limits)
      return nil
    } catch {
      return error as? InfoFault
    }
  }

  @Test("an answer that comes byte by byte is an answer")
  func byteByByte() throws {
    let peer = try BadPeer { client in
      client.readRequest()
      for byte in InfoMessage.framed(Array("build\t4.9\nnode\tBB9\n".utf8)) { client.send([byte]) }
      client.holdOn()
    }
    let answers = try ask(peer)
    #expect(answers.value("build") == "4.9" && answers.value("node") == "BB9")
  }

  @Test("a node that is always about to answer is cut off when the whole time is over")
  func drip() throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send(InfoHeader(length: 1 << 20).bytes)
      while client.pause(milliseconds: 20), client.send([0x61]) {}
    }
    guard case .answerTimeout(peer.address, milliseconds: 300, let received) = fault(peer, Self.quick) else {
      Issue.record("no timeout")
      return
    }
    #expect(received >= 8 && received < 1000)
  }

  @Test("silence ends with the time limit")
  func silence() throws {
    let peer = try BadPeer { $0.holdOn() }
    #expect(fault(peer, Self.quick) == .answerTimeout(peer.address, milliseconds: 300, received: 0))
  }

  @Test("a connection closed before or in the middle of the answer is told apart")
  func halfWay() throws {
    let body = Array(InfoMessage.framed(Array("build\t4.9\n".utf8)))
    for (count, received) in [(0, 0), (1, 1), (5, 5), (8, 8), (12, 12)] {
      let peer = try BadPeer { client in
        client.readRequest()
        client.send(Array(body.prefix(count)))
      }
      #expect(fault(peer) == .closed(peer.address, received: received))
    }
  }

  @Test("a half-closed connection that has sent everything has answered")
  func halfClosed() throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send(InfoMessage.framed(Array("build\t4.9\n".utf8)))
      shutdown(client.socket.raw, Int32(SHUT_WR))
      client.holdOn()
    }
    #expect(try ask(peer).value("build") == "4.9")
  }

  @Test("answers are read while the request is still being sent")
  func readsWhileWriting() throws {
    // 12 MB that the peer never reads, more than the buffers hold: who writes first and reads then waits for ever.
    let peer = try BadPeer { client in
      client.send(InfoMessage.framed([]))
      _ = client.pause(milliseconds: -1)
    }
    let limits = InfoLimits(connect: 20_000, answer: 20_000)
    let names = [String](repeating: String(repeating: "n", count: 10_000), count: 1200)
    let answers = try InfoConnection.open(peer.address, limits: limits).ask(names)
    #expect(answers.all.count == 1200 && answers.all.allSatisfy { $0.outcome == .absent })
  }

  @Test("a reset in the middle of an answer is told with its reason")
  func reset() throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send([2, 1, 0, 0, 0, 0, 1, 0, 65])
      // The other side must have read those before the reset throws them away.
      guard client.pause(milliseconds: 200) else { return }
      var hard = linger(l_onoff: 1, l_linger: 0)
      setsockopt(client.socket.raw, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    }
    // On a very busy machine the reset comes first all the same, and then nothing was received.
    let told = fault(peer)
    #expect(
      told == .broken(peer.address, code: ECONNRESET, received: 9) || told == .closed(peer.address, received: 0))
  }

  @Test(
    "what listens there instead is named",
    arguments: [
      ([0x15, 3, 3, 0, 2, 2, 0x46], "the port speaks TLS"),
      ([0x16, 3, 1, 0], "the port speaks TLS"),
      (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), "this is an HTTP server, not an Aerospike service port"),
      (Array("SSH-2.0-OpenSSH\r\n".utf8), "this is no Aerospike service port, it sent 5353482d322e302d"),
      ([2, 3, 0, 0, 0, 0, 0, 22], "this is no Aerospike service port, it sent 0203000000000016"),
      ([1, 1, 0, 0, 0, 0, 0, 0], "this is no Aerospike service port, it sent 0101000000000000"),
      (Array("HI".utf8), "this is no Aerospike service port, it sent 4849"),
    ] as [([UInt8], String)])
  func others(bytes: [UInt8], what: String) throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send(bytes)
    }
    let explanation = try #require(fault(peer)).explanation
    #expect(explanation.what == what)
    #expect(explanation.place == "\(peer.address)" && explanation.exit == .unavailable && explanation.remedy != nil)
  }

  @Test("a TLS alert is told even when the port closes on the first bytes of the request")
  func alertBeforeRequest() throws {
    let peer = try BadPeer { client in
      client.send([0x15, 3, 3, 0, 2, 2, 0x46])
      shutdown(client.socket.raw, Int32(SHUT_WR))
      client.holdOn()
    }
    #expect(fault(peer) == .speaksTLS(peer.address))
  }

  @Test(
    "a node that wants a login is told as such",
    arguments: ["ERROR:80:not authenticated\n", "build\tERROR:80:not authenticated\n"])
  func security(body: String) throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send(InfoMessage.framed(Array(body.utf8)))
    }
    #expect(fault(peer) == .notAuthenticated(peer.address, answer: "ERROR:80:not authenticated"))
  }

  @Test("an answer to other names is no answer")
  func otherNames() throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send(InfoMessage.framed(Array("edition\tx\n".utf8)))
    }
    #expect(fault(peer) == .otherNames(peer.address, line: "edition\tx"))
    #expect(fault(peer)?.explanation.line.contains("\t") == false)
  }

  @Test(
    "an announcement of 100 MB, or of 2^48 bytes, is refused on its header",
    arguments: [100 << 20, (1 << 48) - 1] as [UInt64])
  func announcement(length: UInt64) throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send(InfoHeader(length: length).bytes)
      client.holdOn()
    }
    #expect(fault(peer) == .tooLarge(peer.address, announced: length, limit: 16 << 20))
  }

  @Test("100 MB that really come are not read", arguments: [true, false])
  func flood(framed: Bool) throws {
    let peer = try BadPeer { client in
      client.readRequest()
      if framed { client.send(InfoHeader(length: 100 << 20).bytes) }
      let piece = [UInt8](repeating: 0x61, count: 1 << 20)
      for _ in 0..<100 { guard client.send(piece) else { return } }
    }
    let expected: InfoFault =
      framed
      ? .tooLarge(peer.address, announced: 100 << 20, limit: 16 << 20)
      : .notInfo(peer.address, firstBytes: [UInt8](repeating: 0x61, count: 8))
    #expect(fault(peer) == expected)
  }

  @Test("bytes that nobody asked for spoil the connection for the next question")
  func unasked() throws {
    let peer = try BadPeer { client in
      client.readRequest()
      client.send(InfoMessage.framed(Array("build\t1\n".utf8)) + [2, 1])
      client.holdOn()
    }
    let connection = try InfoConnection.open(peer.address, limits: Self.patient)
    #expect(try connection.ask(["build"]).value("build") == "1")
    #expect(throws: InfoFault.notInfo(peer.address, firstBytes: [2, 1])) { try connection.ask(["build"]) }
    #expect(throws: InfoFault.closed(peer.address, received: 0)) { try connection.ask(["build"]) }
  }

  @Test("a question can be interrupted while the node is silent")
  func cancel() throws {
    let cancel = Descriptor(adopting: cp_eventfd())
    let peer = try BadPeer { client in
      client.readRequest()
      var one: UInt64 = 1
      _ = write(cancel.raw, &one, 8)
      client.holdOn()
    }
    let connection = try InfoConnection.open(peer.address, limits: Self.patient, cancel: cancel.raw)
    #expect(throws: InfoFault.cancelled(peer.address)) { try connection.ask(["build"]) }
    #expect(throws: InfoFault.cancelled(peer.address)) {
      try InfoConnection.open(peer.address, limits: Self.patient, cancel: cancel.raw).ask(["build"])
    }
  }
}
