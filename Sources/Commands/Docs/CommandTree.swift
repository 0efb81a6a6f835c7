import ArgumentParser
import Report

/// A command with its arguments, as the argument parser itself knows them: man pages and tests read this.
struct CommandTree: Equatable {
  /// `config set`: without the program's name, empty for the program.
  var path: [String]
  var abstract: String
  var discussion: String
  var arguments: [CommandArgument]
  var subcommands: [CommandTree]
  /// It is what its parent does without a subcommand.
  var isDefault = false

  var name: String { path.joined(separator: " ") }

  /// This command and everything below that does something by itself.
  var leaves: [CommandTree] { subcommands.isEmpty ? [self] : subcommands.flatMap(\.leaves) }

  /// The whole program, out of the parser's own description of it.
  static func ofProgram() throws(JSONFault) -> CommandTree { try of(Root.self) }

  /// One command as if it were a program.
  static func of(_ root: any ParsableCommand.Type) throws(JSONFault) -> CommandTree {
    let dump = try JSONReader.parse(root._dumpHelp())
    return CommandTree(dump["command"] ?? .null, path: [])
  }

  private init(_ json: JSON, path: [String]) {
    self.path = path
    abstract = json["abstract"]?.stringValue ?? ""
    discussion = json["discussion"]?.stringValue ?? ""
    arguments = (json["arguments"]?.arrayValue ?? []).compactMap(CommandArgument.init)
    let standard = json["defaultSubcommand"]?.stringValue
    subcommands = (json["subcommands"]?.arrayValue ?? []).compactMap { child in
      guard let name = child["commandName"]?.stringValue, name != "help" else { return nil }
      var command = CommandTree(child, path: path + [name])
      command.isDefault = name == standard
      return command
    }
  }
}

/// An option, a flag or a positional argument.
struct CommandArgument: Equatable {
  enum Kind: String { case option, flag, positional }

  var kind: Kind
  /// `--config`, `-r`; empty for a positional argument.
  var names: [String]
  /// What stands for its value, as `file`.
  var value: String
  var help: String
  var allowed: [String]
  var isOptional: Bool
  var isRepeating: Bool

  init?(_ json: JSON) {
    guard json["shouldDisplay"]?.boolValue == true, let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:))
    else { return nil }
    self.kind = kind
    names = (json["names"]?.arrayValue ?? []).compactMap { name in
      guard let text = name["name"]?.stringValue else { return nil }
      return (name["kind"]?.stringValue == "short" ? "-" : "--") + text
    }
    value = json["valueName"]?.stringValue ?? ""
    help = json["abstract"]?.stringValue ?? ""
    allowed = (json["allValues"]?.arrayValue ?? []).compactMap(\.stringValue)
    isOptional = json["isOptional"]?.boolValue ?? false
    isRepeating = json["isRepeating"]?.boolValue ?? false
  }

  /// In macros: `Fl r Ar id`, `Ar channel ...`.
  var macros: String {
    switch kind {
    case .positional: "Ar \(value)" + (isRepeating ? " ..." : "")
    case .flag: names.map { "Fl \($0.dropFirst())" }.joined(separator: " , ")
    case .option: names.map { "Fl \($0.dropFirst()) Ar \(value)" }.joined(separator: " , ")
    }
  }

  /// The same as it stands in a synopsis, in brackets when it may be left out.
  var synopsis: String { isOptional || kind == .flag ? "Oo \(macros) Oc" : macros }

  /// Its help, and what is allowed where the words are few.
  var explanation: String {
    allowed.isEmpty ? help : help + " One of " + allowed.map { "`\($0)`" }.joined(separator: ", ") + "."
  }
}
