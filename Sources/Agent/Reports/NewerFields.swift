import Privacy
import Report
import Settings

/// What becomes of the fields that came after consent was given.
struct NewerFields: Sendable, Equatable {
  enum Treatment: Sendable, Equatable {
    /// Left out until somebody agrees to them.
    case wait
    /// Left out for good: `[privacy] new-fields = never`.
    case stayOut
    /// Inside, and marked: what agreeing now would add.
    case show
    /// Inside, marked and written down: `[privacy] new-fields = accept`.
    case accept
  }

  /// The revision of the field set that was agreed to.
  var agreed: Int
  var treatment: Treatment

  /// Nobody agreed to anything, or to all there is: no field is newer.
  static let none = NewerFields(agreed: FieldRegistry.revision, treatment: .wait)

  /// The revision of the field set that a body may hold.
  var revision: Int {
    isInside ? FieldRegistry.revision : min(agreed, FieldRegistry.revision)
  }

  /// Whether they are in the body.
  var isInside: Bool { treatment == .show || treatment == .accept }

  func isNewer(_ entry: FieldEntry) -> Bool { entry.since > agreed }

  /// Why a field is newer, nil when it is not.
  func reason(_ entry: FieldEntry?) -> String? {
    guard let entry, isNewer(entry) else { return nil }
    let why =
      switch treatment {
      case .wait, .show: "not agreed yet"
      case .stayOut: NewFieldsChoice.never.line
      case .accept: NewFieldsChoice.accept.line
      }
    return "new in revision \(entry.since), \(why)"
  }
}

extension AgentSettings {
  /// `assumed`: for a preview, as if everything were agreed to now.
  func newerFields(_ agreement: Agreement?, assumed: Bool) -> NewerFields {
    guard let agreement else { return .none }
    let treatment: NewerFields.Treatment =
      switch configuration.newFields {
      case .never: .stayOut
      case .ask: assumed ? .show : .wait
      case .accept: .accept
      }
    return NewerFields(agreed: agreement.revision, treatment: treatment)
  }

  /// What decides how much of the field set a report holds.
  func fieldSet(_ agreement: Agreement?) -> [String] {
    [String(FieldRegistry.revision), String(agreement?.revision ?? 0), configuration.newFields.rawValue]
  }
}
