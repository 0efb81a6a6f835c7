import Agent
import ArgumentParser
import Outbox
import Platform
import Report

struct ShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the exact body that would be sent now.",
    discussion: """
      With today's consent and channels, and nothing else on standard output. What was shown is kept and is the next \
      report that leaves, as long as it is not older than the interval and nothing was changed.
      """)

  @OptionGroup var global: GlobalOptions
  @Option(name: .customLong("to"), help: ArgumentHelp("For this destination.", valueName: "destination"))
  var destination: Destination?
  @Argument(help: ArgumentHelp("Only these channels of what would be sent.", valueName: "channel"))
  var channels: [Channel] = []

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      try show(system, context)
      return .done
    }
    let work = try context.oneShot()
    let destination = try work.settings.reportDestination(destination, note: context.say)
    let previews = try work.show(destination, channels: channels.isEmpty ? nil : Set(channels), note: context.say)
    BodyPrinter.print(previews, context)
    tellOfOlder(destination, work.settings, context)
    return .done
  }

  private func show(_ system: SystemAgent, _ context: CommandContext) throws(Explanation) {
    guard channels.isEmpty else { throw SystemAgent.onlyForFiles("showing a part of it") }
    let destination = try system.reportDestination(destination, note: context.say)
    let preview = try system.preview(destination, hypothetical: false)
    guard preview.mayLeave else { throw Self.barred(preview) }
    BodyPrinter.print(preview.all, context)
    let waiting = try system.status().destinations.first { $0.destination == destination }?.waiting ?? 0
    if waiting > 0 { tellOfOlder(waiting, destination, context) }
  }

  static func barred(_ preview: Preview) -> Explanation {
    let name = preview.record.destination.rawValue
    return Explanation(
      "nothing may leave for \(name), \(preview.reason ?? "it is held")", at: name,
      remedy: "see `telemetry-tui status`", exit: .noPermission)
  }

  private func tellOfOlder(_ count: Int, _ destination: Destination, _ context: CommandContext) {
    context.say("\(count) older, waiting for \(destination.rawValue), will leave before it")
  }

  /// What waits leaves before what was shown.
  private func tellOfOlder(_ destination: Destination, _ settings: AgentSettings, _ context: CommandContext) {
    guard let outbox = try? OutboxOpening.forReading(settings.stateDirectory),
      let waiting = try? outbox.summaryByDestination()[destination]
    else { return }
    tellOfOlder(waiting.count, destination, context)
  }
}

struct PreviewCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Print what would be sent if telemetry were on.",
    discussion: "With the named channels on, without any: with all of them. Needs no consent, sends nothing.")

  @OptionGroup var global: GlobalOptions
  @Option(name: .customLong("to"), help: ArgumentHelp("For this destination.", valueName: "destination"))
  var destination: Destination?
  @Argument(help: ArgumentHelp("As if these channels were on.", valueName: "channel")) var channels: [Channel] = []

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      guard channels.isEmpty else { throw SystemAgent.onlyForFiles("a preview with some channels on") }
      let destination = try system.reportDestination(destination, fallback: .home, note: context.say)
      let previews = try system.preview(destination, hypothetical: true).all
      BodyPrinter.print(previews, context)
      PreviewWarnings.tell(previews, context)
      return .done
    }
    let work = try context.oneShot()
    let destination = try work.settings.reportDestination(destination, fallback: .home, note: context.say)
    let previews = try work.preview(
      destination, channels: Set(channels.isEmpty ? Channel.allCases : channels), note: context.say)
    BodyPrinter.print(previews, context)
    PreviewWarnings.tell(previews.map { $0.examined() }, context)
    return .done
  }
}

struct ShowDeviceCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show-device", abstract: "Print the device report that would be sent now: host, disk, time, record.",
    discussion: "Each host is a request of its own, see `show --to device`; its name here is a random one.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      let preview = try system.preview(.device, hypothetical: false)
      guard preview.mayLeave else { throw ShowCommand.barred(preview) }
      Output.json(try DeviceBodies.byHost(preview.all))
      return .done
    }
    Output.json(try context.oneShot().devices(assuming: nil, note: context.say))
    return .done
  }
}

struct PreviewDeviceCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "preview-device", abstract: "Print the device report as if telemetry and the channel device were on.",
    discussion: "Needs no consent, sends nothing.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      Output.json(try DeviceBodies.byHost(try system.preview(.device, hypothetical: true).all))
      return .done
    }
    Output.json(try context.oneShot().devices(assuming: [.device], note: context.say))
    return .done
  }
}

enum BodyPrinter {
  /// A body as it is; of several each on a line of its own.
  static func print(_ previews: [Preview], _ context: CommandContext) {
    for (index, preview) in previews.enumerated() {
      if index > 0, !Output.isTerminal { Output.write([UInt8(ascii: "\n")]) }
      print(preview, context)
    }
  }

  /// The bytes as they are. On a terminal a line end follows, so that the prompt does not hang on to them.
  private static func print(_ preview: Preview, _ context: CommandContext) {
    Output.write(preview.record.request.body)
    if Output.isTerminal { Output.write([UInt8(ascii: "\n")]) }
    let hidden = preview.fields.filter { $0.hiding == .withheld }.count
    if Output.isTerminal {
      context.say(
        "\(preview.record.request.body.count) bytes, sha256 \(preview.record.sha256), \(hidden) withheld, to "
          + preview.record.request.url)
    }
  }
}
