import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Storage
import Testing

@testable import Web

/// A server on a free port of this machine, for as long as the body runs.
func withServer(
  _ store: MemoryStore, _ configuration: CollectorConfiguration = CollectorConfiguration(),
  _ body: @escaping @Sendable (Int) async throws -> Void
) async throws {
  var configuration = configuration
  configuration.port = 0
  let server = CollectorServer(
    configuration, store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  let (ports, port) = AsyncStream.makeStream(of: Int.self)
  let group = ServiceGroup(
    configuration: .init(
      services: [.init(service: Serving(server: server, port: port))],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
  async let served: Void = group.run()
  var iterator = ports.makeAsyncIterator()
  let bound = try #require(await iterator.next())
  let result: Result<Void, any Error>
  do { result = .success(try await body(bound)) } catch { result = .failure(error) }
  // Not by cancelling: connections that were just taken would be dropped without an end.
  await group.triggerGracefulShutdown()
  try await served
  try result.get()
}

private struct Serving: Service {
  let server: CollectorServer
  let port: AsyncStream<Int>.Continuation

  func run() async throws {
    defer { port.finish() }
    try await server.run { port.yield($0) }
  }
}

/// What came back.
struct Reply: Sendable {
  var status: Int
  var fields: [String: String]
  var body: String
}

/// Speaks raw bytes over TCP and reads until the peer closes or an answer is whole.
struct Wire: Sendable {
  let port: Int

  private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
  }

  /// Sends the pieces, and says all that came back until the connection was closed, or until `answers` whole answers had
  /// come.
  func send(_ pieces: [[UInt8]], answers: Int = 1) async throws -> [Reply] {
    try await connect().executeThenClose { inbound, outbound in
      for piece in pieces {
        // A server that has answered and closed does not hear the rest.
        do { try await outbound.write(ByteBuffer(bytes: piece)) } catch { break }
      }
      var bytes: [UInt8] = []
      do {
        for try await buffer in inbound {
          bytes += Array(buffer.readableBytesView)
          if Self.replies(bytes).count >= answers { break }
        }
      } catch {}
      return Self.replies(bytes)
    }
  }

  func send(_ text: String, answers: Int = 1) async throws -> [Reply] {
    try await send([Array(text.utf8)], answers: answers)
  }

  /// Sends the first, waits for its answer, sends the rest and says all that came back until the connection was closed.
  func send(_ first: String, thenAfterAnswer rest: String) async throws -> [Reply] {
    try await connect().executeThenClose { inbound, outbound in
      var bytes: [UInt8] = []
      do {
        try await outbound.write(ByteBuffer(string: first))
        var isSent = false
        for try await buffer in inbound {
          bytes += Array(buffer.readableBytesView)
          if !isSent, !Self.replies(bytes).isEmpty {
            isSent = true
            try await outbound.write(ByteBuffer(string: rest))
          }
        }
      } catch {}
      return Self.replies(bytes)
    }
  }

  /// One request and its answer.
  func request(
    _ method: String, _ path: String, _ headers: [(name: String, value: String)] = [], _ body: [UInt8] = []
  ) async throws -> Reply {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    return try #require(try await send([Array((head + "\r\n").utf8) + body]).first)
  }

  /// The whole answers in the bytes.
  static func replies(_ bytes: [UInt8]) -> [Reply] {
    var replies: [Reply] = []
    var rest = bytes[...]
    while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
      let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
      let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      var fields: [String: String] = [:]
      for line in lines.dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
      let length = fields["content-length"].flatMap { Int($0) } ?? 0
      guard rest.endIndex - end.upperBound >= length else { break }
      let body = rest[end.upperBound..<(end.upperBound + length)]
      rest = rest[(end.upperBound + length)...]
      if status != 100 {
        replies.append(Reply(status: status, fields: fields, body: String(decoding: body, as: UTF8.self)))
      }
    }
    return replies
  }
}

/// A valid record's headers, and one of telemetrics-client 2.4 as JSON.
let recordHeaders: [(name: String, value: String)] = [
  ("record_format_version", "4"), ("classification", "org.clearlinux/hello/world"), ("severity", "1"),
  ("machine_id", "5e3ec3544778c785c96a54beadc7966b"), ("creation_timestamp", "1795241252"), ("arch", "x86_64"),
  ("host_type", "a|b|c"), ("build", "\"12\""), ("kernel_version", "6.18.44"), ("payload_format_version", "1"),
  ("system_name", "debian"), ("board_name", "a|b"), ("cpu_model", "AMD EPYC"), ("bios_version", "b"),
  ("event_id", "1d02deb60b7c07e5370e98b23c750a6a"), tenantHeader, ("Content-Type", "application/text"),
]
let tenantHeader = (name: "X-Telemetry-TID", value: "6907c830-eed9-4ce9-81ae-76daf8d88f0f")

func recordJSON(payload: String, severity: String = "1") -> String {
  let members = recordHeaders.dropLast(2).map { name, value in
    "\"\(name)\":\"\((name == "severity" ? severity : value).replacingOccurrences(of: "\"", with: "\\\""))\""
  }
  return "{" + members.joined(separator: ",") + ",\"payload\":\"\(payload)\"}"
}

/// Waits until it is so, 15 seconds at most.
func eventually(_ condition: @Sendable () -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(15)
  while !condition() {
    try #require(ContinuousClock.now < deadline, "it did not come to that in time")
    try await Task.sleep(for: .milliseconds(10))
  }
}
