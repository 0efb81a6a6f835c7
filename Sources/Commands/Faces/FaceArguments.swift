import Platform

/// Brings the arguments of an older tool into the form the argument parser takes, by the rules of getopt_long(3):
/// options anywhere, `-on`, `-s1`, `--severity=1`, and long names cut short as long as one option is meant.
enum FaceArguments {
  /// Long options with their values behind them, then what is no option.
  /// - Throws: a usage error for an option that is unknown, ambiguous, or without its value.
  static func arranged(_ arguments: [String], _ own: [FaceOption]) throws(Explanation) -> [String] {
    var options: [String] = []
    var rest: [String] = []
    var queue = arguments[...]
    while let argument = queue.popFirst() {
      if argument == "--" {
        rest += queue
        break
      }
      if argument.hasPrefix("--") {
        options += try long(argument, own, &queue)
      } else if argument.hasPrefix("-"), argument != "-" {
        options += try short(argument, own, &queue)
      } else {
        rest.append(argument)
      }
    }
    return options + (rest.isEmpty ? [] : ["--"] + rest)
  }

  private static func long(
    _ argument: String, _ own: [FaceOption], _ queue: inout ArraySlice<String>
  ) throws(Explanation) -> [String] {
    let body = argument.dropFirst(2)
    let name = String(body.prefix { $0 != "=" })
    let option = try named(name, own)
    let given = body.count > name.count ? String(body.dropFirst(name.count + 1)) : nil
    guard option.takesValue else {
      if given != nil { throw fault("the option --\(name) takes no value") }
      return [spelling(option)]
    }
    guard let value = given ?? queue.popFirst() else { throw fault("the option --\(name) needs a value") }
    return [spelling(option), value]
  }

  private static func short(
    _ argument: String, _ own: [FaceOption], _ queue: inout ArraySlice<String>
  ) throws(Explanation) -> [String] {
    var letters = argument.dropFirst()
    var options: [String] = []
    while let letter = letters.popFirst() {
      guard let option = (own + FaceOption.common).first(where: { $0.short == letter }) else {
        throw fault("unknown option -\(letter)")
      }
      options.append(spelling(option))
      guard option.takesValue else { continue }
      guard let value = letters.isEmpty ? queue.popFirst() : String(letters) else {
        throw fault("the option -\(letter) needs a value")
      }
      options.append(value)
      break
    }
    return options
  }

  /// The option with this name, or the one option it is the beginning of; the old tool's own come first.
  private static func named(_ name: String, _ own: [FaceOption]) throws(Explanation) -> FaceOption {
    if let exact = (own + FaceOption.common).first(where: { $0.long.contains(name) }) { return exact }
    for options in [own, FaceOption.common] {
      let meant = options.filter { $0.long.contains { !name.isEmpty && $0.hasPrefix(name) } }
      if meant.count > 1 {
        throw fault("--\(name) could be \(meant.map(spelling).joined(separator: " or "))")
      }
      if let option = meant.first { return option }
    }
    throw fault("unknown option --\(name)")
  }

  private static func spelling(_ option: FaceOption) -> String { "--" + (option.long.first ?? "") }

  private static func fault(_ what: String) -> Explanation {
    Explanation(what, at: "arguments", remedy: "see --help", exit: .usage)
  }
}
