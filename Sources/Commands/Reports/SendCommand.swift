import Agent
import ArgumentParser
import Glibc
import Outbox
import Platform
import Report

struct SendCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Seal a report and deliver it now.",
    discussion: "Exits 0 only when the destination accepted it, 75 when it waits in the spool.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The destination.") var destination: Destination?
  @Option(
    name: .customLong("license"), help: ArgumentHelp("Agree to this licence first.", valueName: "id"),
    completion: .list([Licence.sharing.id]))
  var licence: String?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      let destination = try system.reportDestination(destination, note: context.say)
      if licence != nil { _ = try system.lines(.agree([destination], licence: licence)) }
      return finish([try system.send(destination)], destination, context)
    }
    let work = try context.oneShot()
    let destination = try work.settings.reportDestination(destination, note: context.say)
    if licence != nil { _ = try ConsentActions(work.settings).agree([destination], licence: licence) }
    let outcomes = try work.send(destination).map { request -> Outcome in
      switch request.delivery {
      case .accepted(let entry), .ended(let entry): .settled(SettledRow(entry))
      case .waiting(let reason): .waiting(id: request.id, reason: reason)
      }
    }
    return finish(outcomes, destination, context)
  }

  /// What became of a record that was to be delivered at once.
  enum Outcome {
    case settled(SettledRow)
    case waiting(id: String, reason: String)

    var isSent: Bool {
      if case .settled(let row) = self { row.result == Settlement.sent.rawValue } else { false }
    }

    var json: JSON {
      switch self {
      case .settled(let row): row.json
      case .waiting(let id, let reason):
        .pairs(["id": .string(id), "result": .string("waiting"), "reason": .string(reason)])
      }
    }
  }

  private func finish(_ outcomes: [Outcome], _ destination: Destination, _ context: CommandContext) -> ExitStatus {
    if global.json {
      Output.json(outcomes.count == 1 ? outcomes[0].json : .array(outcomes.map(\.json)))
    } else {
      for outcome in outcomes { tell(outcome, destination, context) }
    }
    if outcomes.contains(where: { if case .settled = $0 { !$0.isSent } else { false } }) { return .failed }
    return outcomes.allSatisfy(\.isSent) ? .done : .waiting
  }

  private func tell(_ outcome: Outcome, _ destination: Destination, _ context: CommandContext) {
    switch outcome {
    case .settled(let row):
      let what = "\(row.result) \(row.bytes) bytes to \(destination.rawValue), status \(row.status)"
      if outcome.isSent {
        context.say("\(what), sha256 \(row.sha256)")
      } else {
        Output.complain("\(what): \(row.reason): see `telemetry-tui journal show \(row.id.prefix(8))`")
      }
    case .waiting(let id, let reason):
      Output.complain(
        "not delivered yet, \(reason.isEmpty ? "no answer so far" : reason): \(id.prefix(8)): it waits in the "
          + "spool, see `telemetry-tui spool ls`")
    }
  }
}

extension SystemAgent {
  /// Milliseconds until what has no answer is said to wait.
  private static let sendPatience: Int64 = 45_000

  /// Has a report made and delivered now, and waits for what becomes of it.
  fileprivate func send(_ destination: Destination) throws(Explanation) -> SendCommand.Outcome {
    guard let id = try lines(.report(destination)).first else { throw Self.strange }
    _ = try lines(.retryRecord(id: id))
    let deadline = Monotonic.now() + Self.sendPatience
    while true {
      let detail = try record(id)
      if let row = detail.settled { return .settled(row) }
      let reason = detail.waiting?.error ?? ""
      guard reason.isEmpty, Monotonic.now() < deadline else { return .waiting(id: id, reason: reason) }
      usleep(50_000)
    }
  }
}
