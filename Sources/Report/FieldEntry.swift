import Platform

/// What the program knows about one field, or about a family of fields, of a report.
public struct FieldEntry: Sendable, Equatable {
  /// A dotted path with `*` for any run of characters: `statistics.heap_*`.
  public var pattern: String
  public var channel: Channel
  /// Which Info command, file or setting it comes from.
  public var origin: String
  public var treatment: Treatment
  /// The revision of the field set that brought it.
  public var since: Int
  public var what: String
  public var why: String
  /// False for a family whose members the server defines and this program does not know one by one.
  public var isKnown: Bool

  /// How the built-in rules treat the value, before the administrator's own rules.
  public enum Treatment: String, Sendable, CaseIterable {
    case plain
    /// The whole text hashed.
    case hashed
    /// Each `;` item: the address hashed, the port kept.
    case address
    /// `fabric port:hash of the MAC`.
    case node
    /// A name of the administrator's choosing, hashed wherever it stands.
    case name
    /// Never sent: the field says `withheld`.
    case withheld
  }

  /// What hides the value, in words.
  public var hiding: String {
    switch treatment {
    case .plain: "sent as it is"
    case .hashed, .name: "hashed under this machine's key (HMAC-SHA-256, 32 hexadecimal digits)"
    case .address: "each address hashed under this machine's key, the port kept"
    case .node: "the fabric port, and the MAC address hashed under this machine's key"
    case .withheld: "withheld: the field says so and carries nothing"
    }
  }

  /// Whether the entry speaks of the field at a dotted path.
  public func matches(_ path: String) -> Bool { Glob.matches(pattern, path) }
}
