/// The default configuration file, generated from the option table: every option, explained and commented out.
/// `config/telemetry.conf` is this text; a test fails when it is stale.
public enum ConfigTemplate {
  public static let text: String = header + OptionTable.sections.map(section).joined()

  private static let header = """
    # Settings of telemetry-tui.
    #
    # Every line shows the default. Take away the # in front of it to say something else, or let
    # `telemetry-tui config set KEY VALUE` do it; `telemetry-tui config check` finds mistakes.
    # Each option can also be set by the environment variable named with it, which then wins.
    #
    # Nothing here is consent: nothing leaves this machine before somebody ran `telemetry-tui on`.

    """

  private static func section(_ name: String, _ purpose: String) -> String {
    let rows = OptionTable.options(of: name).map { entry(OptionReference.row($0), in: name) }
    return "\n\(comment(purpose))[\(name)]\n\n" + rows.joined(separator: "\n")
  }

  private static func entry(_ row: OptionReference.Row, in section: String) -> String {
    var text = comment(row.purpose)
    text += comment("Allowed: \(row.allowed)." + (row.environmentName.map { " Environment: \($0)." } ?? ""))
    if let heritage = row.heritage { text += comment(heritage) }
    let dialect = ValueDialect(section: section)
    let value = row.defaultText ?? ""
    let line = row.key + dialect.separator + ((try? dialect.encoded(value)) ?? value)
    return text + "#" + (line.last == " " ? String(line.dropLast()) : line) + "\n"
  }

  private static func comment(_ text: String) -> String {
    OptionReference.wrapped(text, width: 98).map { "# \($0)\n" }.joined()
  }
}
