import Platform
import Report

/// The control socket's language seen from outside, for tests that feed it with anything.
public enum ControlCheck {
  /// Reads bytes as an agent reads those of a client, and as a client reads those of an agent: whatever is understood
  /// must say itself again and be understood as the same.
  /// - Returns: what is wrong with this program, nil when nothing is. Bytes that are nonsense are no fault.
  public static func fault(in bytes: [UInt8]) -> String? {
    var lines = LineBuffer()
    // In two pieces, as sockets deliver them.
    lines.feed(bytes.prefix(bytes.count / 3))
    lines.feed(bytes.dropFirst(bytes.count / 3))
    while let line = lines.next() {
      guard let json = try? JSONReader.parse(line) else { continue }
      if let (id, request) = Codec.request(json) {
        guard let again = reparsed(Codec.encode(request, id: id)).flatMap(Codec.request),
          again.id == id, again.request == request
        else { return "a request that was understood says itself otherwise" }
      }
      if let (id, reply) = Codec.reply(json) {
        guard let again = reparsed(Codec.encode(reply, id: id)).flatMap(Codec.reply), again.id == id,
          again.reply == reply
        else { return "a reply that was understood says itself otherwise" }
      }
    }
    return nil
  }

  private static func reparsed(_ line: [UInt8]) -> JSON? { try? JSONReader.parse(Array(line.dropLast())) }

  /// Replies with much in them, to begin with.
  public static var samples: [String] {
    let now = Timestamp(milliseconds: 1_795_166_771_123)
    let status = AgentStatus(
      daemon: 4711, host: "vm", now: now, node: NodeStatus(address: "127.0.0.1:3000", state: .down, reason: "gone"),
      destinations: [
        DestinationStatus(
          destination: .home, url: "https://example.com", state: .held, reason: "DO_NOT_TRACK",
          consent: .init(by: "root", at: now, channels: [.basic, .ident], licence: nil, revision: 1), nextReport: now,
          lastResult: .init(at: now, result: "sent", status: 200, bytes: 3, sha256: "ab"), waiting: 1,
          waitingBytes: 3, trouble: .init(since: now, failures: 2, reason: "503", nextTry: now))
      ], channels: [ChannelStatus(channel: .basic, isOn: true, origin: "default")],
      attention: [Attention("look", command: "status")], spool: SpoolSummary(count: 1, bytes: 3, oldest: now),
      machineID: MachineIDStatus(id: "ab", isStatic: false, rotates: now),
      events: [Event(at: now, kind: "sent", text: "x")])
    let record = SealedRecord(
      id: "ab", source: .info, channels: [.basic], destination: .home, classification: "node/report/full",
      created: now, revision: 1,
      request: SealedRequest(method: "POST", url: "http://a", headers: [.init("A", "b")], body: [1, 2]), sha256: "cd")
    let preview = Preview(
      record: record, isFull: true, mayLeave: false, reason: "r",
      fields: [.init(path: ["a", "b"], value: .string("v"), hiding: .withheld, rule: "built in")])
    let snapshot = NodeSnapshot(
      address: "a:1", build: "4.9", edition: "c", uptimeSeconds: 3, taken: 5, elapsed: 6, messages: 2,
      groups: [.init(kind: .set, title: "t", sentAs: "s", entries: [.init(name: "n", value: "v", sentAs: nil)])],
      errors: [.init("e", "f")])
    let replies: [AgentReply] = [.status(status), .preview(preview), .live(snapshot)]
    return replies.map { String(decoding: Codec.encode($0, id: 9), as: UTF8.self) }
  }
}
