import Digest
import Outbox
import Platform
import ProbeSocket

/// Takes the files over that an old client left, or still writes, in its spool directory. A file goes when its record is
/// in the outbox; one that is no record is set aside below the directory and named in the journal.
struct SpoolImport {
  struct Summary: Equatable {
    var taken = 0
    /// Names, with why.
    var setAside: [String] = []
    /// Could not be removed or moved: they are met again.
    var faults: [Explanation] = []
  }

  let directory: SpoolDirectory
  private var pipeline: ProbePipeline
  private let rejections: RejectionLog

  init(
    _ path: String, _ settings: AgentSettings, outbox: Outbox, rejections: RejectionLog,
    settle: Int64 = SpoolDirectory.settleMilliseconds
  ) throws(Explanation) {
    do throws(SystemError) { directory = try SpoolDirectory(path, settle: settle) } catch { throw error.explanation }
    pipeline = ProbePipeline(settings, outbox: outbox)
    self.rejections = rejections
  }

  mutating func use(_ settings: AgentSettings) { pipeline.use(settings) }

  /// Works off the next few files.
  /// - Returns: what was done, nil when there was nothing to do.
  mutating func work(most: Int = 64) throws(Explanation) -> Summary? {
    let offers = directory.offers(most: most)
    guard !offers.isEmpty else { return nil }
    var summary = Summary()
    var group: [(file: SpoolOffer, record: ProbeOffer)] = []
    for file in offers {
      switch file.content {
      case .success(let record):
        // What waits is as old as its file, to the minute.
        if let first = group.first, abs(first.record.arrived - file.modified) > 60_000 {
          try take(group, &summary)
          group = []
        }
        let id = Self.id(file, record)
        group.append((file, ProbeOffer(record: record, user: file.owner, id: id, arrived: file.modified)))
      case .failure(let fault):
        rejections.add(fault, from: "\(directory.path)/\(file.name)")
        setAside(file, fault.reason, &summary)
      }
    }
    try take(group, &summary)
    return summary
  }

  private mutating func take(
    _ group: [(file: SpoolOffer, record: ProbeOffer)], _ summary: inout Summary
  ) throws(Explanation) {
    guard !group.isEmpty else { return }
    let fates: [ProbeFate]
    do throws(OutboxFault) { fates = try pipeline.take(group.map(\.record)) } catch { throw error.explanation }
    for (offer, fate) in zip(group, fates) {
      switch fate {
      case .taken:
        do throws(SystemError) {
          try directory.remove(offer.file)
          summary.taken += 1
        } catch {
          summary.faults.append(error.explanation)
        }
      case .rejected(let reason):
        rejections.add(offer.record.record, reason: reason)
        setAside(offer.file, reason, &summary)
      }
    }
  }

  /// The same for the same file: one that could not be removed, because the process was killed or may not, is not taken
  /// twice.
  private static func id(_ file: SpoolOffer, _ record: ProbeRecord) -> String {
    var bytes = Array("\(file.name)\n\(file.modified.milliseconds)\n".utf8)
    for (_, value) in record.headers { bytes += value.bytes + [0x0A] }
    return String(Hex.encode(Digest.sha256(bytes + record.payload)).prefix(32))
  }

  private func setAside(_ file: SpoolOffer, _ reason: String, _ summary: inout Summary) {
    do throws(SystemError) {
      guard let place = try directory.setAside(file) else { return }
      summary.setAside.append("\(place): \(reason)")
    } catch {
      summary.faults.append(error.explanation)
    }
  }
}
