import Platform
import Report

/// `smartctl --scan --json`.
struct DiskScan: Answer {
  private(set) var disks: [(name: String, type: String)] = []

  var shape: JSONShape { .object(["devices": .list("disk", .object(["name": .whole, "type": .whole]))]) }

  mutating func take(_ piece: JSONPiece) {
    guard case .element(_, _, let disk) = piece, let name = disk["name"]?.stringValue, name.hasPrefix("/") else {
      return
    }
    disks.append((name, disk["type"]?.stringValue ?? "auto"))
  }
}

/// `smartctl --json -x DISK`.
struct DiskHealth: Answer {
  private(set) var record = JSON.null

  var shape: JSONShape { .whole }

  mutating func take(_ piece: JSONPiece) { if case .document(let record) = piece { self.record = record } }

  /// As the cluster would call the disk: vendor, model, serial number. nil when smartctl could not open it.
  var id: String? {
    guard record["smartctl"] != nil, let serial = record["serial_number"]?.stringValue, !serial.isEmpty else {
      return nil
    }
    let vendor = record["vendor"]?.stringValue
    let model = record["model_name"]?.stringValue ?? record["product"]?.stringValue ?? "disk"
    let words = (vendor.map { model.hasPrefix($0) ? [] : [$0] } ?? []) + [model, serial]
    return String(words.joined(separator: "_").map { $0 == " " ? "_" : $0 })
  }
}

/// This host's own disks, by smartmontools 7: the same records under the same pseudonyms as a cluster's.
public struct HostDisks: Sendable {
  private let program: String
  private let milliseconds: Int64

  /// `program` is the file of `smartctl`.
  public init(program: String, milliseconds: Int64 = 60_000) {
    self.program = program
    self.milliseconds = milliseconds
  }

  /// The disks as they are now, one sample each. A disk that cannot be opened is left out and said.
  public func report(
    host: String, now: Timestamp, store: some PseudonymStore, runner: CommandRunner
  ) throws(Explanation) -> DeviceReport {
    let scan = Question("smartctl --scan", DiskScan())
    ask([(scan, ["--scan", "--json"])], runner)
    let disks: [(name: String, type: String)]
    do throws(CommandFault) { disks = try scan.get().disks } catch { throw error.explanation }
    let questions = disks.map { _ in Question("smartctl -x", DiskHealth(), isStatusOpen: true) }
    ask(zip(disks, questions).map { ($1, ["--json", "-x", "-d", $0.type, $0.name]) }, runner)
    var report = DeviceReport()
    for question in questions {
      do throws(CommandFault) {
        let health = try question.get()
        guard let id = health.id else {
          report.note("smartctl", "a disk cannot be opened")
          continue
        }
        try add(health, id, host, now, store, to: &report)
      } catch {
        report.note("smartctl", error.reason)
      }
    }
    return report
  }

  private func add(
    _ health: DiskHealth, _ id: String, _ host: String, _ now: Timestamp, _ store: some PseudonymStore,
    to report: inout DeviceReport
  ) throws(CommandFault) {
    do throws(Explanation) {
      try report.add(id, host: host, samples: [(DeviceReport.stamp(now), health.record)], store: store)
    } catch {
      throw .failed(error.what, status: 1, text: error.line)
    }
  }

  private func ask(_ asked: [(any AnyQuestion, [String])], _ runner: CommandRunner) {
    let jobs = asked.map { question, words in
      CommandJob(
        question.name, program: program, arguments: words, milliseconds: milliseconds, mostOutput: 16 << 20,
        take: question.take)
    }
    for ((question, _), ending) in zip(asked, runner.run(jobs)) { question.end(ending) }
  }
}
