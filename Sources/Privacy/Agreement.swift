import Platform
import Report

/// That somebody agreed to send to one destination: who, when, to what.
public struct Agreement: Sendable, Equatable {
  public var uid: UInt32
  /// The person's login name at that time.
  public var name: String
  public var at: Timestamp
  /// Since when there has been consent without a gap: nothing made before it ever leaves.
  public var since: Timestamp
  /// The destination's URL at that time.
  public var url: String
  public var channels: [Channel]
  /// The licence id typed by the person, where the destination asks for one.
  public var licence: String?
  /// The field set that was agreed to; what `[privacy] new-fields` says is done with fields of a later one.
  public var revision: Int
  /// The file that says so in the place of `consent.json`, see `OptIn`; nil for what was agreed to by a command.
  public var through: String?

  public init(
    uid: UInt32, name: String, at: Timestamp, since: Timestamp, url: String, channels: [Channel], licence: String?,
    revision: Int, through: String? = nil
  ) {
    self.uid = uid
    self.name = name
    self.at = at
    self.since = since
    self.url = url
    self.channels = channels
    self.licence = licence
    self.revision = revision
    self.through = through
  }

  var json: JSON {
    .pairs([
      "uid": .int(uid), "name": .string(name), "at": .string(at.iso8601()),
      "since": .string(since.iso8601()), "url": .string(url),
      "channels": .array(channels.map { .string($0.rawValue) }), "licence": .text(licence), "revision": .int(revision),
    ])
  }

  /// nil when a member is missing or of another kind: such a consent counts as unreadable, never as given.
  init?(_ json: JSON) {
    guard let uid = json["uid"]?.intValue.flatMap(UInt32.init(exactly:)), let name = json["name"]?.stringValue,
      let at = json["at"]?.stringValue.flatMap(Timestamp.init(iso8601:)), let url = json["url"]?.stringValue,
      let since = json["since"]?.stringValue.flatMap(Timestamp.init(iso8601:)),
      let words = json["channels"]?.arrayValue, let revision = json["revision"]?.intValue.flatMap(Int.init(exactly:))
    else { return nil }
    let channels = words.compactMap { $0.stringValue.flatMap(Channel.init(rawValue:)) }
    guard channels.count == words.count else { return nil }
    self.init(
      uid: uid, name: name, at: at, since: since, url: url, channels: channels, licence: json["licence"]?.stringValue,
      revision: revision)
  }
}
