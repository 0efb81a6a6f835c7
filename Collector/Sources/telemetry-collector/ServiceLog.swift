import Foundation
import Logging
import Pages

/// The log on standard error, a line for each event: `2026-11-21T12:00:00Z warning: …`, or, where the journal reads it,
/// which has a time of its own, `<4>…` with the priority of sd-daemon(3). What a text from outside holds controls no
/// terminal.
struct ServiceLog: LogHandler {
  var logLevel = Logger.Level.notice
  var metadata: Logger.Metadata = [:]
  private let isJournal: Bool

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    // `DEVICE:INODE` of what the manager connected; standard error may have become something else since.
    var file = stat()
    isJournal = fstat(STDERR_FILENO, &file) == 0 && environment["JOURNAL_STREAM"] == "\(file.st_dev):\(file.st_ino)"
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map {
      ", \($0.key): \($0.value)"
    }
    let text = Plain.line(event.message.description + facts.joined(), limit: 4000)
    let head =
      isJournal
      ? "<\(Self.priority(event.level))>" : "\(Date.now.formatted(.iso8601)) \(event.level): "
    FileHandle.standardError.write(Data("\(head)\(text)\n".utf8))
  }

  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
