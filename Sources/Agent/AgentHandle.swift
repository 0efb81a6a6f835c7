import Platform
import Report
import Settings

/// What a front room may ask of the agent.
public enum AgentRequest: Sendable, Equatable {
  case status
  /// All Info answers of the node, now.
  case live
  /// The next report for a destination: as consent and channels are (`hypothetical` false), or as if all were on.
  case preview(Destination, hypothetical: Bool)
  /// Makes the next report (or takes the one that was shown) and delivers it now.
  case report(Destination)
  /// Accepts exactly the record that `preview` showed, named by its id, into the outbox and delivers it now.
  case send(recordID: String)
  /// Consent for destinations, by the person who holds the console; an empty list means every configured one.
  /// `newFields`: what shall become of fields that come later, for all destinations; nil leaves that as it is.
  case agree([Destination], licence: String?, newFields: NewFieldsChoice? = nil)
  case withdraw
  case setChannel(Channel, on: Bool)
  /// Try what waits now.
  case retry
  /// Read consent and configuration again: somebody changed them.
  case reload
  /// A part of what waits, oldest first.
  case spool(PageQuery)
  /// A part of what is settled, newest first.
  case journal(PageQuery)
  /// One record in full, waiting or settled, by its id or the beginning of it.
  case record(id: String)
  /// The last report the destination accepted, in full.
  case lastSent(Destination)
  /// The newest events, at most so many.
  case events(limit: Int)
  case settings
  /// Writes a setting into the file that `config set` edits; nil takes it out. In force at once.
  case setSetting(name: String, value: String?)
  /// Try one waiting record now.
  case retryRecord(id: String)
  /// Take one waiting record out of the spool; the ledger says who did.
  case drop(id: String)
  case rotateMachineID
  /// Check the whole ledger. Long: tells its progress.
  case verify
  /// Deliver all that waits. Long: tells its progress.
  case drain
  /// Stop the long work that this request began.
  case cancel(request: Int)
  /// Any scripted command, without the program's name; the reply is its text.
  case command(String)

  /// Looks and changes nothing: what somebody may ask who may only read.
  public var isReading: Bool {
    switch self {
    case .status, .live, .preview, .spool, .journal, .record, .lastSent, .events, .settings, .verify, .cancel: true
    case .report, .send, .agree, .withdraw, .setChannel, .retry, .reload, .setSetting, .retryRecord, .drop,
      .rotateMachineID, .drain, .command:
      false
    }
  }
}

/// What the agent answers. Exactly one reply a request, unless the agent dies first; long work tells its progress any
/// number of times before that.
public enum AgentReply: Sendable, Equatable {
  case status(AgentStatus)
  case live(NodeSnapshot)
  case preview(Preview)
  case spool(Page<WaitingRow>)
  case journal(Page<SettledRow>)
  case record(RecordDetail)
  case events([Event])
  case settings([SettingRow])
  /// Unasked, at the beginning: what the connection is good for, when that is not everything.
  case access(AgentAccess)
  /// Not the last word.
  case progress(Progress)
  /// It was done: one line for the status line, or a command's output.
  case done(String)
  case failed(Explanation)
}

/// What a front room may do with the agent it has.
public enum AgentAccess: String, Sendable, Equatable {
  case full
  /// Who holds it may only look.
  case readOnly
  /// No agent answers: what is shown comes from the outbox.
  case offline
  /// No agent answers, and who looks may not read its outbox.
  case gone
}

/// The agent as a front room sees it: in this process or behind a control socket, it cannot tell which.
/// Never blocks: requests are handed over, replies are collected when `descriptor` becomes readable.
public protocol AgentHandle: AnyObject {
  /// `daemon 4711` or `this process`.
  var label: String { get }
  var access: AgentAccess { get }
  /// Readable while replies wait.
  var descriptor: Int32 { get }
  /// Hands the request over and returns its number.
  @discardableResult func submit(_ request: AgentRequest) -> Int
  /// The replies that have come, with the numbers of their requests. Number 0 is an unasked status.
  func collect() -> [(request: Int, reply: AgentReply)]
}

extension AgentHandle {
  public var access: AgentAccess { .full }
}
