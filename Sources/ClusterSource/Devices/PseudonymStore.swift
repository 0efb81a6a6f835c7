import Platform

/// What a pseudonym stands for.
public enum PseudonymKind: String, Sendable { case host, device }

/// Remembers which pseudonym stands for which name, so that a host and a disk keep theirs from report to report. What
/// it holds leaves the machine never.
public protocol PseudonymStore: AnyObject {
  /// The pseudonym of a name: a random UUID (version 4), made when the name is new.
  func pseudonym(_ kind: PseudonymKind, of name: String) throws(Explanation) -> String
}

/// A store in memory, for whoever keeps its table.
public final class PseudonymTable: PseudonymStore {
  /// `host` or `device`, a slash, and the name; to UUID.
  public private(set) var entries: [String: String]

  public init(_ entries: [String: String] = [:]) { self.entries = entries }

  public func pseudonym(_ kind: PseudonymKind, of name: String) throws(Explanation) -> String {
    let key = "\(kind.rawValue)/\(name)"
    if let known = entries[key] { return known }
    do throws(SystemError) {
      let made = try RandomUUID.make()
      entries[key] = made
      return made
    } catch {
      throw error.explanation
    }
  }
}

/// UUIDs of version 4: nothing but random bits, unlike version 1, which tells the time and the network card.
public enum RandomUUID {
  public static func make() throws(SystemError) -> String {
    var bytes = try Randomness.bytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Hex.encode(bytes)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text += "-" }
      text.append(digit)
    }
    return text
  }
}
