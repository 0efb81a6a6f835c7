import Foundation
import NIOCore
import NIOPosix
import Storage
import Testing
import Words

@testable import Web

@Suite struct ReceivingLimitsTests {
  @Test("nothing is answered as stored when the store fails, and the agent is told when to come again")
  func storeFails() async throws {
    let store = MemoryStore()
    try await withServer(store) { port in
      let table: [(StoreFault, Int, String?)] = [
        (.unavailable("secret"), 503, "5"), (.tooSlow("secret"), 503, "5"), (.full("secret"), 503, "60"),
        (.broken("secret"), 500, nil),
      ]
      for (fault, status, retry) in table {
        store.state.withLock { $0.fault = fault }
        let reply = try await Wire(port: port).request("POST", "/", recordHeaders, [])
        #expect(reply.status == status && reply.fields["retry-after"] == retry)
        #expect(reply.fields["telemetry-receipt"] == nil && !reply.body.contains("secret"))
      }
      store.state.withLock { $0.fault = nil }
      #expect(try await Wire(port: port).request("POST", "/", recordHeaders, []).status == 201)
    }
    #expect(store.records.count == 1)
  }

  @Test("requests that come while others are written share a transaction; one the store cannot take fails alone")
  func gathered() async throws {
    let store = MemoryStore()
    store.state.withLock {
      $0.isHeld = true
      $0.poison = Array("7".utf8)
    }
    try await withServer(store) { port in
      try await withThrowingTaskGroup(of: (Int, Int).self) { group in
        for number in 0..<40 {
          group.addTask {
            (number, try await Wire(port: port).request("POST", "/", recordHeaders, Array(String(number).utf8)).status)
          }
        }
        try await eventually { store.state.withLock { $0.waiting } > 0 }
        store.state.withLock { $0.isHeld = false }
        for try await (number, status) in group { #expect(status == (number == 7 ? 500 : 201), "\(number)") }
      }
      #expect(store.records.count == 39)
      // How many have come when the store goes on is not in the test's hand: it comes to that soon.
      let deadline = ContinuousClock.now + .seconds(60)
      while store.largest < 2, ContinuousClock.now < deadline {
        let before = store.records.count
        store.state.withLock { $0.isHeld = true }
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in before..<before + 40 {
            group.addTask {
              _ = try await Wire(port: port).request("POST", "/", recordHeaders, Array("more \(number)".utf8))
            }
          }
          try await eventually { store.largest > 1 || store.state.withLock { $0.waiting } >= 16 }
          store.state.withLock { $0.isHeld = false }
          try await group.waitForAll()
        }
        #expect(store.records.count == before + 40)
      }
    }
    #expect(store.largest > 1)
  }

  @Test("what would have to wait too long is told to come again")
  func busy() async throws {
    let store = MemoryStore()
    store.state.withLock { $0.isHeld = true }
    var configuration = CollectorConfiguration()
    configuration.limits.waitingArrivals = 1
    try await withServer(store, configuration) { port in
      try await withThrowingTaskGroup(of: Reply.self) { group in
        // More than are handed to the store at once, and the one that waits.
        for number in 0..<40 {
          group.addTask { try await Wire(port: port).request("POST", "/", recordHeaders, Array(String(number).utf8)) }
        }
        var refused = 0
        // Only refusals are answered while the store stands still.
        for try await reply in group where reply.status == 503 {
          refused += 1
          #expect(reply.fields["retry-after"] == "2")
          store.state.withLock { $0.isHeld = false }
        }
        #expect(refused > 0)
        #expect(store.records.count == 40 - refused)
      }
    }
  }

  @Test("an address that asks too often is told when to come again")
  func rate() async throws {
    var configuration = CollectorConfiguration()
    configuration.limits.requestsPerSecond = 0.1
    configuration.limits.requestBurst = 2
    configuration.limits.sparesLoopback = false
    try await withServer(MemoryStore(), configuration) { port in
      let wire = Wire(port: port)
      #expect(try await wire.request("GET", "/receipt-key").status == 200)
      #expect(try await wire.request("GET", "/receipt-key").status == 200)
      let reply = try await wire.request("POST", "/", recordHeaders, [])
      #expect(reply.status == 429)
      #expect((1...10).contains(reply.fields["retry-after"].flatMap { Int($0) } ?? 0))
    }
  }

  @Test("a body that comes too slowly is answered so and cut off", .timeLimit(.minutes(2)))
  func slow() async throws {
    let store = MemoryStore()
    var configuration = CollectorConfiguration()
    configuration.limits.slowestPeriodSeconds = 1
    try await withServer(store, configuration) { port in
      let wire = Wire(port: port)
      let head = Array("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab".utf8)
      let slow = try await wire.send([head], answers: 2)
      #expect(slow.map(\.status) == [408])
      #expect(try await wire.request("GET", "/receipt-key").status == 200)
    }
    #expect(store.arrivals.isEmpty)
  }

  @Test("connections that say nothing, or only half a head, are closed without an answer", .timeLimit(.minutes(2)))
  func silent() async throws {
    var configuration = CollectorConfiguration()
    configuration.limits.idleSeconds = 1
    try await withServer(MemoryStore(), configuration) { port in
      let wire = Wire(port: port)
      let half = try await wire.send("POST / HTTP/1.1\r\nHost: ")
      #expect(half.isEmpty)
      let nothing = try await wire.send([])
      #expect(nothing.isEmpty)
    }
  }

  @Test("too large headers and what is no HTTP are told so, and the server goes on", .timeLimit(.minutes(2)))
  func noRequest() async throws {
    try await withServer(MemoryStore()) { port in
      let wire = Wire(port: port)
      let large = try await wire.send("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 100_000) + "\r\n\r\n")
      #expect(large.first?.status == 431)
      #expect(try await wire.send("hello\r\n\r\n").first?.status == 400)
      #expect(try await wire.request("GET", "/receipt-key").status == 200)
    }
  }

  @Test("a connection that falls silent after an answer that came before its body is closed", .timeLimit(.minutes(2)))
  func earlyAnswer() async throws {
    var configuration = CollectorConfiguration()
    configuration.limits.idleSeconds = 2
    try await withServer(MemoryStore(), configuration) { port in
      let head = "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n"
      var replies: [Reply] = []
      // On a busy machine the head may come after the server has given up on a connection that said nothing.
      while replies.isEmpty { replies = try await Wire(port: port).send(head, thenAfterAnswer: "ab") }
      #expect(replies.map(\.status) == [404])
    }
  }

  @Test("a body cut short is not kept")
  func truncated() async throws {
    let store = MemoryStore()
    try await withServer(store) { port in
      var head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n"
      for (name, value) in recordHeaders { head += "\(name): \(value)\r\n" }
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(
        host: "127.0.0.1", port: port
      ).get()
      try await channel.writeAndFlush(ByteBuffer(string: head + "\r\nhalf"))
      try await channel.close()
      #expect(try await Wire(port: port).request("POST", "/", recordHeaders, Array("whole".utf8)).status == 201)
    }
    #expect(store.records.map(\.payload) == [Array("whole".utf8)])
  }

  @Test("one connection too many is answered with 503 and closed, and there is room again afterwards")
  func connections() async throws {
    var configuration = CollectorConfiguration()
    configuration.limits.connections = 2
    try await withServer(MemoryStore(), configuration) { port in
      let deadline = ContinuousClock.now + .seconds(60)
      var open: [any Channel] = []
      var reply = Reply(status: 0, fields: [:], body: "")
      // Silent connections come until there is no room for one that asks.
      while reply.status != 503, ContinuousClock.now < deadline {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        open.append(try await bootstrap.connect(host: "127.0.0.1", port: port).get())
        reply = try await Wire(port: port).request("GET", "/receipt-key")
      }
      #expect(reply.status == 503 && reply.fields["retry-after"] == "5")
      for channel in open { try? await channel.close() }
      while reply.status != 200, ContinuousClock.now < deadline {
        reply = try await Wire(port: port).request("GET", "/receipt-key")
      }
      #expect(reply.status == 200)
    }
  }

  @Test("several requests on one connection are answered in their order")
  func pipelined() async throws {
    try await withServer(MemoryStore()) { port in
      let one = "GET /receipt-key HTTP/1.1\r\nHost: x\r\n\r\n"
      let replies = try await Wire(port: port).send(one + "GET /no HTTP/1.1\r\nHost: x\r\n\r\n" + one, answers: 3)
      #expect(replies.map(\.status) == [200, 404, 200])
    }
  }
}
