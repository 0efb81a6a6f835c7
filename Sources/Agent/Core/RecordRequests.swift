import HostSource
import Outbox
import Platform
import Privacy
import Report
import Settings

/// What the console's lists ask for.
extension AgentCore {
  func handleForViews(_ request: AgentRequest, _ ticket: Ticket) throws(Explanation) -> AgentReply? {
    let reader = RecordReader(outbox: outbox)
    do throws(OutboxFault) {
      switch request {
      case .spool(let query): return .spool(try reader.spool(query))
      case .journal(let query): return .journal(try reader.journal(query))
      case .events(let limit): return .events(try EventList.latest(max(1, min(limit, 1000)), of: outbox))
      case .retryRecord(let id):
        guard try outbox.waiting(id: id) != nil else { return .done("it does not wait any more") }
        resumeDelivery()
        try outbox.retryNow(id: id)
        return .done("\(id.prefix(8)) is tried now")
      case .drop(let id):
        let who = Identity.userName(ticket.person)
        let settled = try outbox.settle([.dropped(id: id, reason: "deleted by \(who)")])
        guard !settled.isEmpty else { return .done("it does not wait any more") }
        note("dropped", "\(id.prefix(8)) was deleted (by \(who))")
        return .done("\(id.prefix(8)) is deleted; the journal says so")
      default: break
      }
    } catch {
      throw error.explanation
    }
    switch request {
    case .record(let id): return .record(try reader.record(id: id))
    case .lastSent(let destination): return .record(try reader.lastSent(destination))
    case .settings: return .settings(SettingRow.all(settings.configuration))
    case .setSetting(let name, let value): return .done(try setSetting(name, value, ticket))
    case .rotateMachineID: return .done(try rotate(ticket))
    case .verify:
      try work.verify(ticket)
      return nil
    case .drain: return try beginDrain(ticket)
    case .cancel(let number):
      let other = Ticket(client: ticket.client, request: number, person: ticket.person)
      if work.cancel(other) || stopDrain(other) { return .done("stopping") }
      return .done("it has ended already")
    default: return nil
    }
  }

  private func rotate(_ ticket: Ticket) throws(Explanation) -> String {
    do throws(SystemError) {
      let fresh = try MachineID.rotate(stateDirectory: settings.stateDirectory)
      note("rotated", "machine id (by \(Identity.userName(ticket.person)))")
      if case .chosen(_, let file) = StaticMachineID(settings.environment).state {
        return "the rotating id was replaced, but the static one of \(file) stays in force"
      }
      return "the machine id is now \(fresh.id)"
    } catch {
      throw error.explanation
    }
  }

  /// Writes a setting. Settings that do not hold together with it are not kept: the file gets its old value back.
  private func setSetting(_ name: String, _ value: String?, _ ticket: Ticket) throws(Explanation) -> String {
    let change: ConfigurationEditor.Change
    let key: KeyName
    do throws(SettingsFault) {
      key = try KeyName.parse(name)
      let editor = ConfigurationEditor(settings.configuration)
      if let value { change = try editor.set(key, to: value) } else { change = try editor.unset(key) }
    } catch {
      throw error.explanation
    }
    do throws(Explanation) {
      try reload()
    } catch {
      let editor = ConfigurationEditor(settings.configuration)
      if let old = change.old { _ = try? editor.set(key, to: old) } else { _ = try? editor.unset(key) }
      throw error
    }
    let shown = change.isSecret ? "another one" : change.new.map { $0.isEmpty ? "empty" : $0 } ?? "not set any more"
    note("setting", "\(change.name) is \(shown) (by \(Identity.userName(ticket.person)))")
    let shadow = change.shadowedBy.map { "; it does not count: \($0.place) sets it too" } ?? ""
    return "\(change.name) is \(shown), in \(change.file)\(shadow)"
  }
}
