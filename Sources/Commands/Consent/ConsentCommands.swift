import Agent
import ArgumentParser
import Platform
import Report

struct OnCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "on",
    abstract: "Agree to send to destinations.",
    discussion: """
      Without a destination: to every configured one. Who agreed, when, and to what is written down. A running agent \
      acts at once.
      """)

  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp("Where to.", valueName: "destination")) var destinations: [Destination] = []
  @Option(
    name: .customLong("license"), help: ArgumentHelp("The licence id, where one is asked for.", valueName: "id"),
    completion: .list([Licence.sharing.id]))
  var licence: String?
  @Option(
    name: .long, parsing: .upToNextOption,
    help: ArgumentHelp("Exactly these channels; they are switched on as well.", valueName: "channel"),
    completion: .list(ChannelList.allValueStrings))
  var channels: [ChannelList] = []

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let named = channels.flatMap(\.channels)
    if let system = context.system {
      guard named.isEmpty else { throw SystemAgent.onlyForFiles("choosing channels while agreeing") }
      answer(try system.lines(.agree(destinations, licence: licence)), context)
      return .done
    }
    let lines = try ConsentActions(try context.settings())
      .agree(destinations, channels: named.isEmpty ? nil : named, licence: licence)
    context.pokeAgent()
    answer(lines, context)
    return .done
  }
}

struct OffCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "off",
    abstract: "Withdraw consent: nothing leaves from now on.",
    discussion: "At once, silently: no farewell is sent. What waits in the spool is withdrawn.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      answer(try system.lines(.withdraw), context)
      return .done
    }
    let lines = try ConsentActions(try context.settings()).withdraw()
    context.pokeAgent()
    answer(lines, context)
    return .done
  }
}

struct ChannelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channel", abstract: "List channels, switch them on or off.",
    subcommands: [ChannelListCommand.self, ChannelOnCommand.self, ChannelOffCommand.self],
    defaultSubcommand: ChannelListCommand.self)
}

struct ChannelListCommand: Command {
  static let configuration = CommandConfiguration(commandName: "ls", abstract: "List the channels.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let statuses: [ChannelStatus]
    if let system = context.system {
      statuses = try system.status().channels
    } else {
      statuses = Channel.allCases.map(try context.settings().channel)
    }
    if global.json {
      Output.json(
        .array(
          statuses.map {
            .pairs([
              "channel": .string($0.channel.rawValue), "on": .bool($0.isOn), "default": .bool($0.channel.isOnByDefault),
              "origin": .string($0.origin), "meaning": .string($0.channel.meaning),
            ])
          }))
      return .done
    }
    var table = TextTable(["CHANNEL", "STATE", "DEFAULT", "SET BY", "WHAT"])
    for status in statuses {
      table.add([
        status.channel.rawValue, status.isOn ? "on" : "off", status.channel.isOnByDefault ? "on" : "off",
        status.origin, status.channel.meaning,
      ])
    }
    Output.lines(table.lines)
    return .done
  }
}

struct ChannelOnCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "on", abstract: "Switch a channel on, for every destination there is consent for.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The channel.") var channel: Channel

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try switchChannel(channel, on: true, context)
  }
}

struct ChannelOffCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "off", abstract: "Switch a channel off; waiting records that hold it are withdrawn.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: "The channel.") var channel: Channel

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try switchChannel(channel, on: false, context)
  }
}

extension Command {
  fileprivate func switchChannel(
    _ channel: Channel, on: Bool, _ context: CommandContext
  )
    throws(Explanation) -> ExitStatus
  {
    if let system = context.system {
      answer(try system.lines(.setChannel(channel, on: on)), context)
      return .done
    }
    let lines = try ConsentActions(try context.settings()).setChannel(channel, on: on)
    context.pokeAgent()
    answer(lines, context)
    return .done
  }

  fileprivate func answer(_ lines: [String], _ context: CommandContext) {
    if context.global.json { return Output.json(.array(lines.map(JSON.string))) }
    if !context.global.quiet { Output.lines(lines) }
  }
}

/// `basic` or `basic,crash`.
struct ChannelList: ExpressibleByArgument {
  let channels: [Channel]

  init?(argument: String) {
    let words = argument.split(separator: ",").map(String.init)
    channels = words.compactMap(Channel.init(rawValue:))
    guard !words.isEmpty, channels.count == words.count else { return nil }
  }

  static var allValueStrings: [String] { Channel.allCases.map(\.rawValue) }
}
