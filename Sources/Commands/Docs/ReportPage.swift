import Report

/// telemetry-tui-report(5): what a report holds, field by field, and where it differs from the old agent's.
enum ReportPage {
  /// The keys of a full report in their order. A test compares them with a report.
  static let currentKeys = """
    features partition-generation edition version build build_os build_time config* node succession-list cluster-name \
    service services services-alternate services-alumni statistics namespaces bins histograms udfs meminfo \
    sindex-metadata* sindexes* sets* system* dmi* telemetry-agent-version interval email unix-epoch-time \
    telemetry-agent-ip-address
    """

  static let classicKeys = """
    service services statistics config* node namespaces storage queries system* telemetry-agent-version loglevel email
    """

  static func text() -> String {
    var page = MdocPage(
      "telemetry-tui-report", section: 5, summary: "what the reports of telemetry-tui hold, field by field")
    page.section("Description")
    page.prose(ReportProse.purpose)
    for text in ReportProse.description { page.paragraph(text) }
    page.subsection("Storage clusters")
    for (index, text) in ReportProse.cluster.enumerated() {
      if index == 0 { page.prose(text) } else { page.paragraph(text) }
    }
    page.subsection("Order of the keys")
    page.prose(ReportProse.order)
    page.paragraph("`report-format = current`:")
    keys(&page, currentKeys)
    page.paragraph("`report-format = classic`:")
    keys(&page, classicKeys)
    page.subsection("Hiding")
    page.prose(ReportProse.hiding)
    fields(&page)
    differences(&page)
    page.section("Examples")
    page.prose("The same words about one field, and about a whole part of the report:")
    page.display("telemetry-tui explain statistics.uptime\ntelemetry-tui explain config")
    page.seeAlso([("telemetry-tui", 1), ("telemetry-tui.conf", 5)])
    return page.text
  }

  private static func keys(_ page: inout MdocPage, _ keys: String) {
    page.raw(".Bd -filled -offset indent")
    let words = keys.split(separator: " ")
    page.prose(words.map(String.init).joined(separator: ", "))
    page.raw(".Ed")
  }

  private static func fields(_ page: inout MdocPage) {
    page.section("The fields")
    page.prose(ReportProse.fields)
    page.raw(".Bl -tag -width Ds")
    for entry in FieldRegistry.entries {
      page.item("Cm \(MdocText.argument(entry.pattern))", description(entry))
    }
    page.raw(".El")
  }

  static func description(_ entry: FieldEntry) -> String {
    let channel = entry.channel == .basic ? "" : " Channel `\(entry.channel.rawValue)`."
    let since = entry.since == 1 ? "" : " Since revision \(entry.since)."
    return sentence(entry.what) + " From \(entry.origin)." + channel + " Why: \(entry.why). \(hiding(entry))" + since
  }

  private static func hiding(_ entry: FieldEntry) -> String {
    switch entry.treatment {
    case .plain: "Sent as it is."
    case .hashed, .name: "Hashed."
    case .address: "The address hashed, the port kept."
    case .node: "The fabric port kept, the MAC address hashed."
    case .withheld: "Withheld."
    }
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

  private static func differences(_ page: inout MdocPage) {
    page.section("Differences from the old agent")
    page.prose(ReportProse.differences)
    page.list { page in
      for row in ReportDifference.all {
        page.item("Em \(MdocText.argument(row.what))", "Then: \(row.then)", "Now: \(row.now)")
      }
    }
  }
}
