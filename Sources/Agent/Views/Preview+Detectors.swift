import Privacy
import Report

extension Preview {
  /// The same, with a word at each open value that looks as if it named a machine or a person.
  public func examined(_ detectors: Detectors = .ofThisMachine()) -> Preview {
    var preview = self
    preview.fields = fields.map { field in
      guard field.hiding == .plain || field.hiding == .coarsened, let text = field.value.stringValue else {
        return field
      }
      var field = field
      field.looksLike = detectors.findings(in: text).filter { $0 != .address || !field.isVersion }.map(\.words)
      return field
    }
    preview.others = others.map { $0.examined(detectors) }
    return preview
  }

  /// The requests of one report as one preview; nil when there are none.
  static func together(_ previews: [Preview]) -> Preview? {
    guard var first = previews.first else { return nil }
    first.others = Array(previews.dropFirst())
    return first
  }
}

extension Preview.Field {
  /// Whether it tells a version: four numbers with dots are no address there.
  fileprivate var isVersion: Bool {
    guard let name = path.last?.lowercased() else { return false }
    return name == "build" || name.hasSuffix("version")
  }
}
