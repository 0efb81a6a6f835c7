import CPlatform
import Glibc
import Platform

/// Whole messages and the connections they came by, in the same order.
struct ProbeBatch: Sendable {
  private(set) var messages: [ProbeMessage] = []
  private(set) var sockets: [Int32] = []
  private var bytes = 0

  var count: Int { messages.count }

  mutating func add(_ message: ProbeMessage, _ socket: Int32) {
    messages.append(message)
    sockets.append(socket)
    bytes += message.record.size
  }

  func isFull(_ limits: ProbeLimits) -> Bool { count >= limits.batchCount || bytes >= limits.batchBytes }

  /// Takes out what may be handed over at once, oldest first: one message at least, unless there is none.
  mutating func takeFront(_ limits: ProbeLimits) -> ProbeBatch {
    var front = ProbeBatch()
    while front.count < count, !front.isFull(limits) { front.add(messages[front.count], sockets[front.count]) }
    if front.count == count {
      self = ProbeBatch()
    } else {
      messages.removeFirst(front.count)
      sockets.removeFirst(front.count)
      bytes -= front.bytes
    }
    return front
  }
}

/// Calls the handler, then ends the connections as its verdicts say.
struct Committer {
  let batches: Mailbox<ProbeBatch?>
  let done: Mailbox<ListenerMail>
  let handler: any ProbeHandler
  let tally: ListenerTally

  /// Runs until it gets nil for a batch.
  func run() {
    var scratch = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      var polled = pollfd(fd: batches.descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&polled, 1, -1)
      for batch in batches.collect() {
        guard let batch else { return }
        settle(batch, &scratch)
        done.post(.settled(batch.count))
      }
    }
  }

  private func settle(_ batch: ProbeBatch, _ scratch: inout [UInt8]) {
    let verdicts = handler.take(batch.messages)
    var taken: UInt64 = 0
    for (index, socket) in batch.sockets.enumerated() {
      if index < verdicts.count, verdicts[index] == .taken {
        taken += 1
        Self.readOut(socket, &scratch)
      }
      close(socket)
    }
    let refused = UInt64(batch.count) - taken
    tally.counters.withLock {
      $0.taken += taken
      $0.refused += refused
      $0.batches += 1
      $0.open -= batch.count
    }
  }

  /// Leaves nothing unread, so that closing is a clean end. Who goes on sending after a whole message is not followed
  /// for ever.
  private static func readOut(_ socket: Int32, _ scratch: inout [UInt8]) {
    for _ in 0..<4 {
      let count = recv(socket, &scratch, scratch.count, Int32(MSG_DONTWAIT))
      if count < scratch.count { return }
    }
  }
}
