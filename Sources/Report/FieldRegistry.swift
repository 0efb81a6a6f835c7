/// The one table of every field that can leave this machine: `explain`, the console, the man page and the redaction
/// all read it. The first pattern that matches a path is its entry, so the particular stands before the general.
public enum FieldRegistry {
  /// The revision of the field set, that of its newest field: consent is for a numbered set, a field of a later one
  /// waits until it is agreed to.
  public static let revision = entries.map(\.since).max() ?? 1

  public static let entries: [FieldEntry] = clusterEntries + deviceEntries + nodeEntries

  private static let clusterEntries = parse(clusterHeadFields) + parse(clusterReportFields)
  private static let deviceEntries = parse(deviceReportFields)
  private static let nodeEntries =
    parse(nodeReportFields) + parse(nodeStatisticsFields) + parse(nodeReportTailFields) + parse(classicFields)

  /// The fields of a destination's reports that came after a revision. What programs put into their records is theirs:
  /// `collector` has none.
  public static func added(to destination: Destination, since revision: Int) -> [FieldEntry] {
    let entries: [FieldEntry] =
      switch destination {
      case .home: nodeEntries
      case .report: clusterEntries
      case .device: deviceEntries
      case .collector: []
      }
    return entries.filter { $0.since > revision }
  }

  /// By the first key, which no pattern leaves open: a report has hundreds of fields, each looked up once.
  private static let byRoot: [String: [FieldEntry]] = Dictionary(grouping: entries) { entry in
    String(entry.pattern.prefix { $0 != "." && $0 != "*" })
  }

  /// The entry of a field, by the path of its keys.
  public static func entry(for path: [String]) -> FieldEntry? { entry(forPath: joined(path)) }

  /// The entry of a field of a destination's report. The device report's bodies begin with the name of a disk.
  public static func entry(for path: [String], to destination: Destination) -> FieldEntry? {
    entry(for: destination == .device ? ["device"] + path : path)
  }

  /// The entry of a field, by its dotted path.
  public static func entry(forPath path: String) -> FieldEntry? {
    byRoot[String(path.prefix { $0 != "." })]?.first { $0.matches(path) }
  }

  /// The entry of a pattern.
  public static func entry(pattern: String) -> FieldEntry? { entries.first { $0.pattern == pattern } }

  /// `namespaces.098f….objects`
  public static func joined(_ path: [String]) -> String { path.joined(separator: ".") }

  /// Lines of `pattern | channel | origin | treatment | since | what | why`; a `?` before what marks a family whose
  /// members the server defines. A line that does not parse is left out here and found by a test.
  static func parse(_ table: String) -> [FieldEntry] { lines(of: table).compactMap(entry(of:)) }

  static func lines(of table: String) -> [Substring] { table.split(separator: "\n").filter { !$0.hasPrefix("#") } }

  static func entry(of line: Substring) -> FieldEntry? {
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
    guard cells.count == 7, let channel = Channel(rawValue: cells[1]), let since = Int(cells[4]),
      let treatment = FieldEntry.Treatment(rawValue: cells[3])
    else { return nil }
    let isKnown = !cells[5].hasPrefix("?")
    return FieldEntry(
      pattern: cells[0], channel: channel, origin: cells[2], treatment: treatment, since: since,
      what: isKnown ? cells[5] : trimmed(cells[5].dropFirst()), why: cells[6], isKnown: isKnown)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
