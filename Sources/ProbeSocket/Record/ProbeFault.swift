import Platform
import Report

/// Why a message of a local program, or a file of the old spool, is no record. The old daemon dropped most of these
/// without a word.
public enum ProbeFault: Explained, Equatable {
  /// The first word of a message, which is its length, says something impossible.
  case lengthWord(UInt32)
  /// The other side closed, or the file ended, when so many bytes had come. `expected` is nil while the length is not
  /// known.
  case incomplete(received: Int, expected: Int?)
  /// The message was not whole in time.
  case late(received: Int, milliseconds: Int64)
  /// The header block does not fit into the message whose length word is `word`.
  case headerSize(UInt32, word: UInt32)
  /// In the place of a header stands something else: its first bytes, or nothing.
  case header(expected: ProbeHeader, found: String?)
  /// A NUL in a header's value.
  case headerNUL(ProbeHeader)
  case formatVersion(String)
  case classification(ClassificationFault)
  case severity(String)
  case creationTimestamp(String)
  case eventID(String)
  case payloadTooLong(Int)
  /// The path of the CFG field is not absolute, or does not end.
  case configPath(String)

  // Of files only.
  case fileTooLong(Int64)
  case notRegular
  /// The process may not read it: errno.
  case unreadable(Int32)
  /// The file belongs to somebody whose records this directory does not carry.
  case owner(UInt32)

  /// What is wrong in one line: no capital, no full stop, safe for a terminal.
  public var reason: String { SafeText.escaped(unsafeReason) }

  public var explanation: Explanation { Explanation(reason, at: "", exit: .badData) }

  private var unsafeReason: String {
    switch self {
    case .lengthWord(let word): "length word \(word) is not 5 to \(MessageFrame.longest)"
    case .incomplete(let received, let expected?): "incomplete, \(received) of \(expected) bytes"
    case .incomplete(let received, nil): "incomplete, \(received) bytes"
    case .late(let received, let milliseconds): "incomplete after \(milliseconds) ms, \(received) bytes"
    case .headerSize(let size, let word): "header size \(size) does not fit into a message of length word \(word)"
    case .header(let expected, nil): "header \(expected.name) is missing"
    case .header(let expected, let found?): "header \(expected.name) expected, found '\(found)'"
    case .headerNUL(let header): "header \(header.name) holds a NUL byte"
    case .formatVersion(let text): "record_format_version '\(text)' is not 2, 3 or 4"
    case .classification(.size(let count)): "classification of \(count) bytes, not 1 to \(Classification.longest)"
    case .classification(.part(let count)):
      "classification with a part of \(count) bytes, at most \(Classification.longestPart) are allowed"
    case .classification(.slashes(let count)): "classification with \(count) slashes instead of two"
    case .classification(.controlByte): "classification with a control byte"
    case .severity(let text): "severity '\(text)' is not 1 to 4"
    case .creationTimestamp(let text): "creation_timestamp '\(text)' is no number of seconds"
    case .eventID(let text): "event_id '\(text)' is not 32 digits of 0123456789abcdef"
    case .payloadTooLong(let count): "payload of \(count) bytes, at most \(ProbeRecord.longestPayload) are allowed"
    case .configPath(let path): "config file path '\(path)' is not absolute, or too long"
    case .fileTooLong(let size): "file of \(size) bytes, at most \(SpoolFile.longest) are allowed"
    case .notRegular: "no regular file"
    case .unreadable(let code): "cannot be read, \(SystemError.text(of: code))"
    case .owner(let user): "owned by uid \(user), who is neither root nor the owner of the directory"
    }
  }

  /// The name under which faults of a kind are counted, in the order they are shown.
  public enum Kind: String, Sendable, CaseIterable {
    case length, incomplete, late, headers, version, classification, severity, timestamp, eventID = "event-id", payload
    case config, file, owner
  }

  public var kind: Kind {
    switch self {
    case .lengthWord, .headerSize: .length
    case .incomplete: .incomplete
    case .late: .late
    case .header, .headerNUL: .headers
    case .formatVersion: .version
    case .classification: .classification
    case .severity: .severity
    case .creationTimestamp: .timestamp
    case .eventID: .eventID
    case .payloadTooLong: .payload
    case .configPath: .config
    case .fileTooLong, .notRegular, .unreadable: .file
    case .owner: .owner
    }
  }
}
