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
}

/// Where a delivery gets what it must not decide itself. Asked again for every record, never cached.
public protocol DeliverySurroundings {
  /// How to reach the destination.
  func settings(for destination: Destination) -> DeliverySettings
  /// Whether the record may leave at this moment.
  func verdict(on candidate: DeliveryCandidate) -> GateVerdict
}
