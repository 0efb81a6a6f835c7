import Agent
import ArgumentParser
import Outbox
import Platform
import Report

struct SpoolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spool", abstract: "Look after what waits to be sent.",
    subcommands: [
      SpoolListCommand.self, SpoolShowCommand.self, SpoolRetryCommand.self, SpoolRemoveCommand.self,
      SpoolImportCommand.self,
      SpoolVerifyCommand.self, SpoolRepairCommand.self,
    ], defaultSubcommand: SpoolListCommand.self)
}

/// The outbox for commands that change it; nil when there is none, and none is made for nothing.
private func writable(_ context: CommandContext) throws(Explanation) -> Outbox? {
  guard Files.exists(Outbox.path(in: context.stateDirectory)) else { return nil }
  do throws(OutboxFault) {
    let outbox = try Outbox(directory: context.stateDirectory, access: .readWrite)
    // Settings that do not hold together are no reason to keep less.
    if let settings = try? context.settings() { outbox.discards = settings.discards }
    return outbox
  } catch {
    throw error.explanation
  }
}

private func unknown(_ id: String) -> Explanation {
  Explanation("no such record waits", at: id, remedy: "list them with `telemetry-tui spool ls`", exit: .noInput)
}

/// The one waiting record whose id begins so.
private func find(_ prefix: String, in outbox: Outbox?) throws(Explanation) -> SpoolEntry {
  let found: [SpoolEntry]
  do throws(OutboxFault) {
    found = try outbox?.findWaiting(prefix: prefix, limit: 2) ?? []
  } catch {
    throw error.explanation
  }
  guard let entry = found.first else { throw unknown(prefix) }
  guard found.count == 1 else {
    throw Explanation("more than one record begins so", at: prefix, remedy: "give more of the id", exit: .usage)
  }
  return entry
}

struct SpoolListCommand: Command {
  static let configuration = CommandConfiguration(commandName: "ls", abstract: "List waiting records, oldest first.")

  @OptionGroup var global: GlobalOptions
  @Option(name: .long, help: ArgumentHelp("At most so many.", valueName: "count")) var limit = 1000

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let outbox = try OutboxOpening.forReading(context.stateDirectory)
    let entries: [SpoolEntry]
    do throws(OutboxFault) {
      entries = try outbox?.waiting(limit: max(0, limit)) ?? []
    } catch {
      throw error.explanation
    }
    if global.json {
      Output.json(.array(entries.map(Self.json)))
      return .done
    }
    var table = TextTable(
      ["WAITING SINCE", "TO", "CLASSIFICATION", "BYTES", "TRIES", "ID", "LAST ERROR"], right: [3, 4])
    for entry in entries {
      table.add([
        entry.accepted.local, entry.destination.rawValue, entry.classification, String(entry.bytes),
        String(entry.tries), String(entry.id.prefix(8)), entry.lastError,
      ])
    }
    if table.isEmpty { context.say("nothing waits") } else { Output.lines(table.lines) }
    return .done
  }

  static func json(_ entry: SpoolEntry) -> JSON {
    .pairs([
      "id": .string(entry.id), "accepted": .string(entry.accepted.iso8601(milliseconds: true)),
      "created": .string(entry.created.iso8601(milliseconds: true)),
      "destination": .string(entry.destination.rawValue), "url": .string(entry.url), "method": .string(entry.method),
      "channel": .string(entry.channel.rawValue), "classification": .string(entry.classification),
      "event_id": .string(entry.eventID), "bytes": .int(entry.bytes), "sha256": .string(entry.sha256),
      "tries": .int(entry.tries), "status": .int(entry.lastStatus), "error": .string(entry.lastError),
      "next_try": .text(entry.nextTry?.iso8601(milliseconds: true)),
    ])
  }
}

struct SpoolShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the exact body of a waiting record.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("The record's id, or its beginning.", valueName: "id"),
    completion: .custom(CompletionLists.waiting))
  var id: String

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let outbox = try OutboxOpening.forReading(context.stateDirectory)
    let entry = try find(id, in: outbox)
    do throws(OutboxFault) {
      if global.json {
        Output.json(SpoolListCommand.json(entry))
      } else if let request = try outbox?.body(id: entry.id) {
        Output.write(request.body)
        if Output.isTerminal { Output.write([UInt8(ascii: "\n")]) }
      }
    } catch {
      throw error.explanation
    }
    return .done
  }
}

struct SpoolRetryCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Try one waiting record, or all, now.",
    discussion: "A running agent does it; without one this command delivers by itself. Exits 75 while something waits.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("The record's id, or its beginning.", valueName: "id"),
    completion: .custom(CompletionLists.waiting))
  var id: String?

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    guard let outbox = try writable(context) else {
      if let id { throw unknown(id) }
      context.say("nothing waits")
      return .done
    }
    let one: SpoolEntry? = if let id { try find(id, in: outbox) } else { nil }
    do throws(OutboxFault) { _ = try outbox.retryNow(id: one?.id) } catch { throw error.explanation }
    if AgentHost.running(stateDirectory: context.stateDirectory) != nil {
      context.pokeAgent()
      context.say("the agent tries now")
      return .done
    }
    _ = try context.oneShot().deliver()
    let left: Int
    do throws(OutboxFault) { left = try outbox.summary().count } catch { throw error.explanation }
    context.say(left == 0 ? "nothing waits any more" : "\(left) still waiting, see `telemetry-tui spool ls`")
    return left == 0 ? .done : .waiting
  }
}

struct SpoolRemoveCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Drop a waiting record; the ledger keeps that it was dropped.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("The record's id, or its beginning.", valueName: "id"),
    completion: .custom(CompletionLists.waiting))
  var id: String

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    let outbox = try writable(context)
    let entry = try find(id, in: outbox)
    do throws(OutboxFault) {
      try outbox?.settle([.dropped(id: entry.id, reason: "removed by hand")])
    } catch {
      throw error.explanation
    }
    context.say("dropped \(entry.id)")
    return .done
  }
}

struct SpoolVerifyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the outbox file, the ledger and the kept bodies.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    guard let outbox = try OutboxOpening.forReading(context.stateDirectory) else {
      context.say("there is no outbox yet")
      return .done
    }
    let faults: [String]
    let ledger: LedgerReport
    do throws(OutboxFault) {
      faults = try outbox.integrityCheck()
      ledger = try outbox.verify()
    } catch {
      throw error.explanation
    }
    for fault in faults { Output.complain("the outbox is damaged, \(fault): \(outbox.path): run `spool repair`") }
    if let bad = ledger.firstBad {
      Output.complain("the ledger was changed, \(bad.why): row \(bad.seq): what came before it still holds")
    }
    guard faults.isEmpty, ledger.isGood else { return .badData }
    if !global.quiet { Output.line("the outbox holds: \(ledger.entries) ledger rows, \(ledger.bodies) bodies") }
    return .done
  }
}

struct SpoolRepairCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Save what can be read of a damaged outbox; the damaged file is set aside.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    guard AgentHost.running(stateDirectory: context.stateDirectory) == nil else {
      throw Explanation(
        "an agent is running", at: context.stateDirectory, remedy: "stop it before repairing", exit: .unavailable)
    }
    guard Files.exists(Outbox.path(in: context.stateDirectory)) else {
      context.say("there is no outbox yet")
      return .done
    }
    // Nobody may have the file open while another one takes its place: neither an agent nor what is left of one.
    let held = try [ProcessLock.Name.agent, .deliver].map { name throws(Explanation) in
      try Self.lock(name, context.stateDirectory)
    }
    defer { withExtendedLifetime(held) {} }
    do throws(OutboxFault) {
      let report = try Outbox.repair(directory: context.stateDirectory)
      context.say(
        "saved \(report.waiting) waiting records, \(report.ledger) ledger rows and \(report.bodies) bodies, "
          + "\(report.lost) lost; the damaged file is \(report.setAside)")
    } catch {
      throw error.explanation
    }
    return .done
  }

  private static func lock(_ name: ProcessLock.Name, _ directory: String) throws(Explanation) -> ProcessLock {
    do throws(SystemError) {
      if let lock = try ProcessLock.tryAcquire(directory: directory, name) { return lock }
    } catch {
      throw error.explanation
    }
    let pid = ProcessLock.holder(directory: directory, name).map { ", process \($0)," } ?? ""
    throw Explanation(
      "\(name == .agent ? "an agent" : "a deliverer")\(pid) is at work", at: directory,
      remedy: "wait until it left, or stop it", exit: .unavailable)
  }
}
