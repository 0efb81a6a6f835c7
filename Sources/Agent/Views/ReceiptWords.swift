import Outbox
import Platform
import Report

extension Receipt {
  /// For people: when the destination took it by its own clock, and with which key it says so.
  public var words: String { "taken \(moment.local), signed by \(key)" }
}

extension ReceiptReport {
  /// Why the check failed, in the order of what weighs most; nil when every receipt holds, or there is none.
  public var complaint: Explanation? {
    if let bad = firstBad {
      let more = self.bad > 1 ? ", and \(self.bad - 1) more rows" : ""
      return Explanation(
        "a receipt does not hold, \(bad.why)", at: "row \(bad.seq)\(more)",
        remedy: "the destination may deny that it took these records", exit: .badData)
    }
    return unchecked > 0 ? trouble : nil
  }

  /// What is no fault of a receipt but asks for a look; nil when there is nothing.
  public var warning: String? {
    firstOther.map {
      "\($0.why) and not with its first key: row \($0.seq): ask who runs it whether the key was changed"
    }
  }

  /// `412 receipts hold, 3 records have none`.
  public var words: String {
    let without = none == 0 ? "" : ", \(none) sent record\(none == 1 ? " has" : "s have") none"
    return "\(good) receipt\(good == 1 ? " holds" : "s hold")\(without)"
  }

  public var json: JSON {
    .pairs([
      "good": .int(good), "bad": .int(bad), "none": .int(none), "other_key": .int(otherKey),
      "unchecked": .int(unchecked), "first_bad": firstBad.map { .int($0.seq) } ?? .null,
      "reason": .text(complaint?.line ?? warning),
    ])
  }
}
