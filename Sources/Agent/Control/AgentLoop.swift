import CPlatform
import Glibc
import Outbox
import Platform
import Report

/// The one loop of an agent: it sleeps in poll(2) until a client, a signal, the deliverer, a finished job or a time
/// that is due wakes it. Idle, it does not wake at all.
final class AgentLoop {
  private let core: AgentCore
  private let mailbox: Mailbox<LoopMessage>
  private let listener: Descriptor?
  /// The signals to watch: a daemon's; an agent inside a console leaves them to it.
  private let watchesSignals: Bool
  private var clients: [Int: ControlClient] = [:]
  private var nextClient = 1
  private var isStopping = false
  private static let mostClients = 64
  /// Told how the service is; nil where no service manager wants to know.
  private let announce: ((ServiceNews) -> Void)?
  /// Told after the settings were read again.
  var reread: ((AgentSettings) -> Void)? {
    get { core.reread }
    set { core.reread = newValue }
  }
  /// The service manager's, when it wants signs of life.
  var watchdog: Watchdog?
  private var lastStatusLine = ""
  /// When the manager is to hear how the agent is, and when it last did. Records of programs change it by the thousand.
  private var managerDue: Int64?
  private var managerTold = Int64.min / 2
  private static let managerPause: Int64 = 1000

  init(
    core: AgentCore, mailbox: Mailbox<LoopMessage>, listener: Descriptor?, watchesSignals: Bool,
    announce: ((ServiceNews) -> Void)? = nil
  ) {
    self.core = core
    self.mailbox = mailbox
    self.listener = listener
    self.watchesSignals = watchesSignals
    self.announce = announce
    core.answer = { [unowned self] ticket, answer in reply(ticket, answer) }
  }

  /// Adds a client that is connected already: the console this agent lives in.
  func adopt(_ socket: Descriptor, as visitor: Visitor = Visitor(person: geteuid(), access: .full)) {
    clients[nextClient] = ControlClient(nextClient, socket, visitor)
    nextClient += 1
  }

  /// Runs until it is told to stop.
  func run() throws(Explanation) {
    try core.begin()
    statusChanged = true
    while !isStopping {
      core.tick()
      pushStatus()
      if watchdog?.isDue() == true { announce?(.alive) }
      wait()
    }
    announce?(.stopping)
    core.stop()
  }

  // MARK: - Waiting

  private enum Watched { case mailbox, signals, listener, delivery, spool, client(Int) }

  private func wait() {
    var watched: [Watched] = [.mailbox]
    var polled = [pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)]
    func watch(_ what: Watched, _ descriptor: Int32, _ events: Int16 = Int16(POLLIN)) {
      watched.append(what)
      polled.append(pollfd(fd: descriptor, events: events, revents: 0))
    }
    if watchesSignals { watch(.signals, cp_signal_descriptor()) }
    if let listener { watch(.listener, listener.raw) }
    if let descriptor = core.deliveryDescriptor { watch(.delivery, descriptor) }
    if let descriptor = core.probes?.descriptor { watch(.spool, descriptor) }
    for client in clients.values { watch(.client(client.number), client.socket.raw, client.events) }

    let patience = timeout()
    if watchesSignals { giveBack(before: patience) }
    let ready = poll(&polled, nfds_t(polled.count), patience)
    guard ready > 0 else { return }
    isLean = false
    for (what, entry) in zip(watched, polled) where entry.revents != 0 { happened(what, entry.revents) }
  }

  /// Whether nothing was done since memory was given back.
  private var isLean = false

  /// A daemon that is about to sleep for long keeps only what it needs to wake.
  private func giveBack(before patience: Int32) {
    guard !isLean, patience < 0 || patience > 2000 else { return }
    isLean = true
    cp_give_back_pages()
  }

  /// Milliseconds until something is due, -1 for ever.
  private func timeout() -> Int32 {
    let now = Monotonic.now()
    guard let wake = [core.nextWake(now), watchdog?.next, managerDue].compactMap({ $0 }).min() else { return -1 }
    return Int32(clamping: max(0, wake - now))
  }

  private func happened(_ what: Watched, _ events: Int16) {
    switch what {
    case .mailbox: readMailbox()
    case .signals: readSignals()
    case .listener: accept()
    case .delivery:
      core.hearDelivery()
      statusChanged = true
    case .spool: core.probes?.hearSpool()
    case .client(let number): serve(number, events)
    }
  }

  private func readMailbox() {
    for message in mailbox.collect() {
      switch message {
      case .stop: isStopping = true
      case .probe(let trouble):
        core.probes?.heard(trouble)
        statusChanged = true
      case .answer(let ticket, let answer):
        reply(ticket, answer)
        if case .progress = answer { continue }
        core.work.finished(ticket)
      case .cluster(let done):
        core.cluster?.finished(done, reply: reply)
        statusChanged = true
      case .job(let job):
        core.finished(job, reply: reply)
        if case .live = job.purpose { continue }
        statusChanged = true
      }
    }
  }

  private func readSignals() {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = read(cp_signal_descriptor(), &bytes, bytes.count)
    for signal in bytes.prefix(max(0, count)) {
      if Int32(signal) == SIGHUP {
        announce?(.reloading)
        // Settings with a fault change nothing; the log and the status say so.
        try? core.reload()
        announce?(.ready)
        statusChanged = true
      } else {
        isStopping = true
      }
    }
  }

  // MARK: - Clients

  private var statusChanged = false

  private func accept() {
    guard let listener else { return }
    while true {
      let raw = cp_accept(listener.raw)
      guard raw >= 0 else { return }
      let socket = Descriptor(adopting: raw)
      guard clients.count < Self.mostClients else { continue }
      do throws(Explanation) {
        let visitor = try Visitor.at(socket)
        adopt(socket, as: visitor)
        if visitor.access == .readOnly { reply(Ticket(client: nextClient - 1, request: 0), .access(.readOnly)) }
      } catch {
        // Refused with a word, so that the other side can tell its user why.
        _ = ControlClient(0, socket, Visitor(person: 0, access: .readOnly)).write(Codec.encode(.failed(error), id: 0))
      }
    }
  }

  private func serve(_ number: Int, _ events: Int16) {
    guard let client = clients[number] else { return }
    if Int32(events) & POLLOUT != 0, !client.flush() { return dismiss(number) }
    guard Int32(events) & ~POLLOUT != 0 else { return }
    guard let requests = client.read() else { return dismiss(number) }
    for (id, request) in requests {
      if request == .status { client.followsStatus = true }
      let ticket = Ticket(client: number, request: id, person: client.visitor.person)
      guard client.visitor.access == .full || request.isReading else {
        reply(ticket, .failed(Visitor.mayOnlyRead))
        continue
      }
      core.handle(request, ticket, reply: reply)
      if !request.isReading { statusChanged = true }
    }
  }

  private func dismiss(_ number: Int) {
    clients[number] = nil
    core.work.cancelAll(of: number)
  }

  private func reply(_ ticket: Ticket, _ reply: AgentReply) {
    guard let client = clients[ticket.client] else { return }
    if !client.write(Codec.encode(reply, id: ticket.request)) { dismiss(ticket.client) }
  }

  /// Tells those who follow it that the status is another one.
  private func pushStatus() {
    let now = Monotonic.now()
    if statusChanged, announce != nil, managerDue == nil { managerDue = max(now, managerTold + Self.managerPause) }
    let isManagerDue = managerDue.map { now >= $0 } ?? false
    let followers = statusChanged ? clients.values.filter(\.followsStatus) : []
    statusChanged = false
    guard !followers.isEmpty || isManagerDue, let status = try? core.status() else {
      if isManagerDue { managerDue = nil }
      return
    }
    if isManagerDue {
      managerDue = nil
      managerTold = now
      tellManager(status)
    }
    guard !followers.isEmpty else { return }
    let line = Codec.encode(.status(status), id: 0)
    for client in followers where !client.write(line) { dismiss(client.number) }
  }

  private func tellManager(_ status: AgentStatus) {
    guard let announce else { return }
    let line = StatusLine.text(status)
    guard line != lastStatusLine else { return }
    lastStatusLine = line
    announce(.status(line))
  }
}
