import Platform
import Report

/// Going back through the spool, page by page.
extension Outbox {
  /// The waiting records before a number, nearest to it, in the order of their acceptance. `before` nil: the last
  /// ones. With `waiting(limit:after:)` this walks a spool of any length at the cost of a page.
  public func waiting(limit: Int, before: Int64?) throws(OutboxFault) -> [SpoolEntry] {
    try database.rows(
      """
      SELECT \(SpoolEntry.columns) FROM spool s JOIN record r ON r.number = s.number WHERE s.number < ? \
      ORDER BY s.number DESC LIMIT ?
      """, [.number(before ?? .max), .number(limit)], SpoolEntry.init
    ).reversed()
  }

  /// The number of the waiting record that so many stand in front of; nil when there are not so many. Counts along the
  /// spool, so its cost grows with the place.
  public func number(ofWaitingAt place: Int) throws(OutboxFault) -> Int64? {
    try database.first("SELECT number FROM spool ORDER BY number LIMIT 1 OFFSET ?", [.number(max(0, place))]) {
      $0.number(0)
    }
  }
}
