import Settings

/// telemetry-tui.conf(5): every option, from the option table.
enum ConfigurationPage {
  static func text() -> String {
    var page = MdocPage("telemetry-tui.conf", section: 5, summary: "configuration of telemetry-tui")
    page.section("Description")
    page.prose(ConfigurationProse.purpose)
    for text in ConfigurationProse.description { page.paragraph(text) }
    page.subsection("Which file counts")
    page.prose(ConfigurationProse.search)
    page.raw(".Bl -enum")
    for place in ConfigurationProse.places {
      page.raw(".It")
      page.prose(place)
    }
    page.raw(".El")
    page.paragraph(ConfigurationProse.precedence)
    page.subsection("Syntax")
    page.prose(ConfigurationProse.syntax)
    for (name, purpose) in OptionTable.sections { section(&page, name, purpose) }
    oldKeys(&page)
    page.section("Examples")
    page.prose("A node on this machine whose reports go through a proxy, with one more field withheld:")
    page.display(ConfigurationProse.example)
    page.seeAlso([("telemetry-tui", 1), ("telemetry-tui-report", 5)])
    return page.text
  }

  private static func oldKeys(_ page: inout MdocPage) {
    page.section("Keys of older programs")
    page.prose(ConfigurationProse.oldKeys)
    for heritage in OldKeys.programs {
      page.subsection(heritage.program ?? "")
      page.list { page in
        for row in OldKeys.rows(of: heritage) { page.item("Cm \(MdocText.argument(row.key))", row.here) }
      }
    }
  }

  private static func section(_ page: inout MdocPage, _ name: String, _ purpose: String) {
    page.section("Section", exactly: "[\(name)]")
    page.prose(purpose)
    page.list { page in
      for row in OptionReference.rows where row.section == name { option(&page, row) }
    }
  }

  private static func option(_ page: inout MdocPage, _ row: OptionReference.Row) {
    page.raw(".It Cm \(MdocText.argument(row.key))")
    page.prose(row.purpose)
    if let heritage = row.heritage { page.prose(heritage) }
    page.raw(".Pp")
    page.prose("Allowed: \(row.allowed).")
    page.prose(row.defaultText.map { $0.isEmpty ? "Default: empty." : "Default: `\($0)`." } ?? "No default.")
    if let environment = row.environmentName {
      page.prose("Environment:")
      page.raw(".Ev \(environment) .")
    }
  }
}
