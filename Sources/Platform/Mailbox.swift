import CPlatform
import Glibc
import Synchronization

/// Messages from any thread to the one that polls `descriptor`.
public final class Mailbox<Message: Sendable>: Sendable {
  private let waiting = Mutex<[Message]>([])
  private let event: Descriptor

  public init() throws(SystemError) {
    let raw = cp_eventfd()
    guard raw >= 0 else { throw SystemError("eventfd", "") }
    event = Descriptor(adopting: raw)
  }

  /// Readable while messages wait.
  public var descriptor: Int32 { event.raw }

  /// Never blocks.
  public func post(_ message: Message) {
    waiting.withLock { $0.append(message) }
    var one: UInt64 = 1
    // The counter cannot overflow before 2^64 messages; a full one would still be readable.
    _ = write(event.raw, &one, 8)
  }

  /// The messages that have come, oldest first.
  public func collect() -> [Message] {
    var count: UInt64 = 0
    _ = read(event.raw, &count, 8)
    return waiting.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
