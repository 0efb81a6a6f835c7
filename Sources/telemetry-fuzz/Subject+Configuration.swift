import Settings

extension Subject {
  /// Our own configuration: the INI document, an edit of it, and the settings it gives.
  static let configuration: Subject = {
    let names = OptionTable.all.filter { !$0.isPattern }.map { "\($0.section)|\($0.key)" }
    let tokens =
      OptionTable.sections.map { "[\($0.name)]\n" } + OptionTable.all.map { "\($0.key) = \($0.defaultText ?? "")\n" }
      + [
        "=", ":", "\n", "\r\n", "  ", "\t", "#", ";", "[", "]", "[]", "%", "%%", "\\s", "\\", "redact.* = withhold\n",
        "redact.a.*.b = coarsen\n", "600", "-1", "1e9", "true", "off", "http://u:p@[::1]:8192/x?y", "\u{FEFF}", "\u{0}",
        "  continued\n",
      ]
    return Subject(
      name: "configuration", corpus: samples.map { Array($0.utf8) },
      tokens: tokens.map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80]]
    ) { feed($0, names: names) }
  }()

  private static func feed(_ bytes: [UInt8], names: [String]) -> String? {
    let document = INIDocument.parse(bytes)
    guard document.bytes == bytes else { return "an unedited document is another one" }
    let lines = 1 + bytes.count { $0 == UInt8(ascii: "\n") }
    guard document.faults.allSatisfy({ (1...lines).contains($0.line) }) else { return "a fault in no line" }
    guard document.entries.allSatisfy({ (1...lines).contains($0.line) }) else { return "an entry in no line" }
    if let wrong = edit(document) { return wrong }

    let configuration = Configuration.parse(String(decoding: bytes, as: UTF8.self), file: "f")
    for fault in configuration.faults {
      guard fault.explanation.line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return "a control byte shown" }
      if let line = fault.line, !(1...lines).contains(line) { return "a fault in line \(line) of \(lines)" }
    }
    // Whatever was refused reads as something allowed: the default.
    for name in names {
      let parts = name.split(separator: "|").map(String.init)
      _ = configuration.setting(parts[0], parts[1]).shown
    }
    guard (1...31_536_000).contains(configuration.seconds("main", "interval")) else {
      return "an interval out of range"
    }
    guard configuration.redactionRules.count <= lines else { return "more rules than lines" }
    return nil
  }

  /// An edit is read back as it was meant, whatever stood in the document.
  private static func edit(_ document: INIDocument) -> String? {
    var edited = document
    do throws(INIEditProblem) {
      try edited.set("main", "interval", to: "77")
    } catch {
      return nil
    }
    guard edited.entry("main", "interval")?.value == "77" else { return "an edit was not read back" }
    guard edited.entries.count >= document.entries.count else { return "an edit lost entries" }
    edited.unset("main", "interval")
    return edited.entry("main", "interval") == nil ? nil : "what was unset is still there"
  }

  private static let samples = [
    """
    # The node and where its reports go.
    [asd]
    config-file = /etc/aerospike/aerospike.conf
    [main]
    disable: false
    interval = 600
    home-url = https://telemetry.example.com
    email = admin@example.com
    [logging]
    loglevel = info

    """,
    "[settings]\nserver=https://example.com/v2/collector\nsocket_path=/run/telem-0\nrecord_expiry=1200\ncainfo=\\s\n",
    "[telemetry]\nchannel_ident = true\ninterval=24\ncontact = A\n   B\n[privacy]\nhash = md5\nredact.config.* = withhold\n",
    "[main]\r\nfrequency = 60\r\n[main]\r\ninterval = 70\r\n",
    "interval = 5\n[main\n[]\n= x\n",
    "",
  ]
}
