import Outbox
import Platform
import ProbeSocket

/// Takes over, once and without a loop, what an old client left in a directory.
public struct OldSpool {
  public struct Result: Sendable, Equatable {
    /// Records that are in the outbox now; their files are gone.
    public var taken = 0
    /// New places of files that are no records, or that may not be sent, with why.
    public var setAside: [String] = []
    public var faults: [Explanation] = []
  }

  private let settings: AgentSettings

  public init(_ settings: AgentSettings) { self.settings = settings }

  /// Takes every file of the directory. `settle`: leave those alone that were written to within the last ten seconds,
  /// because somebody may still be writing them.
  /// - Throws: when nobody agreed to the destination `collector`, there is no such directory, or the outbox cannot take
  ///   anything; what was taken by then is in it.
  public func take(_ path: String, settle: Bool) throws(Explanation) -> Result {
    if let bar = settings.gate().bar(.collector) { throw AgentFault.barred(.collector, bar).explanation }
    guard Files.isDirectory(path) else {
      throw Explanation("no such directory", at: path, remedy: "name the old spool_dir", exit: .noInput)
    }
    let outbox = try OutboxOpening.forWriting(settings.stateDirectory)
    let rejections = RejectionLog {}
    var spool = try SpoolImport(
      path, settings, outbox: outbox, rejections: rejections, settle: settle ? SpoolDirectory.settleMilliseconds : 0)
    var result = Result()
    while let summary = try spool.work() {
      result.taken += summary.taken
      result.setAside += summary.setAside
      result.faults += summary.faults
      guard summary.taken > 0 || !summary.setAside.isEmpty else { break }
    }
    do throws(OutboxFault) { try outbox.reject(rejections.take(atOnce: true)) } catch { throw error.explanation }
    return result
  }

  /// The configured directory, when somebody agreed and it is there: what a run without a loop does before it sends.
  public func takeConfigured() throws(Explanation) -> Result {
    let path = settings.configuration.string("settings", "spool_dir") ?? ""
    guard settings.gate().bar(.collector) == nil, settings.destinations[.collector] != nil, Files.isDirectory(path),
      ProbeService.isUsable(path, settings)
    else { return Result() }
    return try take(path, settle: true)
  }
}
