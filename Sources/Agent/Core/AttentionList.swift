import Platform
import Privacy
import Report

/// What needs the administrator, the most urgent first: first what stops everything, then what waits, then what was
/// never decided.
enum AttentionList {
  static func make(
    _ status: AgentStatus, override: ConsentBar?, trouble: Explanation?, restsUntil: Timestamp? = nil
  ) -> [Attention] {
    var list: [Attention] = []
    if let trouble { list.append(Attention(trouble.line, command: "spool verify")) }
    if let override { list.append(Attention("nothing leaves, \(override.reason)", command: "status")) }
    for destination in status.destinations where override == nil && destination.state == .held {
      list.append(
        Attention("\(destination.destination.rawValue) is held: \(destination.reason ?? "")", command: "status"))
    }
    for destination in status.destinations where override == nil && !destination.newFields.isEmpty {
      let count = destination.newFields.count, name = destination.destination.rawValue
      list.append(
        Attention(
          "\(count == 1 ? "1 field is" : "\(count) fields are") new since you agreed to \(name), and left out",
          command: "diff --with consent --to \(name)"))
    }
    if let restsUntil, status.spool.count > 0 {
      list.append(
        Attention("delivery was stopped and rests until \(restsUntil.localTime.prefix(5))", command: "spool ls"))
    }
    for destination in status.destinations {
      guard let trouble = destination.trouble, destination.waiting > 0 else { continue }
      let records = destination.waiting == 1 ? "1 record waits" : "\(destination.waiting) records wait"
      list.append(
        Attention(
          "\(records) for \(destination.destination.rawValue): \(trouble.reason) since \(trouble.since.localTime)",
          command: "spool ls"))
    }
    for destination in status.destinations where destination.state == .on {
      guard let reason = destination.reason else { continue }
      list.append(Attention("\(destination.destination.rawValue): \(reason)", command: "status"))
    }
    if let trouble = status.programs?.trouble { list.append(Attention(trouble, command: "journal")) }
    if let refused = status.machineID.refused { list.append(Attention(refused, command: "machine-id set ID")) }
    switch status.node.state {
    // Who sends records of programs or reports of a cluster alone needs no node.
    case .unconfigured where status.destinations.contains { $0.destination != .home && $0.consent != nil }: break
    case .unconfigured:
      list.append(Attention("no node is configured, so there is nothing to report", command: "config list asd"))
    case .down, .connecting:
      let address = status.node.address.map { " \($0)" } ?? ""
      let reason = status.node.reason.map { ": \($0)" } ?? ""
      list.append(Attention("the node\(address) does not answer\(reason)", command: "info"))
    case .unknown, .connected: break
    }
    for destination in status.destinations where destination.reason == ConsentBar.nobodyAgreed.reason {
      list.append(
        Attention(
          "nobody has agreed to send to \(destination.destination.rawValue): nothing leaves",
          command: ConsentBar.words(for: destination.destination)))
    }
    if let result = status.destinations.first(where: { $0.lastResult?.result == "refused" }) {
      list.append(
        Attention(
          "\(result.destination.rawValue) refused the last record (\(result.lastResult?.status ?? 0))",
          command: "journal"))
    }
    return list
  }
}
