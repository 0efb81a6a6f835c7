import Words

extension Arrival {
  /// The same with U+FFFD for each zero character in its texts, which PostgreSQL's text cannot hold. Payloads and bodies are
  /// bytes and stay as they are.
  var withoutNUL: Arrival { hasNUL ? cleaned : self }

  private static let texts: [any WritableKeyPath<Record, String> & Sendable] = [
    \.tenant, \.architecture, \.build, \.classification, \.hostType, \.kernelVersion, \.machineID, \.systemName,
    \.boardName, \.biosVersion, \.cpuModel, \.eventID,
  ]

  private var hasNUL: Bool {
    switch content {
    case .record(let record):
      return Self.texts.contains { record[keyPath: $0].hasNUL }
        || record.findings.guilty.map { $0.function.hasNUL || $0.module.hasNUL } ?? false
        || record.findings.marks.contains { $0.value.hasNUL }
    case .report(let report):
      return report.subject.hasNUL || report.summary.contains { $0.key.hasNUL || $0.value.hasNUL }
    case .device(let sample): return sample.device.hasNUL || sample.host.hasNUL
    }
  }

  private var cleaned: Arrival {
    var arrival = self
    switch content {
    case .record(var record):
      for text in Self.texts { record[keyPath: text].dropNUL() }
      record.findings.guilty?.function.dropNUL()
      record.findings.guilty?.module.dropNUL()
      for index in record.findings.marks.indices { record.findings.marks[index].value.dropNUL() }
      arrival.content = .record(record)
    case .report(var report):
      report.subject.dropNUL()
      for figure in report.summary where figure.key.hasNUL || figure.value.hasNUL {
        report.summary[figure.key] = nil
        var (key, value) = figure
        key.dropNUL()
        value.dropNUL()
        report.summary[key] = value
      }
      arrival.content = .report(report)
    case .device(var sample):
      sample.device.dropNUL()
      sample.host.dropNUL()
      arrival.content = .device(sample)
    }
    return arrival
  }
}

extension SQLValue {
  /// A text that somebody asks for: it is looked for as it would have been kept.
  static func asked(_ text: String) -> SQLValue {
    var text = text
    text.dropNUL()
    return .text(text)
  }
}

extension String {
  fileprivate var hasNUL: Bool { utf8.contains(0) }

  fileprivate mutating func dropNUL() {
    if hasNUL { self = replacing("\0", with: "\u{FFFD}") }
  }
}
