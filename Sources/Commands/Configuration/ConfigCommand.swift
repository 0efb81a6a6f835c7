import Agent
import ArgumentParser
import Platform
import Report
import Settings

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Read, check and edit the configuration.",
    subcommands: [
      ConfigListCommand.self, ConfigGetCommand.self, ConfigSetCommand.self, ConfigUnsetCommand.self,
      ConfigCheckCommand.self, ConfigTemplateCommand.self,
    ], defaultSubcommand: ConfigListCommand.self)
}

extension CommandContext {
  /// The configuration as it is, faults and all.
  var configuration: Configuration { Configuration.load(explicitPath: global.config, environment: environment) }
}

/// Names of settings, for completion.
let settingNames = OptionTable.all.filter { !$0.isPattern }.map(\.name)

struct ConfigListCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List every setting, its value and where that comes from.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("Only this section.", valueName: "section"), completion: .list(OptionTable.sections.map(\.name)))
  var section: String?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      try list(try system.settings())
      return .done
    }
    let configuration = context.configuration
    let options = OptionTable.all.filter { !$0.isPattern && (section == nil || $0.section == section) }
    guard !options.isEmpty else {
      throw Explanation(
        "no such section", at: section ?? "",
        remedy: "one of \(OptionTable.sections.map(\.name).joined(separator: ", "))",
        exit: .usage)
    }
    if global.json {
      Output.json(.array(options.map { json($0, configuration.setting($0.section, $0.key)) } + rules(configuration)))
    } else {
      var table = TextTable(["KEY", "VALUE", "SET BY", "ALLOWED"])
      for option in options {
        let setting = configuration.setting(option.section, option.key)
        table.add([option.name, setting.shown, setting.origin.place, option.allowed])
      }
      for rule in configuration.redactionRules where section == nil || section == "privacy" {
        table.add(["privacy.redact.\(rule.glob)", rule.action.rawValue, rule.origin.place, "withhold, coarsen, keep"])
      }
      Output.lines(table.lines)
    }
    for fault in configuration.faults { context.say(fault.explanation.line) }
    return .done
  }

  /// The settings of the system's agent, which may be others than this person's files say.
  private func list(_ all: [SettingRow]) throws(Explanation) {
    let rows = all.filter { section == nil || $0.section == section }
    guard !rows.isEmpty else {
      throw Explanation(
        "no such section", at: section ?? "",
        remedy: "one of \(OptionTable.sections.map(\.name).joined(separator: ", "))", exit: .usage)
    }
    if global.json { return Output.json(.array(rows.map(\.json))) }
    var table = TextTable(["KEY", "VALUE", "SET BY", "ALLOWED"])
    for row in rows { table.add([row.name, row.value, row.origin, row.allowed]) }
    Output.lines(table.lines)
  }

  private func json(_ option: SettingOption, _ setting: Setting) -> JSON {
    .pairs([
      "key": .string(option.name), "value": .string(setting.shown), "origin": .string(setting.origin.place),
      "default": .text(option.defaultText), "unit": .text(option.unit), "allowed": .string(option.allowed),
      "environment": .text(option.environmentName), "purpose": .string(option.purpose),
    ])
  }

  private func rules(_ configuration: Configuration) -> [JSON] {
    configuration.redactionRules.filter { _ in section == nil || section == "privacy" }.map {
      .pairs([
        "key": .string("privacy.redact.\($0.glob)"), "value": .string($0.action.rawValue),
        "origin": .string($0.origin.place),
      ])
    }
  }
}

struct ConfigGetCommand: Command {
  static let configuration = CommandConfiguration(commandName: "get", abstract: "Print the value of one setting.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("As `main.interval`, or `mgr mgr/telemetry/interval`.", valueName: "key"),
    completion: .list(settingNames))
  var key: [String]

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let name: KeyName
    do throws(SettingsFault) { name = try KeyName.parseStone(key) } catch { throw error.explanation }
    if let system = context.system {
      let row = try system.settings().first { $0.name == name.name }
      tell(name.name, row?.value ?? "", row?.origin ?? "default")
      return .done
    }
    let configuration = context.configuration
    let setting = configuration.setting(name.section, name.key)
    // A refused value reads as its default: saying the default as if it were in force would be a lie.
    if let fault = configuration.faults.first(where: { $0.key == name.name }) { throw fault.explanation }
    tell(name.name, setting.shown, setting.origin.place)
    return .done
  }

  private func tell(_ name: String, _ value: String, _ origin: String) {
    guard global.json else { return Output.line(value) }
    Output.json(.pairs(["key": .string(name), "value": .string(value), "origin": .string(origin)]))
  }
}

struct ConfigSetCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Set a value; comments, order and mode of the file stay.",
    discussion: "Takes `main.interval 600` and Stone's `mgr mgr/telemetry/interval 24`.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("The key and its value.", valueName: "key-value"),
    completion: .custom(CompletionLists.keyAndValue))
  var words: [String]

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    guard words.count >= 2, let value = words.last else {
      throw Explanation("a key and a value are needed", at: "config set", remedy: "as main.interval 600", exit: .usage)
    }
    let words = Array(words.dropLast())
    try context.change(
      words, by: { name in .setSetting(name: name, value: value) },
      or: { editor, name throws(SettingsFault) in try editor.set(name, to: value) })
    return .done
  }
}

struct ConfigUnsetCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "unset", abstract: "Remove a setting from the file: its default counts again.")

  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp("The key.", valueName: "key"), completion: .list(settingNames)) var key: [String]

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try context.change(
      key, by: { name in .setSetting(name: name, value: nil) },
      or: { editor, name throws(SettingsFault) in try editor.unset(name) })
    return .done
  }
}

extension CommandContext {
  /// Changes a setting: in the files, or where they are not this person's by asking the agent.
  fileprivate func change(
    _ words: [String], by request: (String) -> AgentRequest,
    or edit: (ConfigurationEditor, KeyName) throws(SettingsFault) -> ConfigurationEditor.Change
  ) throws(Explanation) {
    let name: KeyName
    do throws(SettingsFault) { name = try KeyName.parseStone(words) } catch { throw error.explanation }
    if let system {
      for line in try system.lines(request(name.name)) { say(line) }
      return
    }
    do throws(SettingsFault) {
      ChangeText.tell(try edit(ConfigurationEditor(configuration), name), self)
    } catch {
      throw error.explanation
    }
    pokeAgent()
  }
}

enum ChangeText {
  static func tell(_ change: ConfigurationEditor.Change, _ context: CommandContext) {
    func shown(_ value: String?) -> String {
      guard let value else { return "not set" }
      return value.isEmpty ? "empty" : Setting(text: value, origin: .default, isSecret: change.isSecret).shown
    }
    context.say("\(change.file): \(change.name) was \(shown(change.old)), is \(shown(change.new))")
    if let shadow = change.shadowedBy { context.say("it does not count: \(shadow.place) sets it too") }
    if !change.startedFrom.isEmpty {
      context.say("\(change.file) is new, begun from \(change.startedFrom.joined(separator: ", "))")
    }
  }
}

struct ConfigCheckCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check the configuration; names file and line of each fault.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let configuration = context.configuration
    var faults = configuration.faults.map(\.explanation)
    if faults.isEmpty {
      do throws(Explanation) {
        let settings = try context.settings()
        _ = try NodeCollector(settings).candidates()
      } catch {
        // No node at all is a choice, not a fault.
        if error != AgentFault.noNode.explanation { faults.append(error) }
      }
    }
    if global.json {
      Output.json(
        .pairs([
          "files": .array(configuration.files.map(JSON.string)), "good": .bool(faults.isEmpty),
          "faults": .array(faults.map { .string($0.line) }),
          "notes": .array(configuration.notes.map { .string($0.line) }),
        ]))
    } else {
      for note in configuration.notes { context.say(note.line) }
      for fault in faults { Output.complain(fault.line) }
      if faults.isEmpty, !global.quiet {
        let files =
          configuration.files.isEmpty ? "no file, defaults alone" : configuration.files.joined(separator: ", ")
        Output.line("good: \(files)")
      }
    }
    return faults.first?.exit ?? .done
  }
}
