import Platform
import Report

/// One record in full: what is known about it, and its exact request.
public struct RecordDetail: Sendable, Equatable {
  public var id: String
  public var isWaiting: Bool
  public var destination: Destination
  public var sha256: String
  /// Labels and what stands behind them, in the order they are read.
  public var facts: [Fact]
  /// nil when its body is no longer kept.
  public var request: SealedRequest?
  /// The row of the list it stands in, as that list's JSON shows it: one of the two.
  public var waiting: WaitingRow?
  public var settled: SettledRow?
  /// Of a report that went out as several requests, the last one sent: the bodies of the others. nil when they are not
  /// all kept, or too large to be handed over.
  public var others: [[UInt8]]? = []

  public struct Fact: Sendable, Equatable {
    public var label: String
    public var text: String

    public init(_ label: String, _ text: String) {
      self.label = label
      self.text = text
    }
  }

  public init(
    id: String, isWaiting: Bool, destination: Destination, sha256: String, facts: [Fact], request: SealedRequest?,
    waiting: WaitingRow? = nil, settled: SettledRow? = nil
  ) {
    self.id = id
    self.isWaiting = isWaiting
    self.destination = destination
    self.sha256 = sha256
    self.facts = facts
    self.request = request
    self.waiting = waiting
    self.settled = settled
  }
}

/// How far long work has come.
public struct Progress: Sendable, Equatable {
  /// `rows checked`, `records delivered`.
  public var what: String
  public var done: Int
  public var total: Int

  public init(_ what: String, done: Int, of total: Int) {
    self.what = what
    self.done = done
    self.total = total
  }
}
