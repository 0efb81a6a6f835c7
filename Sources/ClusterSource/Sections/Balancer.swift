import Report

/// `balancer status`.
struct BalancerStatus: Answer {
  private var status = JSON.null

  var shape: JSONShape { .object(["active": .whole, "mode": .whole]) }

  mutating func take(_ piece: JSONPiece) { if case .document(let status) = piece { self.status = status } }

  /// The mode that is set. The module itself always sends an empty one.
  func section() throws(SectionFault) -> JSON {
    guard let active = status["active"]?.boolValue else { throw .missing("active") }
    return .pairs(["active": .bool(active), "mode": .string(status["mode"]?.stringValue ?? "")])
  }
}
