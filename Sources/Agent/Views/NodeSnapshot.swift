import Platform

/// What the node said, live: the Info view's model.
public struct NodeSnapshot: Sendable, Equatable {
  public var address: String
  public var build: String
  public var edition: String
  public var uptimeSeconds: Int64?
  /// Milliseconds of the monotonic clock when the answers came.
  public var taken: Int64
  /// How long the round took, in milliseconds, and how many messages it needed.
  public var elapsed: Int64
  public var messages: Int
  public var groups: [Group]
  /// Commands the node answered with an error: name and its text.
  public var errors: [NamedValue]

  public struct Group: Sendable, Equatable {
    public var kind: Kind
    /// `statistics`, `namespace test`, `set test users`, `index test idx_age`, `configuration`, `histograms test`.
    public var title: String
    /// The path prefix under which the group is sent, nil when it is not.
    public var sentAs: String?
    public var entries: [Entry]
    public init(kind: Kind, title: String, sentAs: String?, entries: [Entry]) {
      self.kind = kind
      self.title = title
      self.sentAs = sentAs
      self.entries = entries
    }
  }

  public enum Kind: String, Sendable { case service, namespace, set, index, configuration, histogram, other }

  public struct Entry: Sendable, Equatable {
    public var name: String
    public var value: String
    /// The dotted path in the report, nil when the value is not sent.
    public var sentAs: String?
    public init(name: String, value: String, sentAs: String?) {
      self.name = name
      self.value = value
      self.sentAs = sentAs
    }
  }

  public struct NamedValue: Sendable, Equatable {
    public var name: String
    public var value: String
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(
    address: String, build: String, edition: String, uptimeSeconds: Int64?, taken: Int64, elapsed: Int64,
    messages: Int, groups: [Group], errors: [NamedValue]
  ) {
    self.address = address
    self.build = build
    self.edition = edition
    self.uptimeSeconds = uptimeSeconds
    self.taken = taken
    self.elapsed = elapsed
    self.messages = messages
    self.groups = groups
    self.errors = errors
  }
}
