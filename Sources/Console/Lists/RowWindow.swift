import Agent
import Platform

/// A part of a list that may be long: rows around the cursor, fetched as it moves. The first and the last row of a
/// million are one question away.
struct RowWindow<Row: PageRow>: Sendable {
  private(set) var rows: [Row] = []
  var list = ListState()
  /// Where the first of `rows` stands in the whole list, or among what a filter leaves of it; nil: nobody counted,
  /// because the filter was looked for from the end.
  private(set) var position: Int? = 0
  private(set) var total = 0
  private(set) var isEnd = false
  private(set) var filter = ""
  var failure: Explanation?
  /// The question under way.
  private(set) var asked: PageQuery?
  /// Something was answered since the filter changed.
  private(set) var isFilled = false
  private var isStart = true
  private var reachedStart: Int64?, reachedEnd: Int64?
  /// The answer replaces the rows, and the cursor stays on its row.
  private var isRefresh = false
  /// Where the cursor goes with the answer to a jump.
  private var wantedPlace: Int?
  /// Newest first: keys fall along the list.
  private let isFalling: Bool

  /// A few screens at once: an answer is text first, and larger ones cost memory on both sides of the socket.
  private static var pageRows: Int { 80 }
  private static var mostRows: Int { 400 }

  init(falling: Bool) { isFalling = falling }

  var selected: Row? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }
  /// `12 of 1 000 000`, nil when it is not known.
  var place: (line: Int, total: Int)? { filter.isEmpty ? position.map { ($0 + list.selected + 1, total) } : nil }
  /// Rows from the first one to the last that is here; of the whole list where that was counted.
  var reach: (count: Int, isAll: Bool) {
    filter.isEmpty ? (total, true) : ((position ?? 0) + rows.count, isEnd)
  }
  /// The filter is still being looked for in the rest of the list.
  var isSearching: Bool { asked != nil && !filter.isEmpty }

  mutating func setFilter(_ text: String) {
    guard text != filter else { return }
    filter = text
    isFilled = false
    asked = nil
  }

  /// Asks for what is shown once more.
  mutating func refresh() -> PageQuery? {
    guard isFilled, asked == nil, filter.isEmpty, let first = rows.first, position != 0 else {
      return asked == nil ? question(.first, refresh: true) : nil
    }
    return question(.after(isFalling ? first.key + 1 : first.key - 1), refresh: true)
  }

  mutating func jumpToStart() -> PageQuery? {
    list.selected = 0
    return isStart && isFilled ? nil : question(.first)
  }

  mutating func jumpToEnd() -> PageQuery? {
    list.selected = max(0, rows.count - 1)
    return isEnd ? nil : question(.last)
  }

  /// To the row with this place in the whole list, the first is 0; nil where it is there already. With a filter only
  /// rows that are there can be gone to.
  mutating func jump(to place: Int) -> PageQuery? {
    guard filter.isEmpty, isFilled else {
      list.selected = min(place, max(0, rows.count - 1))
      return nil
    }
    let place = min(place, max(0, total - 1))
    if let position, rows.indices.contains(place - position) {
      list.selected = place - position
      return nil
    }
    // Some in front of it, so that it does not stand at the edge.
    wantedPlace = place
    return question(.at(max(0, place - Self.pageRows / 2)))
  }

  /// The question that the cursor's place asks for, nil when enough is there or one is under way.
  mutating func wanted(height: Int) -> PageQuery? {
    guard asked == nil, failure == nil else { return nil }
    if !isFilled { return question(.first) }
    let near = max(height * 3, 60)
    if !isEnd, rows.count - list.selected < near, let key = reachedEnd ?? rows.last?.key {
      return question(.after(key))
    }
    if !isStart, list.selected < near, let key = reachedStart ?? rows.first?.key { return question(.before(key)) }
    return nil
  }

  private mutating func question(_ start: PageQuery.Start, refresh: Bool = false) -> PageQuery {
    let query = PageQuery(
      start, limit: refresh ? max(Self.pageRows, min(rows.count, 1000)) : Self.pageRows, filter: filter)
    asked = query
    isRefresh = refresh
    failure = nil
    return query
  }

  mutating func fail(_ explanation: Explanation) {
    asked = nil
    failure = explanation
  }

  /// Somebody else answers now.
  mutating func forgetQuestion() {
    asked = nil
    failure = nil
  }

  /// An answer to a question that was overtaken changes nothing.
  mutating func accept(_ page: Page<Row>, for query: PageQuery) {
    guard query == asked else { return }
    asked = nil
    failure = nil
    let isMore = isFilled
    isFilled = true
    total = page.total
    switch query.start {
    case .after where isMore && !isRefresh: append(page)
    case .before where isMore: prepend(page)
    case .last:
      replace(page)
      position = filter.isEmpty ? total - rows.count : nil
      list.selected = max(0, rows.count - 1)
    case .at(let start):
      replace(page)
      position = start
      list.selected = max(0, min((wantedPlace ?? start) - start, rows.count - 1))
      list.top = max(0, list.selected - 5)
      wantedPlace = nil
    default: refill(page, query)
    }
    isRefresh = false
  }

  private mutating func replace(_ page: Page<Row>) {
    rows = page.rows
    (isStart, isEnd) = (page.isStart, page.isEnd)
    (reachedStart, reachedEnd) = (nil, page.isEnd ? nil : page.reached)
    if !page.isStart, page.reached != nil { (reachedStart, reachedEnd) = (page.reached, nil) }
  }

  private mutating func refill(_ page: Page<Row>, _ query: PageQuery) {
    let key = selected?.key
    let wasStart = isStart, before = position
    replace(page)
    if query.start == .first {
      position = 0
    } else {
      (isStart, position) = (wasStart, before)
    }
    guard isRefresh, let key else {
      list = ListState()
      return
    }
    // The row itself, or what took its place.
    list.selected = rows.firstIndex { isFalling ? $0.key <= key : $0.key >= key } ?? max(0, rows.count - 1)
  }

  private mutating func append(_ page: Page<Row>) {
    rows += page.rows
    (isEnd, reachedEnd) = (page.isEnd, page.reached)
    let surplus = min(rows.count - Self.mostRows, list.top)
    guard surplus > 0 else { return }
    rows.removeFirst(surplus)
    position = position.map { $0 + surplus }
    (isStart, reachedStart) = (false, nil)
    list.selected -= surplus
    list.top -= surplus
  }

  private mutating func prepend(_ page: Page<Row>) {
    rows = page.rows + rows
    (isStart, reachedStart) = (page.isStart, page.reached)
    position = isStart ? 0 : position.map { max(0, $0 - page.rows.count) }
    list.selected += page.rows.count
    list.top += page.rows.count
    let surplus = rows.count - max(Self.mostRows, list.selected + 2 * Self.pageRows)
    guard surplus > 0 else { return }
    rows.removeLast(surplus)
    (isEnd, reachedEnd) = (false, nil)
  }
}
