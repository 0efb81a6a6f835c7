import Hummingbird
import Intake
import Pages
import Storage
import Words

extension ReadingSide {
  func reportList(_ query: Query) async throws(Fault) -> Response {
    guard let kind = query.first("kind").map({ Report.Kind(rawValue: $0) }) ?? .node else {
      throw .wrong("kind is node or cluster")
    }
    let limit = try number(query, "limit", 1...1000) ?? 50
    let page = try await asked { () async throws(StoreFault) in
      try await store.reports(
        kind, subject: query.value("subject"), page: PageRequest(before: query.first("before"), limit: limit))
    }
    var buffer = ByteBuffer(string: #"{"reports":["#)
    for (index, row) in page.rows.enumerated() {
      if index > 0 { buffer.writeString(",") }
      buffer.writeBytes(Self.report(row, closed: true))
    }
    return answer(ended(buffer, next: page.older), type: "application/json")
  }

  func crashList(_ query: Query) async throws(Fault) -> Response {
    let limit = try number(query, "limit", 1...1000) ?? 50
    let offset = try number(query, "before", 0...1_000_000) ?? 0
    let hidden = query.first("hidden")
    guard [nil, "true", "false"].contains(hidden) else { throw .wrong("hidden is true or false") }
    let days = try number(query, "days", 1...3650) ?? 7
    let rows = try await asked { () async throws(StoreFault) in
      try await store.guilties(
        GuiltyFilter(
          days: days, now: clock(), build: query.value("build"), includeHidden: hidden == "true", limit: limit + 1,
          offset: offset))
    }
    var output = JSONOutput()
    output.raw(#"{"crashes":["#)
    for (index, row) in rows.prefix(limit).enumerated() {
      if index > 0 { output.raw(",") }
      output.raw(#"{"builds":{"#)
      for (number, one) in row.builds.enumerated() {
        if number > 0 { output.raw(",") }
        output.string(one.values.first ?? "")
        output.raw(":")
        output.number(one.count)
      }
      output.raw(#"},"comment":"#)
      output.string(row.comment)
      output.raw(#","count":"#)
      output.number(row.count)
      output.raw(#","function":"#)
      output.string(row.frame.function)
      output.raw(row.hidden ? #","hidden":true,"id":"# : #","hidden":false,"id":"#)
      output.number(row.id)
      output.raw(#","module":"#)
      output.string(row.frame.module)
      output.raw("}")
    }
    let next = rows.count > limit ? String(offset + limit) : nil
    return answer(ended(ByteBuffer(bytes: output.bytes), next: next), type: "application/json")
  }

  func countList(_ query: Query) async throws(Fault) -> Response {
    var dimensions: [Dimension] = []
    for name in (query.first("by") ?? "day").split(separator: ",", omittingEmptySubsequences: false) {
      guard let dimension = Self.dimension(String(name)), !dimensions.contains(dimension) else {
        throw .wrong(
          "by names one or more of \(Self.dimensions.map(\.name).joined(separator: ", ")), each once, with commas")
      }
      dimensions.append(dimension)
    }
    var filter = CountFilter()
    filter.classification = query.value("classification")
    filter.build = query.value("build")
    filter.systemName = query.value("system_name")
    filter.tenant = query.value("tenant")
    if let text = query.first("external") {
      guard ["true", "false"].contains(text) else { throw .wrong("external is true or false") }
      filter.external = text == "true"
    }
    let days = try number(query, "days", 1...3650) ?? 30
    let today = Int(clock() / 86_400_000_000)
    filter.fromDay = today - days + 1
    filter.toDay = today
    filter.limit = try number(query, "limit", 1...10_000) ?? 1000
    let (wanted, asked) = (dimensions, filter)
    let rows = try await self.asked { () async throws(StoreFault) in try await store.counts(by: wanted, asked) }
    var output = JSONOutput()
    output.raw(#"{"counts":["#)
    for (index, row) in rows.enumerated() {
      if index > 0 { output.raw(",") }
      output.raw(#"{"count":"#)
      output.number(row.count)
      output.raw(#","values":{"#)
      for (number, (dimension, value)) in zip(dimensions, row.values).enumerated() {
        if number > 0 { output.raw(",") }
        output.string(Self.name(dimension))
        output.raw(":")
        switch dimension {
        case .day: output.string(Int(value).map(Times.day) ?? value)
        case .external: output.string(Views.source(value))
        default: output.string(value)
        }
      }
      output.raw("}}")
    }
    return answer(ended(ByteBuffer(bytes: output.bytes), next: nil), type: "application/json")
  }

  /// One report without its body; not closed, so that a body may follow.
  static func report(_ row: StoredReport, closed: Bool) -> [UInt8] {
    var output = JSONOutput()
    output.raw(#"{"bytes":"#)
    output.number(row.report.body.count)
    output.raw(#","id":"#)
    output.number(row.id)
    output.raw(#","kind":"#)
    output.string(row.report.kind.rawValue)
    output.raw(#","received":"#)
    output.number(row.received / 1_000_000)
    output.raw(#","stamp":"#)
    output.number(row.report.stamp)
    output.raw(#","subject":"#)
    output.string(row.report.subject)
    output.raw(#","summary":{"#)
    for (index, one) in row.report.summary.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { output.raw(",") }
      output.string(one.key)
      output.raw(":")
      output.string(one.value)
    }
    output.raw("}")
    if closed { output.raw("}") }
    return output.bytes
  }

  private func ended(_ buffer: ByteBuffer, next: String?) -> ByteBuffer {
    var buffer = buffer
    var output = JSONOutput()
    output.raw("]")
    if let next {
      output.raw(#","next":"#)
      output.string(next)
    }
    output.raw("}\n")
    buffer.writeBytes(output.bytes)
    return buffer
  }

  private static let dimensions: [(name: String, dimension: Dimension)] = Dimension.allCases.map { (name($0), $0) }

  private static func name(_ dimension: Dimension) -> String {
    switch dimension {
    case .systemName: "system_name"
    case .hostType: "host_type"
    case .external: "source"
    default: dimension.rawValue
    }
  }

  private static func dimension(_ name: String) -> Dimension? {
    dimensions.first { $0.name == name }?.dimension
  }
}
