import Platform
import Report

/// What is asked of a cluster, and how the answer is written.
public struct ClusterReportOptions: Sendable {
  public var head: ReportHead
  public var form = ReportForm.current
  public var crashes = CrashSelection.all
  public var cleaning: Cleaning
  /// Where this host's own crashes are, for the same channel; and what it is called.
  public var crashDirectory: CrashDirectory?
  public var hostName = ""
  /// Of how many daemons the options in force are asked for; of how many the counters.
  public var mostConfigurations = 500
  public var mostCounters = 16
  /// Of how many daemons the account of their memory is asked for.
  public var mostHeaps = 100

  public init(head: ReportHead, cleaning: Cleaning) {
    self.head = head
    self.cleaning = cleaning
  }
}

/// The cluster report, made from outside by the cluster's own command. Each section stands or falls by itself; one that
/// could not be made is named in `unavailable`, with the reason.
public struct ClusterReport: Sendable {
  public internal(set) var json = JSONObject()
  /// Section, or dotted part of it, to why it is not there or not whole. Also in the report, unless it is empty.
  public internal(set) var unavailable: [String: String] = [:]
  /// What failed, for people: with names, and what to do.
  public internal(set) var faults: [Explanation] = []
  /// The ids of the crashes inside.
  public internal(set) var crashIDs: [String] = []

  /// Asks the cluster and makes the report of the head's channels.
  /// - Throws: what no section could be made without: the command missing, the cluster unreachable, the key refused.
  public static func make(
    _ command: ClusterCommand, _ options: ClusterReportOptions, runner: CommandRunner
  ) throws(CommandFault) -> ClusterReport {
    let round = ClusterRound(command, options, runner)
    try round.ask()
    return round.report()
  }

  mutating func set(_ section: String, _ make: () throws(SectionFault) -> JSON) {
    do throws(SectionFault) { json[section] = try make() } catch { leaveOut(section, error.reason) }
  }

  mutating func leaveOut(_ section: String, _ reason: String) { unavailable[section] = reason }

  mutating func leaveOut(_ section: String, _ fault: CommandFault) {
    unavailable[section] = fault.reason
    if !faults.contains(fault.explanation) { faults.append(fault.explanation) }
  }

  mutating func finish() {
    guard !unavailable.isEmpty else { return }
    var object = JSONObject()
    for section in unavailable.keys.sorted() { object[section] = .text(unavailable[section]) }
    json["unavailable"] = .object(object)
  }
}
