/// One option: a key of a section, and everything there is to say about it. The rows of `OptionTable`.
public struct SettingOption: Sendable, Equatable {
  public var section: String
  /// As it is written in new files. Of a pattern, `redact.<glob>`.
  public var key: String
  /// Other keys of the same section that mean the same.
  public var aliases: [String] = []
  public var kind: OptionKind
  /// What counts when nothing is said; nil when there is no default.
  public var defaultText: String?
  /// `s`, `min`, `h`, `KB`, `records`, `bytes`.
  public var unit: String?
  /// One or two sentences of help.
  public var purpose: String
  /// The old program whose files have this key already.
  public var heritage: Heritage = .none
  /// The value may hold a password, and is shown without it.
  public var isSecret = false
  /// When set, every key that starts with this and goes on is this option.
  public var patternPrefix: String?

  /// The program an option was inherited from.
  public enum Heritage: Sendable, Equatable {
    case none
    /// Aerospike Telemetry Agent; `note` says what changed.
    case aerospike(note: String? = nil)
    case telemetrics(note: String? = nil)
    case stone(note: String? = nil)

    public var program: String? {
      switch self {
      case .none: nil
      case .aerospike: "Aerospike Telemetry Agent"
      case .telemetrics: "telemetrics-client"
      case .stone: "Stone's telemetry module"
      }
    }

    public var note: String? {
      switch self {
      case .none: nil
      case .aerospike(let note), .telemetrics(let note), .stone(let note): note
      }
    }
  }

  /// `section.key`, as messages and `config` name it.
  public var name: String { "\(section).\(key)" }

  public var isPattern: Bool { patternPrefix != nil }

  /// The environment variable that overrides it; nil for patterns.
  public var environmentName: String? {
    guard !isPattern else { return nil }
    let name = "\(section)_\(key)".uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return "TELEMETRY_TUI_" + String(name)
  }

  /// Whether a key of its section, in any case, means this option.
  public func isNamed(_ candidate: String) -> Bool {
    let folded = candidate.lowercased()
    if let patternPrefix { return folded.hasPrefix(patternPrefix) && folded.utf8.count > patternPrefix.utf8.count }
    return folded == key || aliases.contains(folded)
  }

  /// What is allowed, with the unit: `a whole number from 0 to 59 (min)`.
  public var allowed: String {
    if case .seconds = kind { return kind.allowed }
    return unit.map { "\(kind.allowed) (\($0))" } ?? kind.allowed
  }
}
