import Agent
import Platform
import Report

/// A list of any length that exists only where it is looked at. Row 0 is the first that is shown.
public struct SampleList<Row: PageRow> {
  public var count: Int
  /// Keys fall along the list.
  public var isFalling: Bool
  public var row: (Int) -> Row

  public init(count: Int, falling: Bool = false, _ row: @escaping (Int) -> Row) {
    self.count = count
    self.isFalling = falling
    self.row = row
  }

  /// Where the row with a key stands: keys are 1, 2, 3, ... in one direction or the other.
  func index(of key: Int64) -> Int { isFalling ? count - Int(key) : Int(key) - 1 }
}

public enum SamplePages {
  /// As the agent answers, without its limit on what one question looks through.
  public static func page<Row>(_ query: PageQuery, of list: SampleList<Row>) -> Page<Row> {
    let range: Range<Int>
    var isForward = true
    switch query.start {
    case .first: range = 0..<list.count
    case .after(let key): range = max(0, min(list.count, list.index(of: key) + 1))..<list.count
    case .at(let place): range = max(0, min(list.count - 1, place))..<list.count
    case .last: (range, isForward) = (0..<list.count, false)
    case .before(let key): (range, isForward) = (0..<max(0, min(list.count, list.index(of: key))), false)
    }
    var rows: [Row] = []
    var last: Int?
    for index in isForward ? Array(range.prefix(query.filter.isEmpty ? query.limit : 5000)) : range.suffix(query.limit)
    {
      let row = list.row(index)
      if TextFilter.matches(query.filter, row.searched) { rows.append(row) }
      last = index
      if rows.count == query.limit { break }
    }
    let isEnd = isForward ? (last ?? range.upperBound - 1) >= range.upperBound - 1 : query.start == .last
    let isStart = isForward ? query.start == .first || query.start == .at(0) : range.count <= query.limit
    return Page(
      rows: rows, total: list.count, isStart: isStart, isEnd: isEnd,
      reached: query.filter.isEmpty ? nil : last.map { list.row($0).key })
  }

  static func detail(_ id: String, _ waiting: (Int) -> WaitingRow, _ settled: (Int) -> SettledRow) -> RecordDetail {
    let isWaiting = Samples.waiting.contains { $0.id == id }
    return RecordDetail(
      id: id, isWaiting: isWaiting, destination: .collector, sha256: Samples.sha256,
      facts: [
        .init("what", "org.clearlinux/hello/world"), .init("to", "POST http://collector.example.com/v2/collector"),
        .init("last error", "503 Service Unavailable \u{1B}[31m"), .init("sha256", Samples.sha256), .init("id", id),
      ],
      request: SealedRequest(
        method: "POST", url: "http://collector.example.com/v2/collector", headers: [.init("Classification", "a/b/c")],
        body: Samples.recordBody))
  }
}
