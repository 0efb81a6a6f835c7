import Storage

/// The filters of the record pages, by the names the older pages had.
public struct RecordQuery: Sendable {
  public var filter: RecordFilter
  public var page: PageRequest
  /// What was asked, without the paging.
  public var query: Query
  /// What cannot be meant; nil: all is clear.
  public var error: String?
  /// What is set, in words.
  public var words: [String]

  static let names = [
    "classification", "build", "system_name", "host_type", "machine_id", "event_id", "severity", "data_source",
    "payload", "not_payload", "from_date", "to_date", "guilty", "tenant",
  ]

  public init(_ query: Query) {
    filter = RecordFilter()
    page = PageRequest(before: query.value("before"), after: query.value("after"))
    if page.before != nil { page.after = nil }
    self.query = Query(
      query.pairs.filter { Self.names.contains($0.name) && !$0.value.isEmpty || $0.name == "page_size" })
    words = []
    // The older form offered `%` for any characters.
    filter.classification = query.value("classification").map { $0.replacing("%", with: "*") }
    filter.build = query.value("build")
    filter.systemName = query.value("system_name")
    filter.hostType = query.value("host_type")
    filter.machineID = query.value("machine_id")
    filter.eventID = query.value("event_id")
    filter.payload = query.value("payload")
    filter.notPayload = query.value("not_payload")
    filter.tenant = query.value("tenant")
    numbers(query)
    dates(query)
    if let name = Self.names.first(where: { (query.value($0)?.utf8.count ?? 0) > 1000 }) {
      error = "\(name) is longer than 1000 bytes: shorten it"
    }
    for name in Self.names {
      if let value = query.value(name) {
        words.append("\(name.replacing("_", with: " ")) \(Plain.line(value, limit: 60))")
      }
    }
  }

  private mutating func numbers(_ query: Query) {
    if let text = query.value("severity") {
      filter.severity = Int(text)
      if !(1...4).contains(filter.severity ?? 0) { error = "severity is 1, 2, 3 or 4" }
    }
    if let text = query.value("guilty") {
      filter.guilty = Int64(text)
      if filter.guilty == nil { error = "guilty is the number of a guilty function" }
    }
    if let text = query.value("page_size") {
      page.limit = Int(text) ?? 0
      if !(1...1000).contains(page.limit) {
        page.limit = 50
        error = "page_size is a number from 1 to 1000"
      }
    }
    switch query.value("data_source") {
    case nil, "all": break
    case "external": filter.external = true
    case "internal": filter.external = false
    default: error = "data_source is external or internal"
    }
  }

  private mutating func dates(_ query: Query) {
    if let text = query.value("from_date") {
      filter.createdFrom = Times.seconds(ofDay: text)
      if filter.createdFrom == nil { error = "from date is a day as YYYY-MM-DD" }
    }
    if let text = query.value("to_date") {
      filter.createdTo = Times.seconds(ofDay: text).map { $0 + 86_400 }
      if filter.createdTo == nil { error = "to date is a day as YYYY-MM-DD" }
    }
  }
}
