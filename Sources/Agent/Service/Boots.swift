import Outbox
import Platform

/// Which boot of this machine a moment belongs to. The ledger has times; each agent writes down at its start which boot
/// it runs in and when that began.
public struct Boots: Sendable {
  /// The kernel's id of each boot and when it began, oldest first.
  private var known: [(id: String, began: Timestamp)] = []

  private static let key = "boots"
  private static let most = 200

  /// Those that were written down, and the present one.
  public init(_ outbox: Outbox?) throws(OutboxFault) {
    for line in (try outbox?.state(Self.key) ?? "").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let began = Int64(words[1]) else { continue }
      known.append((String(words[0]), Timestamp(milliseconds: began)))
    }
    guard let present = Self.present, !known.contains(where: { $0.id == present.id }) else { return }
    known.append(present)
  }

  init(_ known: [(id: String, began: Timestamp)]) { self.known = known }

  /// Writes the present boot down.
  static func note(_ outbox: Outbox) throws(OutboxFault) {
    let boots = try Boots(outbox)
    let text = boots.known.suffix(most).map { "\($0.id) \($0.began.milliseconds)\n" }.joined()
    if try outbox.state(key) != text { try outbox.setState(key, text) }
  }

  /// The id of the boot at this moment; nil before the first that is known.
  public func id(at time: Timestamp) -> String? { known.last { $0.began <= time }?.id }

  /// nil where /proc does not tell.
  private static var present: (id: String, began: Timestamp)? {
    guard let id = try? Files.readText("/proc/sys/kernel/random/boot_id", limit: 64),
      let text = try? Files.readText("/proc/stat"),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
      let seconds = Int64(line.dropFirst(6))
    else { return nil }
    return (String(id.prefix { $0 != "\n" }), Timestamp(seconds: seconds))
  }
}
