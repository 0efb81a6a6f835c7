/// How names are hidden. Both are the caller's: this room knows what a crash is, not what an address looks like.
public struct Cleaning: Sendable {
  /// The pseudonym for the id of a daemon. The receiver takes 40 hexadecimal digits as they are and hashes anything
  /// else once more.
  public var entity: @Sendable (String) -> String
  /// A text without the addresses and names that the caller can recognise.
  public var text: @Sendable (String) -> String

  public init(entity: @escaping @Sendable (String) -> String, text: @escaping @Sendable (String) -> String) {
    self.entity = entity
    self.text = text
  }

  /// `type.id` with the id hidden; the id begins behind the first dot. A name without a dot is hidden whole.
  func daemon(_ name: String) -> String {
    guard let dot = name.firstIndex(of: ".") else { return entity(name) }
    return name[...dot] + entity(String(name[name.index(after: dot)...]))
  }
}
