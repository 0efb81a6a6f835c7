import Agent
import ArgumentParser
import Outbox
import Platform
import Report

struct DiffCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show how the next report differs from the last one sent, a file, or the consent.")

  @OptionGroup var global: GlobalOptions
  @Option(
    name: .customLong("with"),
    help: ArgumentHelp("`last` (the default), `consent`, or a file with a report.", valueName: "what"),
    completion: .file())
  var with = "last"
  @Option(name: .customLong("to"), help: ArgumentHelp("For this destination.", valueName: "destination"))
  var destination: Destination?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let before: JSON
    let preview: Preview?
    if let system = context.system {
      let destination = try system.reportDestination(destination, fallback: .home, note: context.say)
      if with == "consent" {
        let agreed = try system.status().destinations.first { $0.destination == destination }?.consent?.revision ?? 0
        return newFields(since: agreed, context)
      }
      try requireComparable(destination)
      before = try earlier(context) { () throws(Explanation) in try lastSent(system, destination, context) }
      preview = try system.preview(destination, hypothetical: false)
    } else {
      let work = try context.oneShot()
      let destination = try work.settings.reportDestination(destination, fallback: .home, note: context.say)
      if with == "consent" {
        return newFields(since: work.settings.gate().agreement(destination)?.revision ?? 0, context)
      }
      try requireComparable(destination)
      before = try earlier(context) { () throws(Explanation) in try lastSent(work.settings, destination, context) }
      preview = try work.preview(destination, channels: openChannels(work.settings), note: context.say).first
    }
    let now: JSON
    do throws(JSONFault) {
      now = try JSONReader.parse(preview?.record.request.body ?? [])
    } catch {
      throw error.explanation
    }
    let changes = JSONDifference.between(before, now)
    if global.json {
      Output.json(.array(changes.map(\.json)))
    } else {
      for change in changes { Output.line(change.line) }
      if changes.isEmpty { context.say("nothing differs") }
    }
    return .done
  }

  private func requireComparable(_ destination: Destination) throws(Explanation) {
    guard destination == .device else { return }
    throw Explanation(
      "the device report is compared with nothing, its samples are new each time", at: "device",
      remedy: "look at it with `telemetry-tui show-device`", exit: .usage)
  }

  private func openChannels(_ settings: AgentSettings) -> Set<Channel> {
    Set(Channel.allCases.filter { settings.channel($0).isOn })
  }

  private func earlier(
    _ context: CommandContext, lastSent: () throws(Explanation) -> [UInt8]
  )
    throws(Explanation) -> JSON
  {
    let bytes: [UInt8]
    if with == "last" {
      bytes = try lastSent()
    } else {
      do throws(SystemError) { bytes = try Files.read(with) } catch { throw error.explanation }
    }
    do throws(JSONFault) {
      return try JSONReader.parse(bytes)
    } catch {
      throw Explanation(
        "no report, \(error.reason)", at: "\(with), byte \(error.offset)",
        remedy: "give a file that `show` or `journal show --body` printed", exit: .badData)
    }
  }

  /// The body of the last report the destination accepted; `{}` when there is none, so that everything is new.
  private func lastSent(
    _ settings: AgentSettings, _ destination: Destination, _ context: CommandContext
  )
    throws(Explanation) -> [UInt8]
  {
    do throws(OutboxFault) {
      guard let outbox = try? OutboxOpening.forReading(settings.stateDirectory),
        let last = try outbox.lastSent(destination, classificationPrefix: destination.reportPrefix),
        let request = try outbox.body(id: last.id)
      else {
        context.say("no report was sent yet: everything is new")
        return Array("{}".utf8)
      }
      context.say("compared with \(last.classification) of \(last.time.local), sha256 \(last.sha256.prefix(16))")
      return request.body
    } catch {
      throw error.explanation
    }
  }

  private func lastSent(
    _ system: SystemAgent, _ destination: Destination, _ context: CommandContext
  )
    throws(Explanation) -> [UInt8]
  {
    let detail: RecordDetail
    do throws(Explanation) {
      guard case .record(let found) = try system.ask(.lastSent(destination)) else { throw SystemAgent.strange }
      detail = found
    } catch {
      guard error.exit == .noInput else { throw error }
      context.say("no report was sent yet: everything is new")
      return Array("{}".utf8)
    }
    guard let row = detail.settled, let request = detail.request else {
      context.say("the last report's body is no longer kept: everything is new")
      return Array("{}".utf8)
    }
    context.say("compared with \(row.classification) of \(row.time.local), sha256 \(row.sha256.prefix(16))")
    return request.body
  }

  /// The fields that came after the revision that was agreed to.
  private func newFields(since agreed: Int, _ context: CommandContext) -> ExitStatus {
    let fresh = FieldRegistry.entries.filter { $0.since > agreed }
    if global.json {
      Output.json(.array(fresh.map { ExplainCommand.json($0.pattern, $0) }))
    } else {
      for entry in fresh { Output.line("+ \(entry.pattern): \(entry.what)") }
      if fresh.isEmpty { context.say("nothing is new since revision \(agreed)") }
    }
    return .done
  }
}
