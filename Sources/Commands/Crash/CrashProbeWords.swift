/// The command line that the kernel makes of core_pattern. The name of a process is its user's choice: it has to stay
/// the value of its option, even when it looks like an option itself.
enum CrashProbeWords {
  private static let withValue = [
    "-f": "--config-file", "-c": "--core-file", "-p": "--process-name", "-E": "--process-path", "-s": "--signal",
  ]

  /// `-p NAME` as `--process-name=NAME`, for each option of crashprobe that takes a value; other commands' words as
  /// they are.
  static func joined(_ arguments: [String]) -> [String] {
    guard let index = GlobalOptions.commandIndex(arguments), arguments[index] == Face.crashprobe.rawValue else {
      return arguments
    }
    var result = Array(arguments[...index])
    var rest = arguments[(index + 1)...]
    while let word = rest.popFirst() {
      let long = withValue[word] ?? (withValue.values.contains(word) ? word : nil)
      if let long, let value = rest.popFirst() {
        result.append("\(long)=\(value)")
      } else {
        result.append(word)
      }
    }
    return result
  }
}
