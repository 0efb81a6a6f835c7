import Platform

/// Why a node could not be asked. Each names the address that was tried.
public enum InfoFault: Explained, Equatable {
  case unresolved(NodeAddress, reason: String)
  /// connect(2) failed: errno.
  case unreachable(NodeAddress, code: Int32)
  case connectTimeout(NodeAddress, milliseconds: Int64)
  /// The answer was not whole in time; so many bytes of it had come.
  case answerTimeout(NodeAddress, milliseconds: Int64, received: Int)
  /// The node closed the connection; so many bytes of the answer had come.
  case closed(NodeAddress, received: Int)
  /// Reading or writing failed: errno.
  case broken(NodeAddress, code: Int32, received: Int)
  case tooLarge(NodeAddress, announced: UInt64, limit: Int)
  /// The node wants a user and a password; its own words.
  case notAuthenticated(NodeAddress, answer: String)
  case speaksTLS(NodeAddress)
  case speaksHTTP(NodeAddress)
  /// Something else listens there; the first bytes it sent.
  case notInfo(NodeAddress, firstBytes: [UInt8])
  /// An answer to none of the names asked; its first line.
  case otherNames(NodeAddress, line: String)
  /// A node with more namespaces and indexes than a round may ask for.
  case tooManyNames(NodeAddress, count: Int, limit: Int)
  /// A name that no message can carry: empty, or with a control character.
  case unaskable(name: String)
  case cancelled(NodeAddress)
  /// The process has no descriptor, thread or memory left: errno of the call named.
  case exhausted(NodeAddress, call: String, code: Int32)

  public var explanation: Explanation {
    switch self {
    case .unresolved(let address, let reason):
      unavailable("cannot resolve the node's name, \(reason)", address, "check [asd] host")
    case .unreachable(let address, let code):
      unavailable(
        "cannot connect to the node, \(SystemError.text(of: code))", address,
        "check that the database runs and that [asd] names its service port")
    case .connectTimeout(let address, let milliseconds):
      unavailable(
        "no connection to the node within \(seconds(milliseconds))", address, "check the address and the firewall")
    case .answerTimeout(let address, let milliseconds, let received):
      unavailable(
        "no whole answer of the node within \(seconds(milliseconds)), \(received) bytes came", address,
        "check the node's load and its log")
    case .closed(let address, received: 0):
      unavailable(
        "the node closed the connection instead of answering", address,
        "check that [asd] names the plain service port and that the node does not require a user")
    case .closed(let address, let received):
      unavailable(
        "the node closed the connection in the middle of an answer, after \(received) bytes", address,
        "check the node's log")
    case .broken(let address, let code, let received):
      unavailable(
        "the connection to the node broke, \(SystemError.text(of: code)), after \(received) bytes", address,
        "check the node's log")
    case .tooLarge(let address, let announced, let limit):
      unavailable(
        "the node announced an answer of \(announced) bytes, \(limit) are accepted", address,
        "check that the port is the node's service port")
    case .notAuthenticated(let address, let answer):
      unavailable(
        "the node has security enabled and answered \(answer)", address,
        "allow the agent a port without login; logging in to a node is not supported")
    case .speaksTLS(let address):
      unavailable("the port speaks TLS", address, "set [asd] port to a service port without TLS")
    case .speaksHTTP(let address):
      unavailable(
        "this is an HTTP server, not an Aerospike service port", address, "check [asd] port")
    case .notInfo(let address, let firstBytes):
      unavailable(
        "this is no Aerospike service port, it sent \(Hex.encode(firstBytes.prefix(8)))", address,
        "check [asd] port")
    case .otherNames(let address, let line):
      unavailable(
        "the node answered something that was not asked, \(line.prefix(60))", address, "check [asd] port")
    case .tooManyNames(let address, let count, let limit):
      unavailable(
        "the node has too many namespaces and indexes, \(count) names to ask, \(limit) are accepted", address, nil)
    case .unaskable(let name):
      Explanation(
        "this cannot be asked of a node", at: name.isEmpty ? "an empty command" : name,
        remedy: "a command has no line breaks, tabs or other control characters", exit: .usage)
    case .cancelled(let address):
      Explanation("asking the node was interrupted", at: "\(address)", exit: .failed)
    case .exhausted(let address, let call, let code):
      Explanation(
        "\(call) failed, \(SystemError.text(of: code))", at: "\(address)", remedy: "raise the process's limits",
        exit: .failed)
    }
  }

  private func unavailable(_ what: String, _ address: NodeAddress, _ remedy: String?) -> Explanation {
    Explanation(what, at: "\(address)", remedy: remedy, exit: .unavailable)
  }

  private func seconds(_ milliseconds: Int64) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
