import Words

/// The report of an Aerospike node (`POST /telemetry/v1`): full, abbreviated, or only the agent's status.
public enum NodeReportIntake {
  /// One of these makes an object a node's report.
  private static let marks = ["telemetry-agent-version", "telemetry-agent-status", "unix-epoch-time", "node", "build"]

  /// The subject is the node's id; a report without one (a status, or a node that did not answer) is of the agent, by
  /// the pseudonym of its address. A repeat is the same subject, time and bytes: two agents may share a pseudonym.
  public static func arrival(_ body: [UInt8], received: Int64) throws(Refusal) -> Arrival {
    let object = try ReportBody.parse(body, depth: 5, wanted: NodeSummary.wanted)
    guard marks.contains(where: { object[$0] != nil }) else {
      throw Refusal("the body is no node's report: none of \(marks.joined(separator: ", ")) is in it")
    }
    var stamp = received / 1_000_000
    if let time = object["unix-epoch-time"] {
      guard let seconds = time.integer, seconds >= 0 else {
        throw Refusal("unix-epoch-time is no number of seconds: '\(Refusal.echo(time.word ?? ""))'")
      }
      stamp = seconds
    }
    let report = Report(
      kind: .node, subject: try subject(object), stamp: stamp, body: body, summary: NodeSummary.figures(object))
    var identity = Identity("node")
    identity.add(report.subject)
    identity.add(object["unix-epoch-time"] == nil ? 0 : stamp)
    identity.add(body)
    return Arrival(.report(report), identity: identity.bytes(), received: received)
  }

  private static func subject(_ object: JSONView) throws(Refusal) -> String {
    if let node = object["node"]?.string, !node.isEmpty { return try ReportBody.id(node, "node") }
    guard let address = object["telemetry-agent-ip-address"]?.string, !address.isEmpty else { return "unknown" }
    return "agent:" + (try ReportBody.id(address, "telemetry-agent-ip-address"))
  }
}
