extension OptionTable {
  /// `[privacy]`
  static let privacyOptions: [SettingOption] = [
    SettingOption(
      section: "privacy", key: "hash", kind: .choice(["keyed", "md5"]), defaultText: "keyed",
      purpose: "How names and addresses are replaced: keyed is a HMAC with a key that never leaves this machine; "
        + "md5 is what the old agent did, and anybody can undo it by trying all addresses."),
    SettingOption(
      section: "privacy", key: "key-file", kind: .path,
      purpose: "The file that holds the key. When empty, hash.key in the state directory."),
    SettingOption(
      section: "privacy", key: "new-fields", kind: .choice(NewFieldsChoice.allCases.map(\.rawValue)),
      defaultText: "ask",
      purpose: "What becomes of fields that a new version brings, where somebody agreed before. With ask they are left "
        + "out until they are agreed to, and status and the console say that they wait; with never nobody asks, and "
        + "agreeing again does not take them either; with accept they are sent without asking, in the channels that "
        + "were agreed to, and status and journal say which. It agrees to nothing by itself."),
    SettingOption(
      section: "privacy", key: "redact.<glob>", kind: .choice(RedactionAction.allCases.map(\.rawValue)),
      purpose: "What becomes of the fields whose path matches the pattern (* any run of characters, ? one): "
        + "withhold replaces the value, coarsen makes it less exact, keep leaves it. There may be many such lines.",
      patternPrefix: "redact."),
  ]

  /// `[console]`
  static let consoleOptions: [SettingOption] = [
    SettingOption(
      section: "console", key: "theme", kind: .choice(["terminal", "light", "dark", "colorblind", "mono"]),
      defaultText: "terminal",
      purpose:
        "The colours: the terminal's own palette, one for a light or dark background, one without red and green, or none."
    ),
    SettingOption(
      section: "console", key: "refresh", kind: .seconds(0.1...60), defaultText: "1", unit: "s",
      purpose: "The time between two looks at the agent."),
    SettingOption(
      section: "console", key: "ascii", kind: .boolean, defaultText: "false",
      purpose: "Yes draws with ASCII only; no draws with ASCII only where the locale is not UTF-8."),
    SettingOption(
      section: "console", key: "mouse", kind: .boolean, defaultText: "true",
      purpose: "Whether the console takes the mouse."),
  ]
}
