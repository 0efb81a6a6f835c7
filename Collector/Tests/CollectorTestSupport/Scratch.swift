import Foundation
import Synchronization

/// A directory of a test process's own, gone when the process ends.
public enum Scratch {
  private static let removed = Mutex("")

  private static let root: String = {
    let path = FileManager.default.temporaryDirectory.path + "/collector-tests-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    removed.withLock { $0 = path }
    atexit { removed.withLock { try? FileManager.default.removeItem(atPath: $0) } }
    return path
  }()

  /// A path for a file that is not there yet.
  public static func path(_ name: String) -> String {
    "\(root)/\(UUID().uuidString.lowercased())-\(name)"
  }
}
