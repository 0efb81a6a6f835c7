import Glibc
import Outbox
import Platform
import ProbeSocket
import Report

/// The agent's ears for local programs: the probe socket and the old spool directory, opened and closed as the settings
/// and consent say. Of the agent's loop; the socket has threads of its own.
public final class ProbeService {
  private let mailbox: Mailbox<LoopMessage>
  private let outbox: Outbox
  /// Given by the service manager; kept open for as long as the agent lives.
  private let passed: ListeningSocket?
  private let rejections: RejectionLog
  private let intake: ProbeIntake
  private var settings: AgentSettings
  private var listener: ProbeListener?
  private var spool: SpoolImport?
  /// The outbox took nothing: files are left alone until then, in monotonic milliseconds.
  private var spoolRests: Int64 = 0
  private static let rest: Int64 = 10_000
  /// The same for the rows of what was rejected, 0 while they can be written.
  private var journalRests: Int64 = 0
  /// What was said last about each, so that a fault is noted once.
  private var said: [String: String] = [:]
  private var memory = ProbeMemory()
  /// When that was written, in monotonic milliseconds.
  private var remembered: Int64 = 0
  private let note: (String, String) -> Void

  init(
    _ settings: AgentSettings, outbox: Outbox, mailbox: Mailbox<LoopMessage>, passed: ListeningSocket?,
    note: @escaping (String, String) -> Void
  ) {
    self.settings = settings
    self.outbox = outbox
    self.mailbox = mailbox
    self.passed = passed
    self.note = note
    memory = (try? ProbeMemory(outbox)) ?? ProbeMemory()
    rejections = RejectionLog { mailbox.post(.probe(nil)) }
    intake = ProbeIntake(
      settings, rejections: rejections, wake: { mailbox.post(.probe(nil)) },
      complain: { mailbox.post(.probe($0)) })
  }

  /// Opens and closes what these settings ask for.
  func use(_ settings: AgentSettings) {
    self.settings = settings
    intake.use(settings)
    useSocket()
    useSpool()
  }

  func stop() {
    listener?.stop()
    listener = nil
    spool = nil
    write(atOnce: true)
    remember(trouble: nil)
  }

  // MARK: - The socket

  /// Nobody asks for records of programs until a server, a socket or consent says so: then no socket is made.
  static func isWanted(_ settings: AgentSettings) -> Bool {
    settings.destinations[.collector] != nil || settings.configuration.isExplicit("settings", "socket_path")
      || hasConsent(settings)
  }

  private static func hasConsent(_ settings: AgentSettings) -> Bool { settings.gate().agreement(.collector) != nil }

  private var isWanted: Bool { passed != nil || Self.isWanted(settings) }
  private var hasConsent: Bool { Self.hasConsent(settings) }

  /// The socket that a daemon with these settings will want, made by a process that may make it: the daemon becomes
  /// another user and takes it over as it does a service manager's. nil when none is wanted, or when it cannot be made;
  /// the daemon then tries itself, and says why.
  public static func socketToPass(_ settings: AgentSettings) -> Descriptor? {
    guard isWanted(settings), let path = settings.configuration.string("settings", "socket_path"), !path.isEmpty else {
      return nil
    }
    return try? ListeningSocket.create(at: path).descriptor
  }

  private func useSocket() {
    let path = passed?.path ?? settings.configuration.string("settings", "socket_path") ?? ""
    if let listener, !isWanted || listener.path != path {
      listener.stop()
      self.listener = nil
      said["socket"] = nil
    }
    guard isWanted, listener == nil, !path.isEmpty else { return remember(trouble: memory.trouble) }
    do throws(Explanation) {
      let socket = if let passed { passed } else { try ListeningSocket.create(at: path) }
      do throws(SystemError) {
        listener = try ProbeListener(socket, handler: intake)
      } catch {
        throw error.explanation
      }
      say("socket", "probe", "records of programs are taken at \(path)")
      remember(trouble: nil)
    } catch {
      say("socket", "error", error.line)
      remember(trouble: error.line)
    }
  }

  // MARK: - The old spool

  /// Files of an old client are only touched once somebody agreed; until then they lie where they are.
  private func useSpool() {
    let path = settings.configuration.string("settings", "spool_dir") ?? ""
    guard hasConsent, isWanted, !path.isEmpty, settings.gate().bar(.collector) == nil,
      Self.isUsable(path, settings)
    else {
      spool = nil
      return
    }
    if spool?.directory.path == path {
      spool?.use(settings)
      return
    }
    do throws(Explanation) {
      spool = try SpoolImport(path, settings, outbox: outbox, rejections: rejections)
    } catch {
      say("spool", "error", error.line)
    }
  }

  /// The directory that is only a default belongs to the system's agent.
  static func isUsable(_ path: String, _ settings: AgentSettings) -> Bool {
    settings.configuration.isExplicit("settings", "spool_dir") || access(path, W_OK) == 0
  }

  /// Readable when the directory has news.
  var descriptor: Int32? { spool?.directory.descriptor }

  func hearSpool() { spool?.directory.hear() }

  // MARK: - The loop

  /// Works off what is due.
  func tick() {
    write(atOnce: false)
    if let due = countsDue, Monotonic.now() >= due { remember(trouble: memory.trouble) }
    guard spool != nil, Monotonic.now() >= spoolRests else { return }
    do throws(Explanation) {
      guard let summary = try spool?.work() else { return }
      if summary.taken > 0 {
        note("probe", "\(summary.taken) record\(summary.taken == 1 ? "" : "s") of the old spool taken over")
      }
      for name in summary.setAside { note("error", "set aside: \(name)") }
      for fault in summary.faults { say("spool", "error", fault.line) }
    } catch {
      spoolRests = Monotonic.now() + Self.rest
      say("spool", "error", error.line)
    }
  }

  /// When there is something to do without any news, in monotonic milliseconds.
  var nextWake: Int64? {
    let journal = journalRests > 0 ? journalRests : rejections.periodEnd
    return [journal, countsDue, spool.map { max($0.directory.nextLook, spoolRests) }].compactMap { $0 }.min()
  }

  /// Something came, or could not be taken.
  func heard(_ trouble: Explanation?) {
    if let trouble { say("intake", "error", "records of programs cannot be taken: \(trouble.line)") }
    if trouble == nil { said["intake"] = nil }
    remember(trouble: trouble?.line)
    write(atOnce: false)
  }

  private func write(atOnce: Bool) {
    guard atOnce || Monotonic.now() >= journalRests else { return }
    let rows = rejections.take(atOnce: atOnce)
    guard !rows.isEmpty else { return }
    do throws(OutboxFault) {
      try outbox.reject(rows)
      journalRests = 0
      said["rejected"] = nil
    } catch {
      // Kept until there is room again.
      rejections.putBack(rows)
      journalRests = Monotonic.now() + Self.rest
      say("rejected", "error", "rejected messages wait to be journaled: \(error.explanation.line)")
    }
  }

  /// How old the counts that others see may be, in milliseconds: to write them with each batch would cost as much as
  /// the batch.
  static let countsAge: Int64 = 2000

  private var counts: ProbeStatus.Counts { listener.map { .init($0.counters) } ?? .init() }

  /// When the counts are to be written, nil while others see them as they are.
  private var countsDue: Int64? { counts == memory.counts ? nil : remembered + Self.countsAge }

  /// For `status`, in any process.
  private func remember(trouble: String?) {
    var now = ProbeMemory()
    now.socket = listener?.path
    now.trouble = trouble
    let isSame = now.socket == memory.socket && now.trouble == memory.trouble
    now.counts = counts
    guard !isSame || countsDue.map({ Monotonic.now() >= $0 }) ?? false else { return }
    memory = now
    remembered = Monotonic.now()
    try? now.save(outbox)
  }

  private func say(_ about: String, _ kind: String, _ text: String) {
    guard said[about] != text else { return }
    said[about] = text
    note(kind, text)
  }
}
