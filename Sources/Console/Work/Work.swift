import Agent
import Platform
import Terminal

/// Long work under way: what it is, how far it is, how it is stopped.
struct Work: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// The agent does it; `request` is known once it was handed over.
    case agent(request: Int?)
    /// Rows of a list, written to a file page by page.
    case export(view: ViewID, path: String, filter: String)
  }

  var title: String
  var kind: Kind
  var progress: Progress?
  var isStopping = false

  /// `checking the ledger: 12 000 of 1 000 000 rows checked, 1 %`.
  func text(_ glyphs: Glyphs) -> String {
    guard let progress else { return isStopping ? "stopping: \(title)" : title + glyphs.ellipsis }
    func number(_ count: Int) -> String { Digits.grouped(String(count), separator: glyphs.digitGap) }
    let share = progress.total > 0 ? ", \(min(100, progress.done * 100 / progress.total)) %" : ""
    let text = "\(title): \(number(progress.done)) of \(number(progress.total)) \(progress.what)\(share)"
    return isStopping ? "stopping, \(text)" : text
  }
}

extension ConsoleState {
  /// Has the agent do something long.
  mutating func begin(_ title: String, _ request: AgentRequest) -> [Effect] {
    if let work {
      message = .attention("not now: \(work.title); Esc stops it")
      return []
    }
    work = Work(title: title, kind: .agent(request: nil))
    message = nil
    return [.submit(request, .work)]
  }

  /// Writes a list to a file: what the view shows, the whole of it.
  mutating func beginExport(_ view: ViewID, to path: String) -> [Effect] {
    if let work {
      message = .attention("not now: \(work.title); Esc stops it")
      return []
    }
    let filter = view == .spool ? spool.filter : journal.filter
    work = Work(title: "writing \(path)", kind: .export(view: view, path: path, filter: filter))
    return [.beginFile(path: path)] + askForExport(view, view == .spool ? .first : .last, filter)
  }

  private func askForExport(_ view: ViewID, _ start: PageQuery.Start, _ filter: String) -> [Effect] {
    let query = PageQuery(start, limit: 500, filter: filter)
    return [.submit(view == .spool ? .spool(query) : .journal(query), .export)]
  }

  /// A page of rows has come: written, and the next one asked for. The journal is written oldest first.
  mutating func exportSpool(_ page: Page<WaitingRow>) -> [Effect] {
    export(page, page.rows.map { JSONLine.of($0.json) }, isLast: page.isEnd, next: page.reached ?? page.rows.last?.key)
  }

  mutating func exportJournal(_ page: Page<SettledRow>) -> [Effect] {
    export(
      page, page.rows.reversed().map { JSONLine.of($0.json) }, isLast: page.isStart,
      next: page.reached ?? page.rows.first?.key)
  }

  private mutating func export<Row>(
    _ page: Page<Row>, _ lines: [[UInt8]], isLast: Bool, next: Int64?
  ) -> [Effect] {
    guard var now = work, case .export(let view, let path, let filter) = now.kind else { return [] }
    if now.isStopping {
      work = nil
      message = .attention("stopped: \(path) was not kept")
      return [.endFile(keep: false)]
    }
    let done = (now.progress?.done ?? 0) + lines.count
    now.progress = Progress("rows written", done: done, of: max(done, page.total))
    work = now
    let write: [Effect] = lines.isEmpty ? [] : [.appendFile(Array(lines.joined()))]
    guard !isLast, let next else {
      work = nil
      message = .good("wrote \(done) rows to \(path)")
      return write + [.endFile(keep: true)]
    }
    return write + askForExport(view, view == .spool ? .after(next) : .before(next), filter)
  }

  mutating func acceptProgress(_ progress: Progress) { work?.progress = progress }

  /// Esc: what runs is stopped, once.
  mutating func stopWork() -> [Effect] {
    guard let now = work, !now.isStopping else { return [] }
    work?.isStopping = true
    guard case .agent(let request?) = now.kind else { return [] }
    return [.submit(.cancel(request: request), .quiet)]
  }

  /// The last word of the agent's long work.
  mutating func workEnded(_ message: Message) -> [Effect] {
    work = nil
    self.message = message
    return [.submit(.status, .status)]
  }
}
