import Privacy
import Report

/// What becomes of the fields that came after consent was given.
struct NewerFields: Sendable, Equatable {
  enum Treatment: Sendable, Equatable {
    /// Left out until somebody agrees to them.
    case wait
    /// Left out for good: `[privacy] new-fields = never`.
    case stayOut
    /// Inside, and marked: what agreeing now would add.
    case show
  }

  /// The revision of the field set that was agreed to.
  var agreed: Int
  var treatment: Treatment

  /// Nobody agreed to anything, or to all there is: no field is newer.
  static let none = NewerFields(agreed: FieldRegistry.revision, treatment: .wait)

  /// The revision of the field set that a body may hold.
  var revision: Int {
    treatment == .show ? FieldRegistry.revision : min(agreed, FieldRegistry.revision)
  }

  /// Why a field is newer, nil when it is not.
  func reason(_ entry: FieldEntry?) -> String? {
    guard let entry, entry.since > agreed else { return nil }
    let why = treatment == .stayOut ? "privacy.new-fields = never" : "not agreed yet"
    return "new in revision \(entry.since), \(why)"
  }
}

extension AgentSettings {
  /// `[privacy] new-fields`: whether anybody is asked about fields that a new version brings.
  public var asksForNewFields: Bool { configuration.string("privacy", "new-fields") != "never" }

  /// `assumed`: for a preview, as if everything were agreed to now.
  func newerFields(_ agreement: Agreement?, assumed: Bool) -> NewerFields {
    guard let agreement else { return .none }
    let treatment: NewerFields.Treatment = !asksForNewFields ? .stayOut : assumed ? .show : .wait
    return NewerFields(agreed: agreement.revision, treatment: treatment)
  }

  /// What decides how much of the field set a report holds.
  func fieldSet(_ agreement: Agreement?) -> [String] {
    [String(FieldRegistry.revision), String(agreement?.revision ?? 0), asksForNewFields ? "ask" : "never"]
  }
}
