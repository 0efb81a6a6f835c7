import Platform
import Testing

@testable import Settings

@Suite("The default file, the samples and the reference")
struct ReferenceTests {
  @Test("config/telemetry.conf is what the table generates; UPDATE_GENERATED=1 writes it anew")
  func fresh() throws {
    let path = packageRoot + "/config/telemetry.conf"
    if Environment.current().nonEmpty("UPDATE_GENERATED") != nil {
      try Files.replace(path, with: Array(ConfigTemplate.text.utf8))
    }
    #expect(try Files.readText(path) == ConfigTemplate.text, "stale: run the tests with UPDATE_GENERATED=1")
  }

  @Test("the default file sets nothing, and with every example taken at its word sets the defaults")
  func defaults() throws {
    let config = Configuration.parse(ConfigTemplate.text)
    try config.requireValid()
    #expect(config.said.isEmpty && config.notes.isEmpty && config.redactionRules.isEmpty)
    let lines = ConfigTemplate.text.split(separator: "\n", omittingEmptySubsequences: false)
    let examples = lines.map { line in
      line.hasPrefix("#") && !line.hasPrefix("# ") && line.last != "=" ? line.dropFirst() : line
    }
    let taken = Configuration.parse(examples.joined(separator: "\n"))
    try taken.requireValid()
    for option in OptionTable.all where option.defaultText != nil {
      #expect(taken.setting(option.section, option.key).text == option.defaultText, "\(option.name)")
      #expect(taken.isExplicit(option.section, option.key), "\(option.name)")
    }
  }

  @Test("setting an option in the default file puts it below its explanation")
  func placement() throws {
    for option in OptionTable.all where !option.isPattern {
      var document = INIDocument.parse(ConfigTemplate.text)
      try document.set(option.section, option.key, to: "1")
      let index = try #require(document.lines.firstIndex { if case .entry = $0.role { true } else { false } })
      let above = String(decoding: document.lines[index - 1].content, as: UTF8.self)
      #expect(above.hasPrefix("#\(option.key)"), "\(option.name) stands below \(above)")
    }
  }

  @Test(
    "the old programs' files load as they are",
    arguments: [
      "aerospike-telemetry.conf", "aerospike-telemetry-2015.conf", "telemetrics.conf",
    ])
  func samples(name: String) throws {
    let path = packageRoot + "/config/samples/\(name)"
    let config = Configuration.load(explicitPath: path, environment: Environment(variables: [:]))
    try config.requireValid()
    #expect(config.notes.isEmpty)
    if name.hasPrefix("aerospike") {
      #expect(config.seconds("main", "interval") == 600)
      #expect(config.isExplicit("main", "home-url") && config.isExplicit("asd", "config-file"))
      #expect(!config.isExplicit("settings", "server"))
    } else {
      #expect(config.string("settings", "server") == "http://localhost/v2/collector")
      #expect(config.string("settings", "tidheader") == "X-Telemetry-TID: 6907c830-eed9-4ce9-81ae-76daf8d88f0f")
      #expect(!config.isExplicit("main", "home-url"))
    }
    let bytes = try Files.read(path)
    #expect(INIDocument.parse(bytes).bytes == bytes)
  }

  @Test("has a row for every option")
  func rows() throws {
    #expect(OptionReference.rows.map(\.name) == OptionTable.all.map(\.name))
    let row = try #require(OptionReference.rows.first { $0.name == "main.interval" })
    #expect(row.heritage == "Also in files of Aerospike Telemetry Agent; called frequency in files of 2015.")
    #expect(row.aliases == ["frequency"])
    #expect(row.environmentName == "TELEMETRY_TUI_MAIN_INTERVAL")
  }

  @Test("wraps at blanks and never inside a word")
  func wrapping() {
    #expect(OptionReference.wrapped("aa bb cc", width: 5) == ["aa bb", "cc"])
    #expect(OptionReference.wrapped("a toolongword b", width: 4) == ["a", "toolongword", "b"])
    #expect(OptionReference.wrapped("", width: 4) == [])
  }
}
