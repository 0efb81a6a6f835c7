import Glibc
import Platform

/// Changes one setting in the file that `config set` edits. Comments, order, spelling, mode and owner of the file
/// stay; a reader sees the old file or the new one.
public struct ConfigurationEditor: Sendable {
  /// What an edit did.
  public struct Change: Sendable, Equatable {
    /// `main.interval`.
    public var name: String
    public var file: String
    /// The value the file gave before, in its one spelling if it has one; nil when it gave none.
    public var old: String?
    /// nil after `unset`.
    public var new: String?
    /// What keeps the file's new content from counting: a drop-in that is read later, or the environment. After
    /// `unset`, what sets the option all the same.
    public var shadowedBy: Setting.Origin?
    /// The files a new file was started from: they are not read any more, now that it exists.
    public var startedFrom: [String]
    /// The values may hold a password.
    public var isSecret: Bool
  }

  private let configuration: Configuration

  /// Edits the `editTarget` of the configuration.
  public init(_ configuration: Configuration) { self.configuration = configuration }

  /// As `set(_:to:)`, for a key named by section and key, alias or pattern.
  public func set(_ section: String, _ key: String, _ value: String) throws(SettingsFault) -> Change {
    try set(try KeyName.parse("\(section).\(key)"), to: value)
  }

  /// As `unset(_:)`, for a key named by section and key, alias or pattern.
  public func unset(_ section: String, _ key: String) throws(SettingsFault) -> Change {
    try unset(try KeyName.parse("\(section).\(key)"))
  }

  /// Checks the value, then writes it as the user spelled it. Makes the file (mode 0644) and its directories when
  /// missing. Other faults in the file do not stand in the way: this is how they are put right.
  public func set(_ name: KeyName, to value: String) throws(SettingsFault) -> Change {
    try check(value, for: name)
    return try edit { document, isNew throws(SettingsFault) in try put(name, value, into: &document, isNew) }
  }

  /// As `set(_:to:)`, for several settings in one step: all of them are written or none.
  /// - Returns: a change for each, in the same order.
  public func set(_ settings: [(name: KeyName, value: String)]) throws(SettingsFault) -> [Change] {
    for (name, value) in settings { try check(value, for: name) }
    return try edit { document, isNew throws(SettingsFault) in
      var changes: [Change] = []
      for (name, value) in settings { changes.append(try put(name, value, into: &document, isNew)) }
      return changes
    }
  }

  private func check(_ value: String, for name: KeyName) throws(SettingsFault) {
    let option = name.option
    guard option.kind.canonical(value) == nil else { return }
    throw .value(
      name: name.name, text: option.isSecret ? Setting.masked(value) : value, origin: nil, allowed: option.allowed)
  }

  /// A file that is not changed by it is not written.
  private func edit<Result>(
    _ body: (inout INIDocument, _ isNew: Bool) throws(SettingsFault) -> Result
  ) throws(SettingsFault) -> Result {
    var (document, isNew) = try open()
    let before = document.bytes
    let result = try body(&document, isNew)
    if isNew || document.bytes != before { try write(document, isNew: isNew) }
    return result
  }

  private func put(
    _ name: KeyName, _ value: String, into document: inout INIDocument, _ isNew: Bool
  ) throws(SettingsFault) -> Change {
    let old = entries(of: name, in: document).counting
    do throws(INIEditProblem) {
      try document.set(name.section, old?.key ?? name.key, to: value, .exact)
    } catch {
      throw .unwritable(name: name.name, file: configuration.editTarget, problem: error)
    }
    return change(name, old: old, new: name.option.kind.canonical(value), isNew: isNew)
  }

  /// Removes every line that sets the option. Nothing is written when there is none.
  public func unset(_ name: KeyName) throws(SettingsFault) -> Change {
    var (document, isNew) = try open()
    let existing = entries(of: name, in: document)
    var isChanged = false
    for key in Set(existing.all.map(\.key)) where document.unset(name.section, key, .exact) { isChanged = true }
    if isChanged { try write(document, isNew: isNew) }
    return change(name, old: existing.counting, new: nil, isNew: isNew && isChanged)
  }

  /// The entries that set the option, and the one of them that counts: the last of those that use the key itself
  /// rather than an alias.
  private func entries(
    of name: KeyName, in document: INIDocument
  ) -> (all: [INIDocument.Entry], counting: INIDocument.Entry?) {
    let prefix = name.option.patternPrefix?.count
    let all = document.entries.filter { entry in
      guard entry.section == name.section, name.option.isNamed(entry.key) else { return false }
      return prefix.map { entry.key.dropFirst($0) == name.key.dropFirst($0) } ?? true
    }
    return (all, all.last { name.option.isPattern || $0.key.lowercased() == name.option.key } ?? all.last)
  }

  /// The file to edit, or what a new one starts with.
  private func open() throws(SettingsFault) -> (document: INIDocument, isNew: Bool) {
    let target = configuration.editTarget
    let document: INIDocument
    let isNew = !Files.exists(target)
    if isNew {
      document = INIDocument.parse(try start())
    } else {
      document = INIDocument.parse(try Self.read(target))
    }
    if let fault = document.faults.first, case .tooLarge = fault.problem {
      throw .syntax(file: target, line: fault.line, problem: fault.problem)
    }
    return (document, isNew)
  }

  /// A few lines that say what the file is, and the content of the files it takes the place of.
  private func start() throws(SettingsFault) -> [UInt8] {
    var text = Array("# Settings of telemetry-tui. `telemetry-tui config list` explains each of them.\n".utf8)
    for file in configuration.inherited {
      let content = try Self.read(file)
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      text += Array("# Started from \(SafeText.escaped(file))\n\n".utf8)
      text += content.starts(with: mark) ? content.dropFirst(mark.count) : content[...]
      if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    }
    return text
  }

  private static func read(_ file: String) throws(SettingsFault) -> [UInt8] {
    do throws(SystemError) {
      return try Files.read(file, limit: INIDocument.sizeLimit + 1)
    } catch {
      throw .file(error)
    }
  }

  private func write(_ document: INIDocument, isNew: Bool) throws(SettingsFault) {
    let target = configuration.editTarget
    do throws(SystemError) {
      if isNew { try Files.makeDirectory(Files.directory(of: target)) }
      try Files.replace(target, with: document.bytes, mode: newMode)
    } catch {
      throw .file(error)
    }
  }

  /// A copy of a file that others may not read is not for others either.
  private var newMode: mode_t {
    configuration.inherited.reduce(0o644) { mode, file in
      var info = stat()
      return stat(file, &info) == 0 ? mode & info.st_mode : mode
    }
  }

  private func change(_ name: KeyName, old: INIDocument.Entry?, new: String?, isNew: Bool) -> Change {
    let target = configuration.editTarget
    var shadow: Setting.Origin?
    switch configuration.setting(name.section, name.key).origin {
    case .default: break
    case .environment(let variable): shadow = .environment(name: variable)
    case .file(let path, let line) where path != target && !configuration.inherited.contains(path):
      let place = { (file: String) in configuration.files.firstIndex(of: file) ?? -1 }
      if new == nil || place(path) > place(target) { shadow = .file(path: path, line: line) }
    case .file: break
    }
    return Change(
      name: name.name, file: target, old: old.map { name.option.kind.canonical($0.value) ?? $0.value }, new: new,
      shadowedBy: shadow, startedFrom: isNew ? configuration.inherited : [], isSecret: name.option.isSecret)
  }
}
