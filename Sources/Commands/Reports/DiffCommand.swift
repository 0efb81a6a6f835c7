import Agent
import ArgumentParser
import Outbox
import Platform
import Privacy
import Report
import Settings

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
    let before: [[UInt8]]
    let previews: [Preview]
    let agreed: Int?
    let choice: NewFieldsChoice
    if let system = context.system {
      let destination = try system.reportDestination(destination, fallback: .home, note: context.say)
      agreed = try system.status().destinations.first { $0.destination == destination }?.consent?.revision
      choice = try system.newFields()
      if with == "consent" { return newFields(destination, since: agreed, choice, context) }
      before = try earlier { () throws(Explanation) in try lastSent(system, destination, context) }
      previews = try system.preview(destination, hypothetical: false).all
    } else {
      let work = try context.oneShot()
      let destination = try work.settings.reportDestination(destination, fallback: .home, note: context.say)
      agreed = work.settings.gate().agreement(destination)?.revision
      choice = work.settings.configuration.newFields
      if with == "consent" { return newFields(destination, since: agreed, choice, context) }
      before = try earlier { () throws(Explanation) in try lastSent(work.settings, destination, context) }
      previews = try work.preview(destination, channels: openChannels(work.settings), note: context.say)
    }
    let isOfDisks = previews.first?.record.destination == .device
    let now = try report(previews.map(\.record.request.body), isOfDisks: isOfDisks, name: "the preview")
    let all = JSONDifference.between(try report(before, isOfDisks: isOfDisks, name: with), now)
    // The look is as if all were agreed to now; what is not is left out of the next report, unless it is accepted.
    let changes = all.filter { change in
      guard let agreed, choice != .accept, change.kind != .removed,
        let entry = FieldRegistry.entry(forPath: (isOfDisks ? "device." : "") + change.path)
      else {
        return true
      }
      return entry.since <= agreed
    }
    if changes.count < all.count {
      context.say("\(all.count - changes.count) more are new and wait: see `diff --with consent`")
    }
    if global.json {
      Output.json(.array(changes.map(\.json)))
    } else {
      for change in changes { Output.line(change.line) }
      if changes.isEmpty { context.say("nothing differs") }
    }
    return .done
  }

  private func openChannels(_ settings: AgentSettings) -> Set<Channel> {
    Set(Channel.allCases.filter { settings.channel($0).isOn })
  }

  private func earlier(_ lastSent: () throws(Explanation) -> [[UInt8]]) throws(Explanation) -> [[UInt8]] {
    if with == "last" { return try lastSent() }
    do throws(SystemError) { return [try Files.read(with)] } catch { throw error.explanation }
  }

  /// The requests of one report as one value; none: `{}`, so that everything is new.
  private func report(_ bodies: [[UInt8]], isOfDisks: Bool, name: String) throws(Explanation) -> JSON {
    if isOfDisks, bodies.count != 1 { return try DeviceBodies.byDisk(bodies) }
    do throws(JSONFault) {
      let json = try JSONReader.parse(bodies.first ?? Array("{}".utf8))
      return isOfDisks ? DeviceBodies.byDisk(json) : json
    } catch {
      throw Explanation(
        "no report, \(error.reason)", at: "\(name), byte \(error.offset)",
        remedy: "give a file that `show` or `journal show --body` printed", exit: .badData)
    }
  }

  private func compared(_ classification: String, _ time: Timestamp, _ sha256: String, _ context: CommandContext) {
    context.say("compared with \(classification) of \(time.local), sha256 \(sha256.prefix(16))")
  }

  /// The bodies of the last report the destination accepted, one of each request; none when there is none.
  private func lastSent(
    _ settings: AgentSettings, _ destination: Destination, _ context: CommandContext
  )
    throws(Explanation) -> [[UInt8]]
  {
    do throws(OutboxFault) {
      guard let outbox = try? OutboxOpening.forReading(settings.stateDirectory),
        let last = try outbox.lastSent(destination, classificationPrefix: destination.reportPrefix)
      else {
        context.say("no report was sent yet: everything is new")
        return []
      }
      compared(last.classification, last.time, last.sha256, context)
      guard destination == .device else { return try outbox.body(id: last.id).map { [$0.body] } ?? [] }
      // The requests of one report were made at one moment.
      let filter = LedgerFilter(destination: destination, result: .sent, since: last.created, limit: 10_000)
      var bodies: [[UInt8]] = []
      for entry in try outbox.ledger(filter) where entry.created == last.created {
        if let request = try outbox.body(id: entry.id) { bodies.append(request.body) }
      }
      return bodies
    } catch {
      throw error.explanation
    }
  }

  private func lastSent(
    _ system: SystemAgent, _ destination: Destination, _ context: CommandContext
  )
    throws(Explanation) -> [[UInt8]]
  {
    let detail: RecordDetail
    do throws(Explanation) {
      guard case .record(let found) = try system.ask(.lastSent(destination)) else { throw SystemAgent.strange }
      detail = found
    } catch {
      guard error.exit == .noInput else { throw error }
      context.say("no report was sent yet: everything is new")
      return []
    }
    guard let row = detail.settled, let request = detail.request else {
      context.say("the last report's body is no longer kept: everything is new")
      return []
    }
    compared(row.classification, row.time, row.sha256, context)
    guard destination == .device else { return [request.body] }
    var ids: [String] = []
    try system.journal(
      { other in
        if other.destination == .device, other.created == row.created, other.result == row.result {
          ids.append(other.id)
        }
      }, until: { ids.count >= 10_000 })
    var bodies: [[UInt8]] = []
    for id in ids { if let request = try system.record(id).request { bodies.append(request.body) } }
    return bodies
  }

  /// The fields that came after the revision that was agreed to.
  private func newFields(
    _ destination: Destination, since agreed: Int?, _ choice: NewFieldsChoice, _ context: CommandContext
  ) -> ExitStatus {
    let fresh = FieldRegistry.added(to: destination, since: agreed ?? 0)
    if global.json {
      Output.json(.array(fresh.map { ExplainCommand.json($0.pattern, $0) }))
    } else {
      for entry in fresh { Output.line("+ \(entry.pattern): \(entry.what)") }
    }
    let name = destination.rawValue
    if let agreed {
      if fresh.isEmpty {
        context.say("nothing is new for \(name) since revision \(agreed), which was agreed to")
      } else {
        switch choice {
        case .ask:
          context.say(
            "left out since revision \(agreed) was agreed to: `telemetry-tui \(ConsentBar.words(for: destination))` "
              + "agrees to them as well")
        case .never: context.say("left out for good: \(choice.line)")
        case .accept:
          context.say(
            "new since revision \(agreed) was agreed to, accepted by \(choice.line): sent where their channel is on")
        }
      }
    } else {
      context.say("nobody has agreed to send to \(name): all of it is new")
    }
    return .done
  }
}
