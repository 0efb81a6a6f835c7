import Agent
import ArgumentParser
import Glibc
import Outbox
import Platform

struct TelemctlJournalCommand: TelemctlVerb {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "List what left, or why it did not, in telem_journal's form, oldest first.")

  @OptionGroup var global: GlobalOptions
  @Option(
    name: [.customShort("r"), .customLong("record_id")], parsing: .unconditional,
    help: ArgumentHelp("Only this record (or ids that begin so).", valueName: "id"))
  var record: String?
  @Option(
    name: [.customShort("e"), .customLong("event_id")], parsing: .unconditional,
    help: ArgumentHelp("Only this event.", valueName: "id"))
  var event: String?
  @Option(
    name: [.customShort("c"), .customLong("classification")], parsing: .unconditional,
    help: ArgumentHelp("Only this classification, or with /* at its end those that begin so.", valueName: "class"))
  var classification: String?
  @Option(
    name: [.customShort("b"), .customLong("boot_id")], parsing: .unconditional,
    help: ArgumentHelp("Only this boot.", valueName: "id"))
  var boot: String?
  @Flag(name: [.customShort("i"), .customLong("include_record")], help: "Print the body after each line.")
  var bodies = false
  @Flag(
    name: [.customShort("V"), .customLong("verbose")], help: "Print a heading, and the number of records at the end.")
  var verbose = false

  func execute(_ context: CommandContext) throws(Explanation) -> ExitStatus {
    try requireRoot(context)
    if verbose {
      Output.line(
        JournalLine.padded(
          [("Classification", 30), ("Time stamp", 27), ("Record ID", 32), ("Event ID", 32), ("Boot ID", 36)]))
    }
    var total = 0
    do throws(Explanation) {
      if let outbox = try OutboxOpening.forReading(context.stateDirectory) { total = try list(outbox) }
    } catch {
      throw Explanation("Unable to open journal", at: error.line, exit: .failed)
    }
    if verbose { Output.line("Total records: \(total)") }
    return .done
  }

  private func list(_ outbox: Outbox) throws(Explanation) -> Int {
    var total = 0
    var last: Int64 = 0
    do throws(OutboxFault) {
      let boots = try Boots(outbox)
      while true {
        let page = try outbox.ledger(
          LedgerFilter(idPrefix: record, eventID: event, beyond: last, limit: 500), order: .oldestFirst)
        guard let end = page.last else { return total }
        last = end.seq
        for row in page where isWanted(row.classification) {
          let bootID = boots.id(at: row.time) ?? "-"
          guard boot == nil || boot == bootID else { continue }
          total += 1
          Output.line(JournalLine(row, boot: bootID).text)
          if bodies, let request = try outbox.body(id: row.id) { printBody(request.body) }
        }
      }
    } catch {
      throw error.explanation
    }
  }

  private func isWanted(_ text: String) -> Bool {
    guard let classification else { return true }
    if classification.hasSuffix("/*") { return text.hasPrefix(classification.dropLast()) }
    return text == classification
  }

  private func printBody(_ body: [UInt8]) {
    for line in String(decoding: body, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      Output.line(String(line))
    }
  }
}

/// A row as telem_journal printed it.
struct JournalLine {
  let text: String

  /// `%-30s %s %s %s %s`: classification, local time, record id, event id, boot id; - for what there is none of.
  init(_ row: LedgerEntry, boot: String) {
    let event = row.eventID.isEmpty ? "-" : row.eventID
    text = Self.padded([(row.classification, 30), (Self.local(row.time), 0), (row.id, 0), (event, 0), (boot, 0)])
  }

  static func padded(_ fields: [(text: String, width: Int)]) -> String {
    fields.map { $0.text + String(repeating: " ", count: max(0, $0.width - $0.text.count)) }.joined(separator: " ")
  }

  /// `Sat 2026-11-21 06:07:32 UTC`
  private static func local(_ time: Timestamp) -> String {
    var clock = time_t(time.seconds)
    var parts = tm()
    var buffer = [CChar](repeating: 0, count: 128)
    guard localtime_r(&clock, &parts) != nil else { return time.iso8601() }
    let count = strftime(&buffer, buffer.count, "%a %Y-%m-%d %H:%M:%S %Z", &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
