import Report

/// A licence under which a destination asks for data: what it is called and where its text is. The program has none of
/// the text and changes none of it.
public struct Licence: Sendable, Equatable {
  /// What is typed to agree, and is written down with the consent.
  public let id: String
  public let title: String
  public let url: String

  public static let sharing = Licence(
    id: "sharing-1-0", title: "Community Data License Agreement - Sharing - Version 1.0",
    url: "https://cdla.io/sharing-1-0/")

  /// The licence that a destination's documents ask for, nil where none is asked: Stone's, as its real module does.
  public static func asked(by destination: Destination) -> Licence? {
    switch destination {
    case .report, .device: sharing
    case .home, .collector: nil
    }
  }
}
