import Agent
import ArgumentParser
import Outbox
import Platform
import Report

struct StatusCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say what this machine tells whom, and what keeps the rest back.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    Self.print(try Self.current(context), context)
    return .done
  }

  static func print(_ status: AgentStatus, _ context: CommandContext) {
    if context.global.json { Output.json(status.json) } else { Output.lines(StatusText.lines(status)) }
  }

  /// The daemon's word while it answers: what overrules consent in its environment is not visible from here.
  static func current(_ context: CommandContext) throws(Explanation) -> AgentStatus {
    if let system = context.system { return try system.status() }
    let daemon = AgentHost.running(stateDirectory: context.stateDirectory)
    if let daemon, let agent = AgentConnection.attach(stateDirectory: context.stateDirectory, daemon: daemon),
      case .status(var status)? = try? agent.ask(.status, within: 2000)
    {
      status.daemon = daemon
      return status
    }
    let settings = try context.settings()
    let reader = StatusReader(settings, daemon: daemon)
    let outbox: Outbox?
    do throws(Explanation) {
      outbox = try OutboxOpening.forReading(settings.stateDirectory)
    } catch {
      return try reader.status(nil, trouble: error)
    }
    return try reader.status(outbox)
  }
}

/// The status as text: the first line says whether something leaves, and when.
enum StatusText {
  static func lines(_ status: AgentStatus) -> [String] {
    var lines = [headline(status), ""]
    lines += status.attention.map { "! \($0.text)" + ($0.command.map { "  (telemetry-tui \($0))" } ?? "") }
    if !status.attention.isEmpty { lines.append("") }
    lines.append("agent       \(status.daemon.map { "running, process \($0)" } ?? "not running")")
    lines.append("node        \(node(status.node))")
    if let programs = status.programs {
      lines.append("programs    \(programs.socket ?? "not heard")\(programs.trouble.map { ", \($0)" } ?? "")")
      let counts = ProbeStatus.Counts.names.map { "\(programs.counts[keyPath: $0.path]) \($0.name)" }
      if programs.socket != nil { lines.append("            \(counts.joined(separator: ", "))") }
    }
    for destination in status.destinations { lines += text(destination, status.now) }
    lines.append(
      "channels    "
        + status.channels.map { "\($0.channel.rawValue) \($0.isOn ? "on" : "off")" }
        .joined(separator: ", "))
    lines.append("spool       \(status.spool.count) waiting, \(Digits.size(status.spool.bytes))")
    lines.append("known as    \(machine(status.machineID, status.now))")
    return lines
  }

  static func headline(_ status: AgentStatus) -> String {
    let on = status.destinations.filter { $0.state == .on }
    guard !on.isEmpty else { return "nothing leaves this machine" }
    let names = on.map(\.destination.rawValue).joined(separator: ", ")
    guard let next = on.compactMap(\.nextReport).min() else {
      return "on for \(names)" + (status.daemon == nil ? ", but no agent is running" : "")
    }
    return "on for \(names), next report in \(Digits.span(milliseconds: next - status.now))"
  }

  private static func node(_ node: NodeStatus) -> String {
    [node.address ?? "none configured", node.state == .unconfigured ? "" : node.state.rawValue, node.reason ?? ""]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func text(_ status: DestinationStatus, _ now: Timestamp) -> [String] {
    let name = status.destination.rawValue
    let padding = String(repeating: " ", count: max(1, 12 - name.count))
    var lines = [
      name + padding
        + [status.state.rawValue, status.reason ?? ""].filter { !$0.isEmpty }
        .joined(separator: ", ")
    ]
    func detail(_ label: String, _ text: String) {
      lines.append("  " + label + String(repeating: " ", count: max(1, 10 - label.count)) + text)
    }
    detail("to", status.url ?? "no URL")
    if let consent = status.consent {
      let words = consent.channels.map(\.rawValue).joined(separator: ", ")
      let licence = consent.licence.map { ", licence \($0)" } ?? ""
      detail("consent", "by \(consent.by) at \(consent.at.local): \(words)\(licence), revision \(consent.revision)")
    }
    if !status.newFields.isEmpty {
      detail("new", "left out until you agree again: \(status.newFields.joined(separator: ", "))")
    }
    if !status.acceptedFields.isEmpty { detail("new", NewFieldsWords.accepted(status.acceptedFields)) }
    if let next = status.nextReport { detail("next", "in \(Digits.span(milliseconds: next - now))") }
    if let missing = status.missing { detail("missing", missing) }
    if let last = status.lastResult {
      detail(
        "last",
        "\(last.at.local) \(last.result) \(last.status) \(Digits.size(last.bytes)) sha256 "
          + last.sha256.prefix(16))
    }
    if status.waiting > 0 { detail("waiting", "\(status.waiting), \(Digits.size(status.waitingBytes))") }
    if let pace = status.pace { detail("paced", pace.words(at: now)) }
    if let trouble = status.trouble {
      let next = trouble.nextTry.map { ", next try \($0.localTime)" } ?? ""
      detail("failing", "\(trouble.failures) times since \(trouble.since.localTime): \(trouble.reason)\(next)")
    }
    return lines
  }

  private static func machine(_ id: MachineIDStatus, _ now: Timestamp) -> String {
    if id.id.isEmpty { return "nothing yet" }
    if id.isStatic { return id.id + ", static" + (id.file.map { ", from \($0)" } ?? "") }
    return id.id + (id.rotates.map { ", changes in \(Digits.span(milliseconds: $0 - now))" } ?? "")
  }
}
