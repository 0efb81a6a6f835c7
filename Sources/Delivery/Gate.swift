import Outbox
import Report

/// What a gate decides on: the record without its body.
public typealias DeliveryCandidate = SpoolEntry

/// The last word before a record is handed to the network.
public enum GateVerdict: Sendable, Equatable {
  case allow
  /// It stays in the spool as it is. Nothing about it reaches the network, name resolution included.
  case hold(String)
  /// It moves to the ledger as withdrawn.
  case withdraw(String)
  /// It moves to the ledger as kept: it is to stay on this machine.
  case keep(String)
}

/// Where a delivery gets what it must not decide itself. Asked again for every record, never cached.
public protocol DeliverySurroundings {
  /// How to reach the destination of this record.
  func settings(for candidate: DeliveryCandidate) -> DeliverySettings
  /// The rules of a destination.
  func policy(for destination: Destination) -> DeliveryPolicy
  /// Destinations whose bodies are not kept once their record is settled.
  var discards: Set<Destination> { get }
  /// Whether the record may leave at this moment.
  func verdict(on candidate: DeliveryCandidate) -> GateVerdict
}

extension DeliverySurroundings {
  public func policy(for destination: Destination) -> DeliveryPolicy { DeliveryPolicy() }
  public var discards: Set<Destination> { [] }
}
