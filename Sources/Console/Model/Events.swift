import Agent
import Platform
import Report
import Terminal

/// Everything that can change the state.
enum ConsoleEvent {
  case input(InputEvent)
  case reply(request: Int, AgentReply)
  /// A request was handed over and got this number.
  case submitted(Int, Purpose)
  /// The agent has another name: another process answers now, and knows nothing of what was asked before.
  case attached(label: String, access: AgentAccess)
  /// Time passed: the wall clock, and the monotonic one in milliseconds.
  case clock(Timestamp, monotonic: Int64)
  /// An effect was carried out, or could not be.
  case finished(Message)
  /// The file that was being written could not be.
  case fileFailed(Explanation)
}

/// Everything the state can ask the world to do.
enum Effect: Equatable {
  case submit(AgentRequest, Purpose)
  case copy([UInt8])
  case write(path: String, bytes: [UInt8])
  /// A new file that grows, and its end: kept, or removed because nobody wants the part of it.
  case beginFile(path: String)
  case appendFile([UInt8])
  case endFile(keep: Bool)
  case repaint
  case suspend
  case quit
}

/// What a request was for: where its reply goes.
enum Purpose: Equatable, Sendable {
  case status
  case live
  case preview(hypothetical: Bool)
  /// For the consent form's line about the payload.
  case consentPayload
  case send
  case agree
  /// The status line says what came of it.
  case action
  case commandOutput(title: String)
  case spoolPage(PageQuery)
  case journalPage(PageQuery)
  case record
  case settings
  case events
  /// To count what each channel carries.
  case channelFields(Destination)
  /// The last report that was sent, to compare with.
  case baseline
  case work
  case export
  /// Nobody waits for the answer.
  case quiet
}
