import Agent
import Platform
import Settings

/// The option table with the values in force.
struct SettingsModel: Sendable {
  private(set) var all: [SettingRow] = []
  private(set) var rows: [SettingRow] = []
  private(set) var isFilled = false
  var failure: Explanation?
  var list = ListState()
  var filter = "" { didSet { if filter != oldValue { rebuild() } } }

  var selected: SettingRow? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  mutating func accept(_ new: [SettingRow]) {
    let name = selected?.name
    isFilled = true
    failure = nil
    all = new
    rebuild()
    if let line = rows.firstIndex(where: { $0.name == name }) { list.selected = line }
  }

  private mutating func rebuild() {
    rows = all.filter { Filter.matches(filter, "\($0.name) \($0.isDefault ? "default" : "set") \($0.value)") }
  }

  /// Why the option does not take the value, nil when it does: looked at before anything is written.
  static func refusal(_ name: String, _ value: String) -> String? {
    do throws(SettingsFault) {
      let key = try KeyName.parse(name)
      return key.option.kind.canonical(value) == nil ? "not written: give \(key.option.allowed)" : nil
    } catch {
      return error.explanation.what
    }
  }
}
