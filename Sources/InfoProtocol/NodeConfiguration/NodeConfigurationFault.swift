import Platform

/// Why `aerospike.conf` does not tell where the node is. Each names the file, and the line where there is one.
public enum NodeConfigurationFault: Explained, Equatable {
  case unreadable(SystemError)
  case tooLarge(path: String, limit: Int)
  /// A block inside more blocks than `limit`.
  case tooDeep(path: String, line: Int, limit: Int)
  /// A `}` that closes nothing.
  case unexpectedClose(path: String, line: Int)
  /// A block that is still open at the end; the line where it began.
  case unclosed(path: String, line: Int, block: String)
  /// A `{` without a name before it.
  case nameless(path: String, line: Int)
  /// No `port` in a `service` block of a `network` block.
  case noPort(path: String)
  /// The service answers over TLS only.
  case onlyTLS(path: String, line: Int, port: UInt16)
  /// A port that is not one number from 1 to 65535.
  case badPort(path: String, line: Int, key: String, text: String)
  /// A key without its value.
  case missingValue(path: String, line: Int, key: String)

  public var explanation: Explanation {
    switch self {
    case .unreadable(let error): error.explanation
    case .tooLarge(let path, let limit):
      bad("the file is larger than \(Digits.size(limit))", path, nil, "check [asd] config-file")
    case .tooDeep(let path, let line, let limit):
      bad("blocks nested deeper than \(limit)", path, line, "check the braces")
    case .unexpectedClose(let path, let line): bad("a } closes no block", path, line, "check the braces")
    case .unclosed(let path, let line, let block):
      bad("the block \(block) is not closed", path, line, "add the missing }")
    case .nameless(let path, let line): bad("a { without a name before it", path, line, "check the braces")
    case .noPort(let path):
      bad("no port of the service block in the network block", path, nil, "set [asd] host and port instead")
    case .onlyTLS(let path, let line, let port):
      bad(
        "the node's service has a TLS port (\(port)) and no plain one", path, line,
        "give the service a port, or set [asd] host and port")
    case .badPort(let path, let line, let key, let text):
      bad("\(key) \(text) is no port", path, line, "use one number from 1 to 65535")
    case .missingValue(let path, let line, let key): bad("\(key) has no value", path, line, "give it one")
    }
  }

  private func bad(_ what: String, _ path: String, _ line: Int?, _ remedy: String) -> Explanation {
    Explanation(what, at: line.map { "\(path):\($0)" } ?? path, remedy: remedy, exit: .badConfiguration)
  }
}
