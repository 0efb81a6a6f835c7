import Platform
import Report

/// `device ls`: the disks that the cluster knows, and where they are.
struct DeviceList: Answer {
  private(set) var devices: [(id: String, host: String)] = []
  private(set) var unplaced = 0

  var shape: JSONShape {
    .list("device", .object(["devid": .whole, "location": .items(.object(["host": .whole]))]))
  }

  mutating func take(_ piece: JSONPiece) {
    guard case .element(_, _, let device) = piece else { return }
    if let id = device["devid"]?.stringValue, !id.isEmpty, !id.hasPrefix("-"),
      let host = device["location"]?.arrayValue?.first?["host"]?.stringValue, !host.isEmpty
    {
      devices.append((id, host))
    } else {
      unplaced += 1
    }
  }
}

/// `device get-health-metrics ID`: the samples that are later than a moment, of the half year that is kept.
struct DeviceSamples: Answer {
  private let after: String
  private(set) var samples: [(stamp: String, record: JSON)] = []

  init(after: String) { self.after = after }

  var shape: JSONShape { .each("sample", .whole, where: { [after] in $0 > after }) }

  mutating func take(_ piece: JSONPiece) {
    if case .element(_, let stamp, let record) = piece { samples.append((stamp, record)) }
  }
}

extension ClusterCommand {
  /// The disks of the whole cluster, with the samples of the last two intervals.
  /// `hours` is the interval.
  public func deviceReport(
    hours: Int64, now: Timestamp, store: some PseudonymStore, runner: CommandRunner
  ) throws(Explanation) -> DeviceReport {
    let list = Question("device ls", DeviceList())
    run([(list, job(["device", "ls"], for: list))], runner)
    let answer: DeviceList
    do throws(CommandFault) { answer = try list.get() } catch { throw error.explanation }
    let after = DeviceReport.stamp(now + -2 * hours * 3_600_000)
    var report = DeviceReport()
    // A few at a time, so that the samples of all disks are never in memory together uncleaned.
    for start in stride(from: 0, to: answer.devices.count, by: 64) {
      let some = answer.devices[start..<min(start + 64, answer.devices.count)]
      let questions = some.map { _ in Question("device get-health-metrics", DeviceSamples(after: after)) }
      run(
        zip(some, questions).map { device, question in
          (question, job(["device", "get-health-metrics", device.id], for: question))
        }, runner)
      for (device, question) in zip(some, questions) {
        do throws(CommandFault) {
          let samples = try question.get().samples
          try add(device, samples, to: &report, store)
        } catch {
          if case .interrupted = error { throw error.explanation }
          report.note("device get-health-metrics", error.reason)
        }
      }
    }
    return report
  }

  private func add(
    _ device: (id: String, host: String), _ samples: [(stamp: String, record: JSON)], to report: inout DeviceReport,
    _ store: some PseudonymStore
  ) throws(CommandFault) {
    do throws(Explanation) {
      try report.add(device.id, host: device.host, samples: samples, store: store)
    } catch {
      throw .failed(error.what, status: 1, text: error.line)
    }
  }
}

extension DeviceReport {
  mutating func note(_ part: String, _ reason: String) { unavailable[part] = reason }
}
