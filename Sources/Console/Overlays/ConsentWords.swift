import Agent
import Settings

extension NewFieldsChoice {
  /// What the choice means, in a sentence.
  var promise: String {
    switch self {
    case .never: "they stay out, nobody asks; for every destination"
    case .ask: "they wait until you agree again; for every destination"
    case .accept: "they are sent without asking, and status and journal say which; for every destination"
    }
  }
}

extension ConsentForm {
  /// What agreeing now does with the fields that came since somebody agreed last; nil when there are none.
  func news(_ status: AgentStatus?) -> String? {
    guard let known = status?.destinations.first(where: { $0.destination == choice.destination }) else { return nil }
    let count = known.newFields.count + known.acceptedFields.count
    guard count > 0 else { return nil }
    let fields = "\(count == 1 ? "1 field" : "\(count) fields") new since you agreed last"
    return newFields == .never ? "\(fields), left out from now on" : "\(fields), inside from now on"
  }
}
