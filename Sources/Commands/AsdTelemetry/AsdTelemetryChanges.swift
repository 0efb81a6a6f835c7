import Agent
import ArgumentParser
import Platform
import Report
import Settings

/// The options of `asd-telemetry` that change the configuration.
struct AsdTelemetryChanges: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("Set cafile.", valueName: "file"), completion: .file())
  var setCafile: String?
  @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Set email.", valueName: "address"))
  var setEmail: String?
  @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Set group.", valueName: "name"))
  var setGroup: String?
  @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Set interval.", valueName: "seconds"))
  var setInterval: String?
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("The first version's name of --set-interval.", valueName: "seconds"))
  var setFrequency: String?
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Set logfile; out is standard output.", valueName: "file"), completion: .file())
  var setLogfile: String?
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Set loglevel: \(logLevels.joined(separator: ", ")).", valueName: "level"),
    completion: .list(logLevels))
  var setLoglevel: String?
  @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Set proxy.", valueName: "url"))
  var setProxy: String?
  @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Set user.", valueName: "name"))
  var setUser: String?
  @Flag(name: .long, help: "Agree to send reports of the node home, and set disable to false.") var enable = false
  @Flag(name: .long, help: "Withdraw that, and set disable to true.") var disable = false

  /// Each setting that can be set, and by which options.
  static let keys: [(section: String, key: String, options: [String])] = [
    ("main", "cafile", ["set-cafile"]), ("main", "email", ["set-email"]), ("main", "group", ["set-group"]),
    ("main", "interval", ["set-interval", "set-frequency"]), ("logging", "logfile", ["set-logfile"]),
    ("logging", "loglevel", ["set-loglevel"]), ("main", "proxy", ["set-proxy"]), ("main", "user", ["set-user"]),
  ]

  private static var logLevels: [String] {
    if case .choice(let words) = OptionTable.option("logging", "loglevel")?.kind { words } else { [] }
  }

  private var values: [String: [String]] {
    [
      "cafile": [setCafile], "email": [setEmail], "group": [setGroup], "interval": [setInterval, setFrequency],
      "logfile": [setLogfile], "loglevel": [setLoglevel], "proxy": [setProxy], "user": [setUser],
    ].mapValues { $0.compactMap { $0 } }
  }

  var isAny: Bool { enable || disable || values.contains { !$0.value.isEmpty } }

  /// Changes the file in one step, or not at all, then consent; a running agent takes both over at once.
  func apply(_ context: CommandContext, _ path: String) throws(Explanation) {
    let wanted = try settings()
    var failure: Explanation?
    do throws(SettingsFault) {
      let changes = try ConfigurationEditor(context.configuration).set(wanted)
      for case (let name, let shadow?) in changes.map({ ($0.name, $0.shadowedBy) }) {
        context.say("\(name) does not count in the file: \(shadow.place) sets it too")
      }
    } catch {
      failure = Self.explanation(error, path)
    }
    // Consent is taken back even where the file cannot be written.
    if let failure, !disable || failure.exit == .badConfiguration { throw failure }
    if enable || disable { try decide(context) }
    context.pokeAgent()
    if let failure { throw failure }
    if !context.global.quiet { Output.line("Configuration file [\(path)] successfully changed.") }
  }

  private func settings() throws(Explanation) -> [(name: KeyName, value: String)] {
    if enable, disable { throw AsdTelemetryCommand.usage("both --enable and --disable", "give one of them") }
    var wanted: [(name: KeyName, value: String)] = []
    let values = values
    for (section, key, options) in Self.keys {
      guard let given = values[key], let value = given.first else { continue }
      guard Set(given).count == 1 else {
        throw AsdTelemetryCommand.usage(
          options.map { "--\($0)" }.joined(separator: " and ") + " differ", "give one of them")
      }
      wanted.append((try Self.name(section, key), value))
    }
    if enable || disable { wanted.append((try Self.name("main", "disable"), disable ? "true" : "false")) }
    return wanted
  }

  private static func name(_ section: String, _ key: String) throws(Explanation) -> KeyName {
    do throws(SettingsFault) { return try KeyName.parse("\(section).\(key)") } catch { throw error.explanation }
  }

  /// A value that is refused is one for this file.
  private static func explanation(_ fault: SettingsFault, _ path: String) -> Explanation {
    var explanation = fault.explanation
    if explanation.place.isEmpty { explanation.place = path }
    return explanation
  }

  private func decide(_ context: CommandContext) throws(Explanation) {
    guard enable else { return try withdraw(context) }
    let settings = try context.settings()
    try ConsentActions(settings).agree([.home]).forEach(context.say)
    if let override = settings.gate().override {
      context.say("nothing leaves all the same, \(override.reason): \(override.remedy(.home))")
    }
  }

  /// No fault of a file keeps somebody from saying no.
  private func withdraw(_ context: CommandContext) throws(Explanation) {
    let settings: AgentSettings
    do throws(Explanation) {
      settings = try context.settings()
    } catch {
      context.say(error.line)
      let surroundings = Environment(variables: [:], effectiveUser: context.environment.effectiveUser)
      settings = try AgentSettings(
        Configuration.parse(""), stateDirectory: context.stateDirectory, environment: surroundings)
    }
    try ConsentActions(settings).withdraw([.home]).forEach(context.say)
  }
}
