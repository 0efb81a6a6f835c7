import Platform

/// What is wrong with a configuration, or with a request to change it.
public enum SettingsFault: Explained, Equatable {
  /// A line that is no INI.
  case syntax(file: String, line: Int, problem: INIFault.Problem)
  /// A value that is not allowed. `origin` is nil when it was typed by the user just now.
  case value(name: String, text: String, origin: Setting.Origin?, allowed: String)
  /// A file that cannot be read or written.
  case file(SystemError)
  /// A key nobody knows, with the ones it may have meant.
  case unknownKey(String, candidates: [String])
  /// A key that an older program had, and what does its work here.
  case retiredKey(String, instead: String)
  /// A key that several sections have.
  case ambiguousKey(String, candidates: [String])
  /// A value that the file has no way to say.
  case unwritable(name: String, file: String, problem: INIEditProblem)

  /// The file it is about; nil when it is about none.
  public var file: String? {
    switch self {
    case .syntax(let file, _, _), .value(_, _, .file(let file, _)?, _), .unwritable(_, let file, _): file
    case .file(let error): error.subject
    case .value, .unknownKey, .retiredKey, .ambiguousKey: nil
    }
  }

  /// The line in that file, counted from 1.
  public var line: Int? {
    switch self {
    case .syntax(_, let line, _), .value(_, _, .file(_, let line)?, _): line
    default: nil
    }
  }

  /// `main.interval`; nil when it is about no option.
  public var key: String? {
    switch self {
    case .value(let name, _, _, _), .unknownKey(let name, _), .retiredKey(let name, _), .ambiguousKey(let name, _),
      .unwritable(let name, _, _):
      name
    case .syntax, .file: nil
    }
  }

  public var explanation: Explanation {
    switch self {
    case .syntax(let file, let line, let problem):
      return Explanation(problem.what.clipped, at: "\(file):\(line)", remedy: problem.remedy, exit: .badConfiguration)
    case .value(let name, let text, let origin, let allowed):
      let what = text.isEmpty ? "\(name.clipped) is empty" : "\(name.clipped) = \(text.clipped)"
      return Explanation(what, at: origin?.place ?? "", remedy: "give \(allowed)", exit: .badConfiguration)
    case .file(let error):
      return error.explanation
    case .unknownKey(let key, let candidates):
      let remedy =
        candidates.isEmpty
        ? "`telemetry-tui config list` names all of them" : "did you mean \(candidates.joined(separator: " or "))?"
      return Explanation("no such setting", at: key.clipped, remedy: remedy, exit: .usage)
    case .retiredKey(let key, let instead):
      return Explanation("this setting means nothing any more", at: key.clipped, remedy: instead, exit: .usage)
    case .ambiguousKey(let key, let candidates):
      return Explanation(
        "several settings have this name", at: key.clipped,
        remedy: "say which: \(candidates.joined(separator: " or "))", exit: .usage)
    case .unwritable(let name, let file, let problem):
      return Explanation(
        "\(name.clipped) cannot hold this value", at: file, remedy: problem.remedy, exit: .badConfiguration)
    }
  }
}
