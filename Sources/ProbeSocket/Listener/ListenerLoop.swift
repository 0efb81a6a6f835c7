import CPlatform
import Glibc
import Platform

/// The reading thread of a `ProbeListener`: accepts, looks into connections without emptying them, gathers batches.
struct ListenerLoop {
  private let socket: ListeningSocket
  private let mailbox: Mailbox<ListenerMail>
  private let batches: Mailbox<ProbeBatch?>
  private let limits: ProbeLimits
  private let handler: any ProbeHandler
  private let tally: ListenerTally
  private let set: Descriptor
  private let mostOpen: Int

  private var clients = ClientTable()
  private var batch = ProbeBatch()
  /// Connections whose messages the committer has.
  private var committing = 0
  private var isAccepting = true
  /// Nobody was left in the kernel's queue when it was looked at last.
  private var isDrained = true
  /// The system had no descriptor left: when to try again.
  private var acceptAgain: Int64?
  private var stopping: Int64?
  /// Nobody waits in the kernel's queue any more. Asked for only when stopping.
  private var queueIsEmpty = false

  private var scratch = [UInt8](repeating: 0, count: 16 << 10)
  private var keys = [UInt64](repeating: 0, count: 256)
  private var events = [UInt32](repeating: 0, count: 256)

  private static let listenerKey = UInt64.max
  private static let mailKey = UInt64.max - 1
  /// Connections accepted in one go, before the first of them is looked at: its program has had time to write.
  private static let mostAtOnce = 64
  private static let gatherMilliseconds: Int32 = 1
  private static let exhaustedPause: Int64 = 100
  /// What is still in the queue after so long is left when stopping.
  private static let stopPatience: Int64 = 2000

  init(
    socket: ListeningSocket, mailbox: Mailbox<ListenerMail>, batches: Mailbox<ProbeBatch?>, limits: ProbeLimits,
    handler: any ProbeHandler, tally: ListenerTally
  ) throws(SystemError) {
    self.socket = socket
    self.mailbox = mailbox
    self.batches = batches
    self.limits = limits
    self.handler = handler
    self.tally = tally
    mostOpen = limits.connectionsHere
    let raw = cp_set()
    guard raw >= 0 else { throw SystemError("epoll_create1", socket.path) }
    set = Descriptor(adopting: raw)
    guard cp_set_add(set.raw, mailbox.descriptor, CP_READABLE, Self.mailKey) == 0,
      cp_set_add(set.raw, socket.descriptor.raw, CP_READABLE, Self.listenerKey) == 0
    else { throw SystemError("epoll_ctl", socket.path) }
  }

  mutating func run() {
    while true {
      setAccepting()
      gather()
      let count = cp_set_wait(set.raw, &keys, &events, Int32(keys.count), timeout())
      let now = Monotonic.now()
      for index in 0..<Int(max(0, count)) {
        switch keys[index] {
        case Self.listenerKey: accept(now)
        case Self.mailKey: readMail(now)
        case let key: hear(key, events[index])
        }
      }
      // An empty queue is no event.
      if stopping != nil, isAccepting { accept(now) }
      dismissLate(now)
      handOver()
      if let stopping, committing == 0, batch.count == 0, queueIsEmpty || now - stopping > Self.stopPatience { break }
    }
    batches.post(nil)
    while let place = clients.first { end(place) }
  }

  /// While a batch is made durable the next one is in no hurry: to accept its connections a few at a time would cost a
  /// switch of threads for each. Ends at once when the committer is done.
  private func gather() {
    guard committing > 0, isDrained, stopping == nil else { return }
    var polled = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&polled, 1, Self.gatherMilliseconds)
  }

  private func timeout() -> Int32 {
    if stopping != nil { return committing == 0 && isAccepting ? 0 : 20 }
    var due = acceptAgain
    if let first = clients.first { due = min(due ?? .max, clients[first].deadline) }
    guard let due else { return -1 }
    return Int32(clamping: max(0, due - Monotonic.now()))
  }

  private mutating func readMail(_ now: Int64) {
    for mail in mailbox.collect() {
      switch mail {
      case .settled(let count): committing -= count
      case .stop where stopping == nil:
        stopping = now
        socket.remove()
        // The queue of a socket that others hold outlives us.
        queueIsEmpty = !socket.isMadeHere
      case .stop: break
      }
    }
  }

  private mutating func handOver() {
    guard committing == 0, batch.count > 0 else { return }
    let front = batch.takeFront(limits)
    committing = front.count
    batches.post(front)
  }

  // MARK: - Accepting

  private var open: Int { clients.count + batch.count + committing }

  private mutating func setAccepting() {
    if let again = acceptAgain, Monotonic.now() >= again { acceptAgain = nil }
    let hasRoom = open < mostOpen && acceptAgain == nil && !batch.isFull(limits)
    let isLeaving = stopping != nil && queueIsEmpty
    let wanted = hasRoom && !isLeaving
    guard wanted != isAccepting else { return }
    let watched = wanted ? CP_READABLE : 0
    guard cp_set_change(set.raw, socket.descriptor.raw, watched, Self.listenerKey) == 0 else { return }
    isAccepting = wanted
    if open >= mostOpen { tally.counters.withLock { $0.pauses += 1 } }
  }

  private mutating func accept(_ now: Int64) {
    var fresh: [Int32] = []
    let most = min(Self.mostAtOnce, mostOpen - open)
    while fresh.count < most {
      let raw = cp_accept(socket.descriptor.raw)
      if raw >= 0 {
        fresh.append(raw)
        continue
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EAGAIN: if stopping != nil { queueIsEmpty = true }
      default:
        // Nobody is refused: who waits in the queue is accepted when there is a descriptor again.
        acceptAgain = now + Self.exhaustedPause
        tally.counters.withLock { $0.pauses += 1 }
      }
      break
    }
    isDrained = fresh.count < most
    guard !fresh.isEmpty else { return }
    let count = fresh.count
    tally.counters.withLock { $0.open += count }
    for socket in fresh { lookFirst(socket, now) }
  }

  // MARK: - Connections

  private enum Look {
    case waiting
    case whole(ProbeRecord)
    case fault(ProbeFault)
    /// Closed without a byte.
    case empty
  }

  /// The usual case: all is there, and nothing is kept for the connection.
  private mutating func lookFirst(_ socket: Int32, _ now: Int64) {
    let count = recv(socket, &scratch, scratch.count, Int32(MSG_PEEK))
    if count > 0 {
      do throws(ProbeFault) {
        if let record = try MessageDecoder.record(scratch.span.extracting(0..<count), ended: false) {
          return take(record, socket)
        }
      } catch {
        return reject(error, socket)
      }
    } else if count == 0 {
      return closeEmpty(socket)
    }
    let (place, key) = clients.add(socket, deadline: now + limits.patienceMilliseconds)
    guard cp_set_add(set.raw, socket, CP_READABLE | CP_ENDED | CP_ONCE_EACH, key) == 0 else {
      reject(.incomplete(received: max(0, count), expected: nil), socket)
      clients.remove(place)
      return
    }
    // What is there already is told by the set at once.
  }

  private mutating func hear(_ key: UInt64, _ events: UInt32) {
    guard let place = clients.place(of: key) else { return }
    if events & CP_ENDED != 0 { clients[place].hasEnded = true }
    let socket = clients[place].socket
    switch look(place) {
    case .waiting: return
    case .whole(let record): take(record, socket)
    case .fault(let fault): reject(fault, socket)
    case .empty: closeEmpty(socket)
    }
    clients.remove(place)
  }

  private mutating func look(_ place: Int) -> Look {
    let socket = clients[place].socket
    let count = recv(socket, &scratch, scratch.count, Int32(MSG_PEEK))
    let received = clients[place].decoder.received + max(0, count)
    guard count > 0 else {
      if count < 0, errno == EAGAIN || errno == EINTR, !clients[place].hasEnded { return .waiting }
      return received == 0 ? .empty : .fault(.incomplete(received: received, expected: nil))
    }
    do throws(ProbeFault) {
      let ended = clients[place].hasEnded
      if let record = try clients[place].decoder.peek(scratch[..<count], ended: ended) { return .whole(record) }
    } catch {
      return .fault(error)
    }
    // All but the last byte is taken out of the kernel's queue: it has room for few pieces, whatever their size.
    if count > 1, recv(socket, &scratch, count - 1, 0) == count - 1 {
      clients[place].decoder.keep(scratch[..<(count - 1)])
    }
    return .waiting
  }

  private mutating func take(_ record: ProbeRecord, _ socket: Int32) {
    batch.add(ProbeMessage(record: record, peer: ProbePeer(of: socket)), socket)
  }

  /// What is unread makes closing a reset.
  private func reject(_ fault: ProbeFault, _ socket: Int32) {
    tally.counters.withLock {
      $0.rejected[fault.kind, default: 0] += 1
      $0.open -= 1
    }
    handler.reject(fault, from: ProbePeer(of: socket))
    close(socket)
  }

  private func closeEmpty(_ socket: Int32) {
    close(socket)
    tally.counters.withLock {
      $0.empty += 1
      $0.open -= 1
    }
  }

  private mutating func dismissLate(_ now: Int64) {
    while let place = clients.first, clients[place].deadline <= now {
      // As if it had ended now: what lacks only its final NUL is whole.
      clients[place].hasEnded = true
      let socket = clients[place].socket
      switch look(place) {
      case .whole(let record): take(record, socket)
      case .fault(.incomplete(let received, _)):
        reject(.late(received: received, milliseconds: limits.patienceMilliseconds), socket)
      case .fault(let fault): reject(fault, socket)
      case .empty, .waiting:
        close(socket)
        tally.counters.withLock {
          $0.silent += 1
          $0.open -= 1
        }
      }
      clients.remove(place)
    }
  }

  /// Resets a connection that is not finished when the listener stops.
  private mutating func end(_ place: Int) {
    close(clients[place].socket)
    clients.remove(place)
    tally.counters.withLock { $0.open -= 1 }
  }
}
