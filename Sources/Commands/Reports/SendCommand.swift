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
    let sent = try work.send(destination)
    if global.json {
      Output.json(sent.count == 1 ? json(sent[0]) : .array(sent.map(json)))
    } else {
      for request in sent { tell(request, destination, context) }
    }
    if sent.contains(where: { if case .ended = $0.delivery { true } else { false } }) { return .failed }
    return sent.contains { if case .waiting = $0.delivery { true } else { false } } ? .waiting : .done
  }

  private func json(_ request: OneShot.Sent) -> JSON {
    switch request.delivery {
    case .accepted(let entry), .ended(let entry): JournalRow(entry).json
    case .waiting(let reason):
      .pairs(["id": .string(request.id), "result": .string("waiting"), "reason": .string(reason)])
    }
  }

  private func tell(_ request: OneShot.Sent, _ destination: Destination, _ context: CommandContext) {
    let id = request.id
    switch request.delivery {
    case .accepted(let entry), .ended(let entry):
      let what = "\(entry.result.rawValue) \(entry.bytes) bytes to \(destination.rawValue), status \(entry.status)"
      if case .accepted = request.delivery {
        context.say("\(what), sha256 \(entry.sha256)")
      } else {
        Output.complain("\(what): \(entry.reason): see `telemetry-tui journal show \(id.prefix(8))`")
      }
    case .waiting(let reason):
      Output.complain(
        "not delivered yet, \(reason.isEmpty ? "no answer so far" : reason): \(id.prefix(8)): it waits in the spool, "
          + "see `telemetry-tui spool ls`")
    }
  }
}
