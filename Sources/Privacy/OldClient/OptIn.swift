import Glibc
import Platform
import Report

/// The file `opt-in` of telemetrics-client and the consent for `collector`: one thing seen from two sides.
///
/// The file decides whether there is consent, `consent.json` says who gave it and to what. A file that somebody made
/// by hand, or that `telemctl opt-in` of the old client made, is an agreement of its owner, at the time of the file, to
/// the channels that are on by default. Without the file nobody agreed, whatever `consent.json` says: somebody took it
/// away. What was made before the file was, never leaves.
public struct OptIn: Sendable {
  static let name = "opt-in"

  private let directory: OldClientDirectory
  private let environment: Environment

  public init(_ environment: Environment) {
    directory = OldClientDirectory(environment)
    self.environment = environment
  }

  /// Where `on collector` makes the file.
  public var path: String { directory.target(Self.name) }

  /// Every file that could count, in the order they are looked at.
  public var candidates: [String] { directory.paths.map { $0 + "/" + Self.name } }

  /// The file that counts: a regular one of root or of this user.
  private var file: FoundFile? {
    for path in directory.paths {
      if let found = FoundFile(path + "/" + Self.name), found.isTrusted(environment) { return found }
    }
    return nil
  }

  /// Whether the file says yes.
  public var isGiven: Bool { file != nil }

  /// The agreements of `consent.json` with what the file says about `collector`.
  public func applied(to agreements: [Destination: Agreement]) -> [Destination: Agreement] {
    var all = agreements
    guard let file else {
      all[.collector] = nil
      return all
    }
    var agreement =
      agreements[.collector]
      ?? Agreement(
        uid: file.owner, name: Identity.userName(file.owner), at: file.changed, since: file.changed, url: "",
        channels: Channel.allCases.filter(\.isOnByDefault), licence: nil, revision: FieldRegistry.revision,
        through: file.path)
    // The file may be younger: it was taken away and made again, and there was no consent in between.
    agreement.since = max(agreement.since, file.changed)
    all[.collector] = agreement
    return all
  }

  /// Makes the file (0644, empty) unless there is one that counts.
  /// - Returns: whether it was made.
  @discardableResult
  public func give() throws(SystemError) -> Bool {
    if isGiven { return false }
    try Files.makeDirectory(Files.directory(of: path))
    // What stands there and does not count (another user's, a link) is not ours to replace.
    try Files.create(path, with: [], mode: 0o644)
    return true
  }

  /// Removes every file that counts.
  /// - Returns: whether there was one.
  @discardableResult
  public func take() throws(SystemError) -> Bool {
    var isTaken = false
    // The system's first: who may not remove that one has lost nothing of his own.
    for path in directory.paths.reversed() {
      guard let file = FoundFile(path + "/" + Self.name), file.isTrusted(environment) else { continue }
      guard unlink(file.path) == 0 || errno == ENOENT else { throw SystemError("remove", file.path) }
      isTaken = true
    }
    return isTaken
  }
}
