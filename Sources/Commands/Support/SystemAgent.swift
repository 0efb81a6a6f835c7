import Agent
import Platform
import Report
import Settings

/// The system's agent as commands use it, for a person who may talk to it and may not read its files.
struct SystemAgent {
  let agent: AgentConnection

  /// Milliseconds: asking the node takes seconds, checking a large ledger minutes.
  private static let patience: Int64 = 20_000, longPatience: Int64 = 30 * 60_000

  /// The answer; a failure is thrown.
  func ask(_ request: AgentRequest) throws(Explanation) -> AgentReply {
    let isLong = request == .verify || request == .drain
    let reply = try agent.ask(request, within: isLong ? Self.longPatience : Self.patience)
    if case .failed(let explanation) = reply { throw explanation }
    return reply
  }

  /// Has something done.
  /// - Returns: what the agent says of it, a line each.
  func lines(_ request: AgentRequest) throws(Explanation) -> [String] {
    guard case .done(let text) = try ask(request) else { throw Self.strange }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func status() throws(Explanation) -> AgentStatus {
    guard case .status(var status) = try ask(.status) else { throw Self.strange }
    status.daemon = agent.daemon
    return status
  }

  func settings() throws(Explanation) -> [SettingRow] {
    guard case .settings(let rows) = try ask(.settings) else { throw Self.strange }
    return rows
  }

  /// `[privacy] new-fields` of the agent.
  func newFields() throws(Explanation) -> NewFieldsChoice {
    try settings().first { $0.name == NewFieldsChoice.setting }.flatMap { NewFieldsChoice(rawValue: $0.value) } ?? .ask
  }

  func preview(_ destination: Destination, hypothetical: Bool) throws(Explanation) -> Preview {
    guard case .preview(let preview) = try ask(.preview(destination, hypothetical: hypothetical)) else {
      throw Self.strange
    }
    return preview
  }

  /// A record by its id or the beginning of it.
  func record(_ id: String) throws(Explanation) -> RecordDetail {
    guard case .record(let detail) = try ask(.record(id: id)) else { throw Self.strange }
    return detail
  }

  func spool(_ query: PageQuery) throws(Explanation) -> Page<WaitingRow> {
    guard case .spool(let page) = try ask(.spool(query)) else { throw Self.strange }
    return page
  }

  func journal(_ query: PageQuery) throws(Explanation) -> Page<SettledRow> {
    guard case .journal(let page) = try ask(.journal(query)) else { throw Self.strange }
    return page
  }

  /// Waiting records, oldest first, at most so many.
  func waiting(limit: Int) throws(Explanation) -> [WaitingRow] {
    var rows: [WaitingRow] = []
    var start = PageQuery.Start.first
    while rows.count < limit {
      let page = try spool(PageQuery(start, limit: min(limit - rows.count, 1000)))
      rows += page.rows
      guard !page.isEnd, let last = page.rows.last else { break }
      start = .after(last.key)
    }
    return rows
  }

  /// The rows of the journal, newest first, given out page by page until `isEnough`.
  func journal(_ take: (SettledRow) -> Void, until isEnough: () -> Bool) throws(Explanation) {
    var start = PageQuery.Start.first
    while !isEnough() {
      let page = try journal(PageQuery(start, limit: 1000))
      for row in page.rows where !isEnough() { take(row) }
      guard !page.isEnd, let last = page.rows.last else { return }
      start = .after(last.key)
    }
  }

  /// An answer of another version.
  static let strange = Explanation(
    "the agent's answer was not understood", at: "control socket",
    remedy: "restart the agent, so that both are of the same version", exit: .failed)

  /// What the socket has no request for.
  static func onlyForFiles(_ what: String) -> Explanation {
    Explanation(
      "\(what) needs the agent's own files", at: "control socket", remedy: "run it as root or as the agent's user",
      exit: .noPermission)
  }
}
