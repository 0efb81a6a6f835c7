/// What a simulated node answers.
public struct DemoAnswers: Sendable {
  /// Name to everything between the TAB and the last LF; a value of several lines has its LFs in it.
  public var values: [String: String]
  public var unknown: Unknown
  /// Whether counters grow and gauges swing, as those of a node at work do.
  public var isMoving: Bool

  /// What happens to a name that is not in the table.
  public enum Unknown: Sendable, Equatable {
    /// Left out without a trace: builds before 6.0.
    case leftOut
    /// Answered with this text: `ERROR:4:unrecognized command` on 8.0.
    case refused(String)
  }

  public init(values: [String: String], unknown: Unknown = .leftOut, isMoving: Bool = false) {
    self.values = values
    self.unknown = unknown
    self.isMoving = isMoving
  }

  /// From whole answer bodies (`name<TAB>value<LF>`) by name, as captures hold them. A body that does not start with
  /// its name is left out.
  public init(bodies: [String: String], unknown: Unknown = .leftOut, isMoving: Bool = false) {
    var values: [String: String] = [:]
    for (name, body) in bodies where body.hasPrefix(name + "\t") {
      let value = body.dropFirst(name.count + 1)
      values[name] = String(value.hasSuffix("\n") ? value.dropLast() : value)
    }
    self.init(values: values, unknown: unknown, isMoving: isMoving)
  }

  /// A real node of build 4.9.0.37, its counters in motion.
  public static let captured4_9 = DemoAnswers(values: CapturedAnswers.all, isMoving: true)

  /// The line or lines for a name, `milliseconds` after the node's start; nil when it is left out.
  func line(for name: String, at milliseconds: Int64) -> String? {
    // The node takes any text to log and says nothing.
    if name.hasPrefix("log-message:") { return "\(name)\t\n" }
    if let value = values[name] {
      return "\(name)\t\(isMoving ? Motion.value(value, of: name, at: milliseconds) : value)\n"
    }
    return switch unknown {
    case .leftOut: nil
    case .refused(let text): "\(name)\t\(text)\n"
    }
  }
}
