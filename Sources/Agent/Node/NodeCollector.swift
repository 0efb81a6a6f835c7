import InfoProtocol
import Platform
import Settings

/// Where the node is, and one round of questions to it.
public struct NodeCollector: Sendable {
  private let settings: AgentSettings

  public init(_ settings: AgentSettings) { self.settings = settings }

  /// The addresses to try, in order: `[asd] host` and `port` override what the server's own configuration says.
  /// - Throws: `AgentFault.noNode` when nothing is configured, or why the server's configuration gives no address.
  public func candidates() throws(Explanation) -> [NodeAddress] {
    let configuration = settings.configuration
    let host = configuration.string("asd", "host") ?? "", port = configuration.string("asd", "port") ?? ""
    let file = configuration.string("asd", "config-file") ?? ""
    if let number = UInt16(port), number > 0 {
      return host.isEmpty
        ? ["127.0.0.1", "::1"].map { NodeAddress(host: $0, port: number) }
        : [NodeAddress(host: host, port: number)]
    }
    if file.isEmpty, host.isEmpty { throw AgentFault.noNode.explanation }
    // The usual place, which nobody named, is empty on a machine without a node.
    if !configuration.isExplicit("asd", "config-file"), host.isEmpty, !Files.exists(file) {
      throw AgentFault.noNode.explanation
    }
    if file.isEmpty { return [NodeAddress(host: host, port: 3000)] }
    do throws(NodeConfigurationFault) {
      let endpoint = try NodeConfiguration.read(file).endpoint()
      return host.isEmpty ? endpoint.candidates : [NodeAddress(host: host, port: endpoint.port)]
    } catch {
      throw error.explanation
    }
  }

  /// The configured address for people, nil when there is none.
  public var label: String? { (try? candidates())?.first?.description }

  /// Everything a full report needs, in two round trips. Whether the report will be a full one is decided by the
  /// answers, and the full questions cost no round trip more.
  func collect(cancel: Int32?) throws(Explanation) -> NodeAnswers {
    let connection = try connect(cancel: cancel)
    let answers: NodeAnswers
    do throws(InfoFault) {
      answers = try NodeRound.collect(
        over: connection, scope: RoundScope(isFull: true, isClassic: settings.reportFormat == .classic))
    } catch {
      throw error.explanation
    }
    // A node that goes away between the round trips leaves a report with nothing in it: that is no report.
    guard answers.value("statistics")?.isEmpty == false, answers.value("node")?.isEmpty == false else {
      throw AgentFault.emptyRound(address: connection.address.description).explanation
    }
    return answers
  }

  /// Raw commands, for `info`.
  public func ask(_ names: [String], cancel: Int32? = nil) throws(Explanation) -> InfoAnswers {
    let connection = try connect(cancel: cancel)
    do throws(InfoFault) { return try connection.ask(names) } catch { throw error.explanation }
  }

  /// Writes into the server's own log that this agent is at work, as the old agent did; a node that will not is left
  /// alone.
  func announce(_ isActive: Bool, cancel: Int32?) {
    let text =
      "log-message:message=Aerospike anonymous data collection is \(isActive ? "ACTIVE" : "INACTIVE"). "
      + "For further information, see http://aerospike.com/aerospike-telemetry;who=Aerospike Telemetry Agent"
    _ = try? ask([text], cancel: cancel)
  }

  private func connect(cancel: Int32?) throws(Explanation) -> InfoConnection {
    let candidates = try candidates()
    do throws(InfoFault) {
      if let connection = try InfoConnection.open(firstOf: candidates, cancel: cancel) { return connection }
    } catch {
      throw error.explanation
    }
    throw AgentFault.noNode.explanation
  }
}
