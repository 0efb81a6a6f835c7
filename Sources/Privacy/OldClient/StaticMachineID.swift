import Glibc
import Platform

/// The id that somebody chose for this machine in place of the rotating one: the first line of the old client's
/// `opt-in-static-machine-id`. Read anew whenever an id is needed.
public struct StaticMachineID: Sendable {
  /// Bytes of the longest id that a collector takes.
  public static let longest = 32
  static let name = "opt-in-static-machine-id"

  public enum State: Sendable, Equatable {
    case none
    case chosen(id: String, file: String)
    /// There is a file that cannot be used: the rotating id stands in.
    case refused(Explanation)
  }

  private let directory: OldClientDirectory

  public init(_ environment: Environment) { directory = OldClientDirectory(environment) }

  /// Where `set` writes.
  public var path: String { directory.target(Self.name) }

  public var state: State {
    for parent in directory.paths {
      let file = parent + "/" + Self.name
      do throws(SystemError) {
        return Self.read(try Files.read(file, limit: 4096), file)
      } catch {
        if error.code == ENOENT || error.code == ENOTDIR { continue }
        return .refused(error.explanation)
      }
    }
    return .none
  }

  private static func read(_ bytes: [UInt8], _ file: String) -> State {
    let line = bytes.prefix { $0 != 0x0A }
    do throws(Explanation) {
      try check(line, at: file, remedy: "write one in its first line, or remove the file")
      return .chosen(id: String(decoding: line, as: UTF8.self), file: file)
    } catch {
      return .refused(error)
    }
  }

  /// What a collector can take and an HTTP header can carry: 1 to 32 printable ASCII characters.
  static func check(_ id: some Collection<UInt8>, at place: String, remedy: String) throws(Explanation) {
    func fault(_ what: String) -> Explanation { Explanation(what, at: place, remedy: remedy, exit: .badData) }
    guard id.contains(where: { $0 != 0x20 }) else { throw fault("the static machine id is empty") }
    guard id.count <= longest else {
      throw fault("the static machine id has \(id.count) characters, at most \(longest) are allowed")
    }
    guard id.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
      throw fault("the static machine id has characters that are no printable ASCII")
    }
  }

  /// Makes it the machine's id, at once, also for a running agent. An id that is refused changes nothing.
  public func set(_ id: String) throws(Explanation) {
    try Self.check(Array(id.utf8), at: id, remedy: "give 1 to \(Self.longest) printable ASCII characters")
    do throws(SystemError) {
      try Files.makeDirectory(Files.directory(of: path))
      try Files.replace(path, with: Array((id + "\n").utf8), mode: 0o644)
    } catch {
      throw error.explanation
    }
  }

  /// Removes the file that counts.
  /// - Returns: whether there was one.
  public func unset() throws(Explanation) -> Bool {
    for parent in directory.paths {
      let file = parent + "/" + Self.name
      if unlink(file) == 0 { return true }
      if errno != ENOENT, errno != ENOTDIR { throw SystemError("remove", file).explanation }
    }
    return false
  }
}
