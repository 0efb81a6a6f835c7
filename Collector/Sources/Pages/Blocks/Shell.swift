/// What surrounds every page.
public struct Shell: Sendable {
  public enum Theme: String, Sendable, CaseIterable { case auto, light, dark }

  /// The path and query of the page itself, to come back to it.
  public var address: String
  public var theme: Theme
  /// Stands in every form that changes something; nil where the reader may change nothing.
  public var token: String?
  /// Who reads, nil where nobody had to say so.
  public var reader: String?
  /// Stands in the form that ends the session; nil where there is none.
  public var leave: String?
  /// Whether only the pages about records are offered.
  public var isBound: Bool
  /// Seconds since 1970.
  public var now: Int64
  /// The program's version.
  public var version: String

  public init(
    address: String, theme: Theme = .auto, token: String? = nil, reader: String? = nil, leave: String? = nil,
    isBound: Bool = false, now: Int64, version: String = ""
  ) {
    self.leave = leave
    self.isBound = isBound
    self.address = address
    self.theme = theme
    self.token = token
    self.reader = reader
    self.now = now
    self.version = version
  }
}
