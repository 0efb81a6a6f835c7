import Digest
import Glibc
import Outbox
import Platform
import Privacy
import ProbeSocket
import Report

/// A record of a local program on its way in: who handed it over, and since when it has been ours.
struct ProbeOffer {
  var record: ProbeRecord
  var user: uid_t
  /// The record's id, where the same thing may be offered again; nil for a random one.
  var id: String?
  /// Now for the socket, the file's time for the old spool.
  var arrived: Timestamp
}

/// What became of an offer.
enum ProbeFate: Equatable {
  /// It waits, or is settled: the ledger or the spool has it.
  case taken
  /// It is not taken in, and why; the caller writes it down.
  case rejected(String)
}

/// The one road of local programs' records into the outbox, whether they come by the socket or as files of the old
/// spool: consent, channel, limits, seal, outbox. For one thread, the one that has the outbox.
struct ProbePipeline {
  private let outbox: Outbox
  private var settings: AgentSettings
  private var overrides: ProbeOverrides

  init(_ settings: AgentSettings, outbox: Outbox) {
    self.outbox = outbox
    self.settings = settings
    overrides = ProbeOverrides(settings)
    outbox.discards = settings.discards
  }

  /// Settings that were read anew are in force from the next offer on.
  mutating func use(_ settings: AgentSettings) {
    self.settings = settings
    overrides = ProbeOverrides(settings)
    outbox.discards = settings.discards
  }

  /// Takes what may be taken, durably.
  /// - Returns: the fate of each offer, in their order.
  /// - Throws: when the outbox takes nothing now; then none of the offers waits.
  mutating func take(_ offers: [ProbeOffer], now: Timestamp = .now()) throws(OutboxFault) -> [ProbeFate] {
    let gate = IntakeGate.now(
      stateDirectory: settings.stateDirectory, configuration: settings.configuration,
      environment: settings.environment)
    let machine: String
    var ids: RecordIDs
    do throws(SystemError) {
      ids = try RecordIDs(offers.count)
      machine = try MachineID.current(
        stateDirectory: settings.stateDirectory, environment: settings.environment, now: now
      ).id
    } catch {
      throw .system(error)
    }
    let limits = SpoolLimits(settings.configuration)
    var waiting = limits.mostBytes == nil ? 0 : try outbox.summaryByDestination()[.collector]?.bytes ?? 0
    var fates: [ProbeFate] = []
    fates.reserveCapacity(offers.count)
    var accepted: [SealedRecord] = []
    var kept: [String: [SealedRecord]] = [:]
    var dropped: [Rejection] = []
    var verdicts = Verdicts(gate)
    for offer in offers {
      switch seal(offer, id: offer.id ?? ids.next(), &verdicts, machine) {
      case .reject(let reason): fates.append(.rejected(reason))
      case .keep(let record, let reason):
        kept[reason, default: []].append(record)
        fates.append(.taken)
      case .accept(let record):
        switch limits.admit(bytes: record.request.body.count, waiting: waiting) {
        case .over(let reason): dropped.append(Rejection(record, result: .dropped, reason: reason))
        case .admitted:
          accepted.append(record)
          waiting += record.request.body.count
        }
        fates.append(.taken)
      }
    }
    // Last what others wait for: when it fails, the rest is written down at least.
    if !dropped.isEmpty { try outbox.reject(dropped, now: now) }
    for (reason, records) in kept { try outbox.keep(records, reason: reason, now: now) }
    if !accepted.isEmpty { try outbox.accept(accepted, now: offers.first?.arrived ?? now) }
    return fates
  }

  private static func freshID() throws(Explanation) -> String {
    do throws(SystemError) { return try Randomness.identifier() } catch { throw error.explanation }
  }

  private enum Sealed {
    case accept(SealedRecord)
    case keep(SealedRecord, String)
    case reject(String)
  }

  /// What the gate says to one record after the other: most are of the channel and second of the one before.
  private struct Verdicts {
    private let gate: IntakeGate
    private var last: (channel: Channel, created: Timestamp, verdict: IntakeGate.Verdict)?

    init(_ gate: IntakeGate) { self.gate = gate }

    mutating func verdict(_ channel: Channel, _ created: Timestamp) -> IntakeGate.Verdict {
      if let last, last.channel == channel, last.created == created { return last.verdict }
      let verdict = gate.verdict(channel: channel, created: created)
      last = (channel, created, verdict)
      return verdict
    }
  }

  private mutating func seal(
    _ offer: ProbeOffer, id: String?, _ verdicts: inout Verdicts, _ machine: String
  ) -> Sealed {
    let record = offer.record
    let created = Timestamp(seconds: record.creationTimestamp)
    let verdict = verdicts.verdict(ProbeSealer.channel(of: record[.classification]?.bytes ?? []), created)
    if case .reject(let reason) = verdict { return .reject(reason) }
    do throws(Explanation) {
      let choice = try overrides.choice(for: record, of: offer.user)
      var fields = ProbeField.all(of: record)
      // Records of format version 2 and 3 have none, collectors want one.
      if record[.eventID] == nil { fields.append(ProbeField(ProbeHeader.eventID.name, try Self.freshID())) }
      let own = if let id { id } else { try Self.freshID() }
      let sealed = try choice.sealer.seal(fields, payload: Array(record.payload), machineID: machine, id: own)
      if case .keep(let reason) = verdict { return .keep(sealed, reason) }
      return choice.stays.map { .keep(sealed, $0) } ?? .accept(sealed)
    } catch {
      return .reject(error.line)
    }
  }
}

extension Rejection {
  /// A record of a program that was not taken in.
  init?(_ record: ProbeRecord, reason: String) {
    guard let id = try? Randomness.identifier() else { return nil }
    let classification = record[.classification]?.text ?? ""
    self.init(
      id: id, classification: classification, severity: record.severity,
      eventID: record[.eventID]?.text ?? "", created: Timestamp(seconds: record.creationTimestamp),
      channel: ProbeSealer.channel(of: classification), bytes: record.payload.count,
      sha256: Hex.encode(Digest.sha256(Array(record.payload))), reason: reason)
  }
}
