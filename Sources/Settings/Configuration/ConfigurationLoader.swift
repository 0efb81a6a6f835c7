import Platform

extension Configuration {
  /// As the public `load`, with every system path below `root`.
  static func load(explicitPath: String?, environment: Environment, root: String) -> Configuration {
    var loader = ConfigurationLoader()
    do throws(SystemError) {
      let path = try SearchPath(explicitPath: explicitPath, environment: environment, root: root)
      loader.result.files = path.files
      loader.result.editTarget = path.editTarget
      loader.result.inherited = path.inherited
    } catch {
      loader.result.faults.append(.file(error))
    }
    for file in loader.result.files { loader.read(file) }
    return loader.finished(environment)
  }
}

/// Takes in documents one after the other, then the environment.
struct ConfigurationLoader {
  var result = Configuration()
  /// What `[DEFAULT]` sections say, by key: ConfigParser's fall-back for the sections the old agent knew.
  private var fallbacks: [String: (entry: INIDocument.Entry, file: String)] = [:]
  /// By glob, with its place in the order of all.
  private var rules: [String: (order: Int, rule: RedactionRule)] = [:]
  private var ruleCount = 0
  /// Looking for what was meant costs time; a file of nothing but mistakes is no typing slip.
  private var suggestionsLeft = 20

  mutating func read(_ file: String) {
    do throws(SystemError) {
      // One byte over the limit is enough for the document to say that it is too large.
      add(INIDocument.parse(try Files.read(file, limit: INIDocument.sizeLimit + 1)), file: file)
    } catch {
      result.faults.append(.file(error))
    }
  }

  mutating func add(_ document: INIDocument, file: String) {
    var faults = document.faults.map { SettingsFault.syntax(file: file, line: $0.line, problem: $0.problem) }
    var seen: [String: INIDocument.Entry] = [:]
    for entry in document.entries {
      let origin = Setting.Origin.file(path: file, line: entry.line)
      if entry.section == "DEFAULT" {
        fallbacks[entry.key.lowercased()] = (entry, file)
        noteUselessDefault(entry, origin)
        continue
      }
      guard let option = OptionTable.option(entry.section, entry.key) else {
        noteUnknown(entry, origin)
        continue
      }
      guard let canonical = option.kind.canonical(entry.value) else {
        faults.append(Self.fault(option, entry.key, entry.value, origin))
        continue
      }
      noteOddities(option, entry, canonical, origin)
      if option.isPattern {
        addRule(option, entry, canonical, origin)
        continue
      }
      if let earlier = seen[option.name] {
        let isAlias = { (key: String) in key.lowercased() != option.key }
        if isAlias(entry.key), !isAlias(earlier.key) {
          note("\(entry.section).\(entry.key) has no effect", origin, "line \(earlier.line) says \(earlier.key)")
          continue
        }
        note(
          "\(earlier.section).\(earlier.key) has no effect", .file(path: file, line: earlier.line),
          "line \(entry.line) says \(entry.key)")
      }
      seen[option.name] = entry
      result.said[option.name] = Setting(text: canonical, origin: origin, isSecret: option.isSecret)
    }
    faults.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    result.faults += faults
  }

  /// The configuration, with what nobody overrode taken from `[DEFAULT]`, and the environment over everything.
  consuming func finished(_ environment: Environment) -> Configuration {
    result.redactionRules = rules.values.sorted { $0.order < $1.order }.map(\.rule)
    for option in OptionTable.all where result.said[option.name] == nil {
      guard case .aerospike = option.heritage else { continue }
      for key in [option.key] + option.aliases {
        guard let (entry, file) = fallbacks[key], result.said[option.name] == nil else { continue }
        take(option, entry.value, .file(path: file, line: entry.line))
      }
    }
    for (name, option) in OptionTable.byEnvironmentName {
      if let value = environment[name] { take(option, value, .environment(name: name)) }
    }
    noteUnknownVariables(environment)
    return result
  }

  private mutating func take(_ option: SettingOption, _ text: String, _ origin: Setting.Origin) {
    if let canonical = option.kind.canonical(text) {
      result.said[option.name] = Setting(text: canonical, origin: origin, isSecret: option.isSecret)
    } else {
      result.faults.append(Self.fault(option, option.key, text, origin))
    }
  }

  private mutating func addRule(
    _ option: SettingOption, _ entry: INIDocument.Entry, _ canonical: String, _ origin: Setting.Origin
  ) {
    guard let action = RedactionAction(rawValue: canonical) else { return }
    let glob = String(entry.key.dropFirst(option.patternPrefix?.count ?? 0))
    ruleCount += 1
    rules[glob] = (ruleCount, RedactionRule(glob: glob, action: action, origin: origin))
  }

  private static func fault(
    _ option: SettingOption, _ key: String, _ text: String, _ origin: Setting.Origin
  ) -> SettingsFault {
    .value(
      name: "\(option.section).\(key)", text: option.isSecret ? Setting.masked(text) : text, origin: origin,
      allowed: option.allowed)
  }

  private mutating func note(_ what: String, _ origin: Setting.Origin, _ remedy: String?) {
    result.notes.append(SettingsNote(what.clipped, at: origin, remedy: remedy))
  }

  private mutating func noteUnknown(_ entry: INIDocument.Entry, _ origin: Setting.Origin) {
    let name = "\(entry.section).\(entry.key)"
    if let retired = OptionTable.retired(entry.section, entry.key) {
      note("\(name) means nothing any more", origin, retired.instead)
      return
    }
    suggestionsLeft -= 1
    note("no such setting \(name)", origin, suggestionsLeft < 0 ? nil : Nearest.question(Nearest.names(to: name)))
  }

  /// A fall-back for options of the old agent is one of their keys.
  private mutating func noteUselessDefault(_ entry: INIDocument.Entry, _ origin: Setting.Origin) {
    let isKnown = OptionTable.all.contains { option in
      if case .aerospike = option.heritage { option.isNamed(entry.key) } else { false }
    }
    guard !isKnown else { return }
    let retired = OptionTable.retired.first { $0.section == "main" && $0.key == entry.key.lowercased() }
    note(
      "DEFAULT.\(entry.key) means nothing here", origin, retired?.instead ?? "no setting of the old agent has this name"
    )
  }

  private mutating func noteOddities(
    _ option: SettingOption, _ entry: INIDocument.Entry, _ value: String, _ origin: Setting.Origin
  ) {
    if option.kind.isPath(value), !value.isEmpty, !value.hasPrefix("/") {
      note("\(option.name) is a relative path", origin, "the service may be started elsewhere; write it in full")
    }
    if case .aerospike = option.heritage, entry.rawValue.contains("%(") {
      note("\(option.name) looks like an interpolation", origin, "%(name)s is not replaced; write the value itself")
    }
  }

  private mutating func noteUnknownVariables(_ environment: Environment) {
    let ours = environment.variables.keys.filter { $0.hasPrefix("TELEMETRY_TUI_") }.sorted()
    guard !ours.isEmpty else { return }
    let known = Set(OptionTable.byEnvironmentName.map(\.name))
    let prefixes = OptionTable.sections.map { "TELEMETRY_TUI_\($0.name.uppercased())_" }
    for name in ours where !known.contains(name) {
      guard prefixes.contains(where: name.hasPrefix) else { continue }
      note("no such setting", .environment(name: name), Nearest.question(Nearest.of(name, among: known.sorted())))
    }
  }
}

extension OptionKind {
  /// Whether the value names a file.
  func isPath(_ value: String) -> Bool {
    switch self {
    case .path, .socketPath: true
    case .pathOr(let word): value != word
    default: false
    }
  }
}
