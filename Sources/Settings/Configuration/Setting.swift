/// The value of an option and where it comes from.
public struct Setting: Sendable, Equatable {
  /// In its one spelling (`true`, `debug`); empty when there is none.
  public var text: String
  public var origin: Origin
  /// The text may hold a password: show `shown` instead.
  public var isSecret: Bool

  /// Where a value comes from.
  public enum Origin: Sendable, Equatable {
    /// Nobody said anything: the built-in default, or nothing.
    case `default`
    case file(path: String, line: Int)
    case environment(name: String)

    /// `FILE:LINE`, the variable's name, or `default`.
    public var place: String {
      switch self {
      case .default: "default"
      case .file(let path, let line): "\(path):\(line)"
      case .environment(let name): "environment variable \(name)"
      }
    }
  }

  /// A value as given; nothing is checked.
  public init(text: String, origin: Origin, isSecret: Bool = false) {
    self.text = text
    self.origin = origin
    self.isSecret = isSecret
  }

  /// The text without the user and password of a URL.
  public var shown: String { isSecret ? Self.masked(text) : text }

  /// nil when the text is no boolean.
  public var bool: Bool? { ValueSyntax.boolean(text) }
  /// nil when the text is no whole number.
  public var int: Int? { Int(text) }
  /// nil when the text is no number.
  public var seconds: Double? { ValueSyntax.seconds(text) }

  /// `http://user:password@host` as `http://***@host`.
  static func masked(_ text: String) -> String {
    guard let secret = ValueSyntax.credentials(in: text) else { return text }
    return text.replacingCharacters(in: secret, with: "***")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
