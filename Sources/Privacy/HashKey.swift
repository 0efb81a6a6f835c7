import Digest
import Glibc
import Platform

/// The secret under which names and addresses are hashed.
///
/// It is made on first use and never leaves the machine. Nodes of one cluster may share a file of it
/// (`[privacy] key-file`), so that the same address has the same hash in the reports of all of them.
public struct HashKey: Sendable, Equatable {
  let bytes: [UInt8]

  /// The key of a file: 64 hexadecimal digits, or any text of at least 16 bytes taken as it is, white space at its
  /// end cut.
  public static func read(_ path: String) throws(Explanation) -> HashKey {
    let content: [UInt8]
    do throws(SystemError) { content = try Files.read(path, limit: 4096) } catch { throw error.explanation }
    var text = Substring(decoding: content, as: UTF8.self)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    if text.utf8.count == 64, let key = Hex.decode(text) { return HashKey(bytes: key) }
    guard text.utf8.count >= 16 else {
      throw Explanation(
        "the hash key is too short, \(text.utf8.count) bytes", at: path,
        remedy: "put 64 hexadecimal digits into it, or move it away and a new one is made", exit: .badData)
    }
    return HashKey(bytes: Array(text.utf8))
  }

  /// The machine's own key, `hash.key` in the state directory (0600), made when it does not exist yet.
  public static func ofMachine(stateDirectory: String) throws(Explanation) -> HashKey {
    let path = stateDirectory + "/hash.key"
    if Files.exists(path) { return try read(path) }
    do throws(SystemError) {
      try Files.makeDirectory(stateDirectory, mode: 0o700)
      try make(path)
    } catch {
      throw error.explanation
    }
    // Whoever's it is: of two makers at the same moment one was first.
    return try read(path)
  }

  /// Written whole under another name and then linked, so that nobody ever reads a part of it, and a maker that is
  /// killed leaves no key that is too short. A key that somebody else made meanwhile stays.
  private static func make(_ path: String) throws(SystemError) {
    let bytes = try Randomness.bytes(32)
    let temporary = path + ".new-" + Hex.encode(try Randomness.bytes(4))
    try Files.create(temporary, with: Array((Hex.encode(bytes) + "\n").utf8), mode: 0o600)
    defer { unlink(temporary) }
    guard link(temporary, path) == 0 || errno == EEXIST else { throw SystemError("link", path) }
  }

  public init(bytes: [UInt8]) { self.bytes = bytes }
}
