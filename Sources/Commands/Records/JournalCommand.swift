import Agent
import ArgumentParser
import Outbox
import Platform
import Report

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Show what left this machine, or why it did not.",
    subcommands: [
      JournalListCommand.self, JournalShowCommand.self, JournalVerifyCommand.self, JournalExportCommand.self,
    ],
    defaultSubcommand: JournalListCommand.self)
}

struct JournalListCommand: Command {
  static let configuration = CommandConfiguration(commandName: "ls", abstract: "List the ledger's rows, oldest first.")

  @OptionGroup var global: GlobalOptions
  @Option(
    name: .customShort("r"), help: ArgumentHelp("Only this record (or ids that begin so).", valueName: "id"),
    completion: .custom(CompletionLists.settled))
  var record: String?
  @Option(name: .customShort("e"), help: ArgumentHelp("Only this event.", valueName: "event")) var event: String?
  @Option(
    name: .customShort("c"), help: ArgumentHelp("Only this classification (`*` matches all).", valueName: "class"))
  var classification: String?
  @Option(
    name: .customShort("b"),
    help: ArgumentHelp("Only what was written in this boot, by the kernel's id.", valueName: "boot"))
  var boot: String?
  @Flag(name: .customShort("i"), help: "Print the bodies too.") var bodies = false
  @Flag(name: .customShort("V"), help: "Print every column.") var verbose = false
  @Option(name: .long, help: ArgumentHelp("At most so many, the newest.", valueName: "count")) var limit = 100

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      try tell(try rows(of: system)) { id throws(Explanation) in try system.record(id).request }
      return .done
    }
    guard let outbox = try OutboxOpening.forReading(context.stateDirectory) else {
      if global.json { Output.json(.array([])) } else { context.say("nothing was ever sent from here") }
      return .done
    }
    let rows: [SettledRow]
    do throws(OutboxFault) { rows = try self.rows(of: outbox) } catch { throw error.explanation }
    try tell(rows) { id throws(Explanation) in
      do throws(OutboxFault) { return try outbox.body(id: id) } catch { throw error.explanation }
    }
    return .done
  }

  /// The rows that the options ask for, oldest first.
  private func rows(of outbox: Outbox) throws(OutboxFault) -> [SettledRow] {
    let boots = try Boots(outbox)
    let wanted = max(0, limit)
    var filter = LedgerFilter(
      idPrefix: record, eventID: event, classification: classification, limit: boot == nil ? wanted : 500)
    var found: [LedgerEntry] = []
    while found.count < wanted {
      let page = try outbox.ledger(filter)
      found += page.filter { boot == nil || boots.id(at: $0.time) == boot }.prefix(wanted - found.count)
      guard page.count == filter.limit, let last = page.last else { break }
      filter.beyond = last.seq
    }
    return found.reversed().map(SettledRow.init)
  }

  /// The rows that the options ask for, oldest first, by way of the agent.
  private func rows(of system: SystemAgent) throws(Explanation) -> [SettledRow] {
    var rows: [SettledRow] = []
    let wanted = max(0, limit)
    let boots: Boots
    // The agent of the system does not tell which boots it has seen: the present one is known anyway.
    do throws(OutboxFault) { boots = try Boots(nil) } catch { throw error.explanation }
    if let boot, boots.id(at: .now()) != boot {
      throw Explanation("only root can tell the rows of an earlier boot apart", at: boot, exit: .noPermission)
    }
    try system.journal(
      { row in
        if isWanted(row), boot == nil || boots.id(at: row.time) == boot { rows.append(row) }
      }, until: { rows.count >= wanted })
    return rows.reversed()
  }

  private func isWanted(_ row: SettledRow) -> Bool {
    if let record, !row.id.hasPrefix(record) { return false }
    if let event, row.eventID != event || event.isEmpty { return false }
    return classification.map { Glob.matches($0, row.classification) } ?? true
  }

  private func tell(
    _ rows: [SettledRow], _ body: (String) throws(Explanation) -> SealedRequest?
  ) throws(Explanation) {
    if global.json { return Output.json(.array(rows.map(\.json))) }
    var head = ["TIME", "RESULT", "TO", "CLASSIFICATION", "BYTES", "STATUS", "ID"]
    if verbose { head += ["CHANNEL", "EVENT", "SHA-256", "TRIES", "REASON"] }
    var table = TextTable(head, right: [4, 5])
    for row in rows {
      var cells = [
        row.time.local, row.result, row.destination.rawValue, row.what, String(row.bytes),
        row.status == 0 ? "-" : String(row.status), verbose ? row.id : String(row.id.prefix(8)),
      ]
      if verbose { cells += [row.channel.rawValue, row.eventID, row.sha256, String(row.tries), row.reason] }
      table.add(cells)
    }
    guard !table.isEmpty else { return }
    let lines = table.lines
    Output.line(lines[0])
    for (line, row) in zip(lines.dropFirst(), rows) {
      Output.line(line)
      if bodies, let request = try body(row.id) {
        Output.line("  " + String(decoding: request.body, as: UTF8.self))
      }
    }
  }
}

struct JournalShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one row, and with --body the exact bytes that left.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp("The record's id, or its beginning.", valueName: "id"),
    completion: .custom(CompletionLists.settled))
  var id: String
  @Flag(name: .long, help: "Print the exact body, and nothing else.") var body = false

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      try show(try system.record(id))
      return .done
    }
    guard let outbox = try OutboxOpening.forReading(context.stateDirectory) else { throw unknown }
    let found: [LedgerEntry]
    let request: SealedRequest?
    do throws(OutboxFault) {
      found = try outbox.findSettled(prefix: id, limit: 2)
      request = try found.first.flatMap { row throws(OutboxFault) in try outbox.body(id: row.id) }
    } catch {
      throw error.explanation
    }
    guard let row = found.first else { throw unknown }
    guard found.count == 1 else {
      throw Explanation("more than one record begins so", at: id, remedy: "give more of the id", exit: .usage)
    }
    if body {
      try write(request, of: row.id)
    } else if global.json {
      Output.json(SettledRow(row).json)
    } else {
      RecordText.print(row, request)
    }
    return .done
  }

  private func write(_ request: SealedRequest?, of id: String) throws(Explanation) {
    guard let request else {
      throw Explanation(
        "its body is no longer kept", at: id, remedy: "the ledger keeps the newest 64 MB of bodies", exit: .noInput)
    }
    Output.write(request.body)
  }

  /// What the agent says of a record.
  private func show(_ detail: RecordDetail) throws(Explanation) {
    guard let row = detail.settled else { throw unknown }
    if body { return try write(detail.request, of: row.id) }
    if global.json { return Output.json(row.json) }
    for fact in detail.facts {
      Output.line(fact.label + String(repeating: " ", count: max(1, 13 - fact.label.count)) + fact.text)
    }
    RecordText.printHeaders(detail.request)
  }

  private var unknown: Explanation {
    Explanation("no such record", at: id, remedy: "list them with `telemetry-tui journal`", exit: .noInput)
  }
}

/// One ledger row and its request, for people.
enum RecordText {
  static func print(_ row: LedgerEntry, _ request: SealedRequest?) {
    let pairs: [(String, String)] = [
      ("id", row.id), ("row", String(row.seq)), ("time", row.time.local), ("result", row.result.rawValue),
      ("status", String(row.status)), ("reason", row.reason), ("request", "\(row.method) \(row.url)"),
      ("bytes", String(row.bytes)), ("sha256", row.sha256), ("tries", String(row.tries)),
      ("destination", row.destination.rawValue), ("channels", row.channels.map(\.rawValue).joined(separator: ", ")),
      ("source", row.source.rawValue), ("class", row.classification), ("event", row.eventID),
      ("created", row.created.local), ("revision", String(row.revision)),
      ("new fields", row.newFields.isEmpty ? "" : NewFieldsWords.accepted(row.newFields)),
      ("receipt", row.receipt?.words ?? ""),
    ]
    for (label, text) in pairs where !text.isEmpty {
      Output.line(label + String(repeating: " ", count: max(1, 13 - label.count)) + text)
    }
    printHeaders(request)
  }

  static func printHeaders(_ request: SealedRequest?) {
    guard let request else { return Output.line("body         no longer kept") }
    for header in request.headers { Output.line("header       \(header.name): \(header.value)") }
  }
}

struct JournalVerifyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the ledger's hash chain, the kept bodies and the receipts.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system { return try verify(by: system) }
    guard let outbox = try OutboxOpening.forReading(context.stateDirectory) else {
      context.say("there is no ledger yet")
      return .done
    }
    let report: LedgerReport
    let receipts: ReceiptReport
    do throws(OutboxFault) {
      report = try outbox.verify()
      receipts = try outbox.verifyReceipts()
    } catch {
      throw error.explanation
    }
    if global.json {
      Output.json(
        .pairs([
          "entries": .int(report.entries), "bodies": .int(report.bodies), "head": .string(report.head),
          "good": .bool(report.isGood), "first_bad": report.firstBad.map { .int($0.seq) } ?? .null,
          "reason": .text(report.firstBad?.why), "receipts": receipts.json,
        ]))
    } else if let bad = report.firstBad {
      Output.complain("the ledger was changed, \(bad.why): row \(bad.seq): what came before it still holds")
    } else if !global.quiet {
      let signed = receipts.good == 0 ? "" : ", \(receipts.words)"
      Output.line("\(report.entries) rows and \(report.bodies) bodies hold\(signed), head \(report.head)")
    }
    if !global.json {
      if let complaint = receipts.complaint { Output.complain(complaint.line) }
      if let warning = receipts.warning { Output.complain(warning) }
    }
    return report.isGood ? receipts.complaint?.exit ?? .done : .badData
  }

  /// The agent's word; a changed ledger is its failure.
  private func verify(by system: SystemAgent) throws(Explanation) -> ExitStatus {
    let text = try system.lines(.verify).joined(separator: " ")
    if global.json {
      Output.json(.pairs(["good": .bool(true), "reason": .string(text)]))
    } else if !global.quiet {
      Output.line(text)
    }
    return .done
  }
}

struct JournalExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print the whole ledger as JSON lines, oldest first.")

  @OptionGroup var global: GlobalOptions

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    if let system = context.system {
      try export(from: system)
      return .done
    }
    guard let outbox = try OutboxOpening.forReading(context.stateDirectory) else { return .done }
    var last: Int64 = 0
    do throws(OutboxFault) {
      while true {
        let page = try outbox.ledger(LedgerFilter(beyond: last, limit: 500), order: .oldestFirst)
        guard let end = page.last else { return .done }
        for row in page { write(SettledRow(row)) }
        last = end.seq
      }
    } catch {
      throw error.explanation
    }
  }

  private func write(_ row: SettledRow) { Output.write(JSONWriter.bytes(row.json) + [UInt8(ascii: "\n")]) }

  private func export(from system: SystemAgent) throws(Explanation) {
    var start = PageQuery.Start.last
    while true {
      let page = try system.journal(PageQuery(start, limit: 1000))
      // Pages are in the order of the list, which is the newest first.
      for row in page.rows.reversed() { write(row) }
      guard !page.isStart, let newest = page.rows.first else { return }
      start = .before(newest.key)
    }
  }
}
