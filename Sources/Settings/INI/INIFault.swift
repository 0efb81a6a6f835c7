/// A line that an INI document cannot use, and why.
public struct INIFault: Sendable, Equatable {
  /// Counted from 1.
  public var line: Int
  public var problem: Problem

  public enum Problem: Sendable, Equatable {
    case keyBeforeSection(String)
    case unclosedHeader
    case emptyHeader
    case textAfterHeader(String)
    case noSeparator
    case emptyKey
    case nulByte
    case notUTF8
    /// The whole document is over the limit; nothing of it was read.
    case tooLarge(bytes: Int, limit: Int)
  }

  /// `line` counts from 1.
  public init(line: Int, problem: Problem) {
    self.line = line
    self.problem = problem
  }
}

extension INIFault.Problem {
  /// What is wrong, for people: no capital, no full stop.
  public var what: String {
    switch self {
    case .keyBeforeSection(let key): "\(key) stands before any section"
    case .unclosedHeader: "section header without a closing bracket"
    case .emptyHeader: "section header without a name"
    case .textAfterHeader(let text): "text after a section header, \(text)"
    case .noSeparator: "a line that is no comment, no section and no key = value"
    case .emptyKey: "a value without a key"
    case .nulByte: "a NUL byte"
    case .notUTF8: "bytes that are no UTF-8"
    case .tooLarge(let bytes, _): "configuration file of \(bytes) bytes"
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .keyBeforeSection: "put a section such as [main] above it"
    case .unclosedHeader: "close it with ]"
    case .emptyHeader: "give the section a name, such as [main]"
    case .textAfterHeader: "put it on a line of its own"
    case .noSeparator: "write key = value, or start the line with #"
    case .emptyKey: "write the key before the ="
    case .nulByte, .notUTF8: "save the file as UTF-8 text"
    case .tooLarge(_, let limit): "keep it under \(limit) bytes"
    }
  }
}

/// Why a value or key cannot be written into an INI document.
public enum INIEditProblem: Error, Sendable, Equatable {
  case controlCharacter
  case backslash
  case outerSpace
  case badSectionName
  case badKey

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .controlCharacter: "give one line of text without control characters"
    case .backslash: "give a text without backslashes; files of this kind cannot hold any"
    case .outerSpace: "give a text that neither starts nor ends with a blank"
    case .badSectionName: "give a section name without brackets and line breaks"
    case .badKey: "give a key without =, : and line breaks that does not start with #, ; or ["
    }
  }
}
