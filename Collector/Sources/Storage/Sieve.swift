import Words

/// A record filter, applied to records: the last word on what passes, whatever index was followed.
struct Sieve {
  private let filter: RecordFilter
  private let payload: Pattern?
  private let notPayload: Pattern?
  private let classification: [Substring]?

  init(_ filter: RecordFilter) throws(StoreFault) {
    self.filter = filter
    if let text = filter.payload { payload = try Pattern(text) } else { payload = nil }
    if let text = filter.notPayload { notPayload = try Pattern(text) } else { notPayload = nil }
    classification = filter.classification.map { $0.split(separator: "*", omittingEmptySubsequences: false) }
  }

  func passes(_ stored: StoredRecord) -> Bool {
    let record = stored.record
    func same<T: Equatable>(_ wanted: T?, _ value: T) -> Bool { wanted == nil || wanted == value }
    func within<T: Comparable>(_ from: T?, _ to: T?, _ value: T) -> Bool {
      if let from, value < from { return false }
      if let to, value >= to { return false }
      return true
    }
    guard same(filter.tenant, record.tenant), same(filter.build, record.build),
      same(filter.systemName, record.systemName),
      same(filter.hostType, record.hostType), same(filter.machineID, record.machineID),
      same(filter.eventID, record.eventID), same(filter.severity, record.severity),
      same(filter.external, record.external),
      within(filter.createdFrom, filter.createdTo, record.created),
      within(filter.receivedFrom, filter.receivedTo, stored.received), within(filter.idFrom, nil, stored.id)
    else { return false }
    if let guilty = filter.guilty, stored.guiltyID != guilty { return false }
    if let classification, !Self.matches(record.classification, classification) { return false }
    if let payload, !payload.matches(record.payload) { return false }
    if let notPayload, notPayload.matches(record.payload) { return false }
    return true
  }

  /// Whether a text is the pieces, with anything between them.
  static func matches(_ text: String, _ pieces: [Substring]) -> Bool {
    guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return text == pieces.first ?? "" }
    guard text.utf8.count >= first.utf8.count + last.utf8.count, text.hasPrefix(first), text.hasSuffix(last) else {
      return false
    }
    var rest = Array(text.utf8)[first.utf8.count..<(text.utf8.count - last.utf8.count)]
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let place = rest.firstRange(of: Array(piece.utf8)) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}
