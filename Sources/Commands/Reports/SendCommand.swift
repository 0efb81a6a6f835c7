import Agent
import ArgumentParser
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
  @Option(name: .customLong("license"), help: ArgumentHelp("Agree to this licence first.", valueName: "id"))
  var licence: String?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let work = try context.oneShot()
    let destination = try work.settings.reportDestination(destination, note: context.say)
    if licence != nil { _ = try ConsentActions(work.settings).agree([destination], licence: licence) }
    let (id, delivery) = try work.send(destination)
    report(id, destination, delivery, context)
    switch delivery {
    case .accepted: return .done
    case .ended: return .failed
    case .waiting: return .waiting
    }
  }

  private func report(
    _ id: String, _ destination: Destination, _ delivery: OneShot.Delivery, _ context: CommandContext
  ) {
    switch delivery {
    case .accepted(let entry), .ended(let entry):
      if global.json { return Output.json(JournalRow(entry).json) }
      let what = "\(entry.result.rawValue) \(entry.bytes) bytes to \(destination.rawValue), status \(entry.status)"
      if case .accepted = delivery {
        context.say("\(what), sha256 \(entry.sha256)")
      } else {
        Output.complain("\(what): \(entry.reason): see `telemetry-tui journal show \(id.prefix(8))`")
      }
    case .waiting(let reason):
      if global.json {
        return Output.json(.pairs(["id": .string(id), "result": .string("waiting"), "reason": .string(reason)]))
      }
      Output.complain(
        "not delivered yet, \(reason.isEmpty ? "no answer so far" : reason): \(id.prefix(8)): it waits in the spool, "
          + "see `telemetry-tui spool ls`")
    }
  }
}
