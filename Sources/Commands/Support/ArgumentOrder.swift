/// Brings arguments into the order ArgumentParser wants, without a change of meaning.
enum ArgumentOrder {
  /// Options that every command takes may stand anywhere; they go to the end, or before a `--`. A negative number is
  /// a value, not an option: a `--` is put before it.
  static func arranged(_ arguments: [String]) -> [String] {
    var globals: [String] = []
    var rest: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      if argument == "--" {
        rest += arguments[index...]
        break
      }
      if GlobalOptions.withValue.contains(argument), index + 1 < arguments.count {
        globals += [argument, arguments[index + 1]]
        index += 1
      } else if GlobalOptions.flags.contains(argument)
        || GlobalOptions.withValue.contains(where: { argument.hasPrefix($0 + "=") })
      {
        globals.append(argument)
      } else {
        rest.append(argument)
      }
      index += 1
    }
    let end = rest.firstIndex { $0 == "--" || isNegativeNumber($0) } ?? rest.endIndex
    let needsMark = end < rest.endIndex && rest[end] != "--"
    return Array(rest[..<end]) + globals + (needsMark ? ["--"] : []) + Array(rest[end...])
  }

  private static func isNegativeNumber(_ argument: String) -> Bool {
    let digits = argument.dropFirst()
    return argument.hasPrefix("-") && !digits.isEmpty && digits.allSatisfy { $0.isNumber || $0 == "." }
  }
}
