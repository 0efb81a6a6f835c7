import ClusterSource
import Platform
import Privacy
import Report

/// One look at the storage cluster for one of its reports: everything that is needed to ask, so that it can be asked
/// on a thread of its own.
struct ClusterQuestion: Sendable {
  let destination: Destination
  /// `[telemetry] command`; nil for `stone`, else `ceph`.
  let command: String?
  let configuration: String?
  /// As PATH.
  let path: String
  let options: ClusterReportOptions
  /// `[telemetry] interval`.
  let hours: Int64
  let names: ClusterNames
  let now: Timestamp
  /// Of the settings and the consent that it was made under, see `ClusterDesk`.
  let fingerprint: String

  /// Blocks until the cluster has answered or its commands' time is over; `interrupt` becomes readable when everything
  /// shall stop.
  func ask(interrupt: Int32? = nil) throws(Explanation) -> ClusterAnswer {
    let runner = CommandRunner(interrupt: interrupt)
    if destination == .device { return .devices(try devices(runner)) }
    do throws(CommandFault) {
      return .report(try ClusterReport.make(try find(), options, runner: runner))
    } catch {
      throw error.explanation
    }
  }

  private func find() throws(CommandFault) -> ClusterCommand {
    try ClusterCommand.find(command.map { [$0] } ?? ["stone", "ceph"], path: path, configuration: configuration)
  }

  /// The cluster's disks and, unless this host is among its hosts, this host's own. A machine without a cluster has
  /// its own alone.
  private func devices(_ runner: CommandRunner) throws(Explanation) -> ClusterDevicesAnswer {
    let table = PseudonymTable(names.pseudonyms)
    var reports: [(Source, DeviceReport)] = []
    var fault: Explanation?
    do throws(CommandFault) {
      let command = try find()
      do throws(Explanation) {
        reports.append((.cluster, try command.deviceReport(hours: hours, now: now, store: table, runner: runner)))
      } catch {
        fault = error
      }
    } catch {
      fault = error.explanation
    }
    let own = try table.pseudonym(.host, of: Identity.hostName())
    let isKnown = reports.contains { $0.1.hosts.contains { $0.id == own } }
    if !isKnown, let program = ClusterCommand.executable("smartctl", path: path) {
      do throws(Explanation) {
        let report = try HostDisks(program: program)
          .report(host: Identity.hostName(), now: now, store: table, runner: runner)
        if !report.hosts.isEmpty { reports.append((.device, report)) }
      } catch {
        // Of a cluster's machine the cluster tells; what smartctl lacks is said where it is all there is.
        if reports.isEmpty, fault == nil { fault = error }
      }
    }
    if reports.isEmpty, let fault { throw fault }
    var answer = ClusterDevicesAnswer(pseudonyms: table.entries)
    if let fault { answer.missing.append(fault.what) }
    for (source, report) in reports {
      answer.hosts += report.hosts.map { (source, $0) }
      answer.missing += report.unavailable.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    }
    return answer
  }
}

/// What a cluster, or this host, said of its disks.
struct ClusterDevicesAnswer: Sendable {
  var hosts: [(source: Source, host: DeviceReport.Host)] = []
  /// What is not there, and why.
  var missing: [String] = []
  /// The table of pseudonyms with those that were made.
  var pseudonyms: [String: String]
}

enum ClusterAnswer: Sendable {
  case report(ClusterReport)
  case devices(ClusterDevicesAnswer)

  /// What is not there and why, in one line; nil when nothing is missing.
  var missing: String? {
    let parts: [String] =
      switch self {
      case .report(let report): report.unavailable.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      case .devices(let answer): answer.missing
      }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
