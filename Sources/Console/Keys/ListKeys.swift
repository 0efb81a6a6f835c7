import Terminal

extension KeyTable {
  private static let notWaiting: @Sendable (ConsoleState) -> String? = { state in
    guard case .record(let sheet)? = state.overlays.last else { return nil }
    return sheet.detail.isWaiting ? nil : "it does not wait: it is settled for good"
  }

  private static let noBody: @Sendable (ConsoleState) -> String? = { state in
    guard case .record(let sheet)? = state.overlays.last, sheet.detail.request == nil else { return nil }
    return "its body is no longer kept"
  }

  private static let busy: @Sendable (ConsoleState) -> String? = { state in
    state.work.map { "\($0.title) is under way; Esc stops it" }
  }

  private static let unreadable: @Sendable (ConsoleState) -> String? = { state in
    state.access == .gone ? "no agent runs, and its outbox is not for you to read" : busy(state)
  }

  /// The views that are lists, and what opens from them.
  static let lists: [KeyBinding] = [
    KeyBinding(
      [.enter], .spool, .open, "open", "the record in full: what is known about it, and its exact bytes",
      footer: true, disabled: noSelection),
    KeyBinding(
      [.character(" ")], .spool, .mark, "mark", "mark the record; r and d are for the marked ones", footer: true,
      disabled: noSelection),
    KeyBinding(
      [.character("r")], .spool, .retryRecord, "retry", "try the record, or the marked ones, now; asks first",
      footer: true, dangerous: true, disabled: noSelection),
    KeyBinding(
      [.character("A")], .spool, .retry, "all", "deliver all that waits, now; asks first, tells its progress",
      footer: true, dangerous: true, disabled: { noSelection($0) ?? busy($0) }),
    KeyBinding(
      [.character("d"), .delete], .spool, .delete, "delete", "delete the record, or the marked ones; asks first",
      footer: true, dangerous: true, disabled: noSelection),
    KeyBinding(
      [.character("/")], .spool, .filter, "filter", "only records whose id, kind, destination or error is like a text",
      footer: true),
    KeyBinding(
      [.character("w")], .spool, .export, "export", "write the whole list to a file, as JSON lines", footer: true,
      disabled: { noSelection($0) ?? busy($0) }),
    KeyBinding([.character("y")], .spool, .copy, "copy id", "copy the record's id", disabled: noSelection),

    KeyBinding(
      [.enter], .journal, .open, "open", "the record in full, with the exact bytes that left", footer: true,
      disabled: noSelection),
    KeyBinding(
      [.character("v")], .journal, .verify, "verify", "check that no row and no body of the ledger was changed",
      footer: true, disabled: unreadable),
    KeyBinding(
      [.character("/")], .journal, .filter, "filter", "only rows whose id, kind, destination or result is like a text",
      footer: true),
    KeyBinding(
      [.character("w")], .journal, .export, "export", "write the whole journal to a file, as JSON lines", footer: true,
      disabled: { noSelection($0) ?? busy($0) }),
    KeyBinding(
      [.character("y")], .journal, .copy, "copy hash", "copy the SHA-256 of the body", footer: true,
      disabled: noSelection),

    KeyBinding(
      [.escape, .character("q"), .enter], .record, .back, "close", "back to the list", footer: true),
    KeyBinding(
      [.character("r")], .record, .retryRecord, "retry", "try this record now; asks first", footer: true,
      dangerous: true, disabled: notWaiting),
    KeyBinding(
      [.character("d"), .delete], .record, .delete, "delete", "delete this record; asks first", footer: true,
      dangerous: true, disabled: notWaiting),
    KeyBinding(
      [.character("y")], .record, .copy, "copy", "copy the exact body to the terminal's clipboard", footer: true,
      disabled: noBody),
    KeyBinding(
      [.character("w")], .record, .write, "write", "write the exact body to a file", footer: true, disabled: noBody),

    KeyBinding(
      [.character("n")], .machineID, .rotate, "new id", "replace the id now; asks first", footer: true,
      dangerous: true, disabled: { $0.status == nil ? "the agent has not answered yet" : nil }),
    KeyBinding(
      [.character("y")], .machineID, .copy, "copy", "copy the id to the terminal's clipboard", footer: true,
      disabled: { ($0.status?.machineID.id ?? "").isEmpty ? "there is no id yet" : nil }),

    KeyBinding(
      [.character("/")], .machineID, .filter, "filter", "only lines that have a text", footer: true),

    KeyBinding(
      [.enter], .settings, .open, "edit", "give the setting another value; it is checked before it is written",
      footer: true, dangerous: true, disabled: noSelection),
    KeyBinding(
      [.character("u")], .settings, .unset, "unset", "take the setting out of the file; asks first", footer: true,
      dangerous: true,
      disabled: { state in
        noSelection(state) ?? (state.settings.selected?.isDefault == true ? "it is at its default already" : nil)
      }),
    KeyBinding(
      [.character("/")], .settings, .filter, "filter", "only settings like a text; `set` finds those that are",
      footer: true),
    KeyBinding([.character("y")], .settings, .copy, "copy", "copy key and value", footer: true, disabled: noSelection),

    KeyBinding([.enter], .log, .open, "open", "the event in full", footer: true, disabled: noSelection),
    KeyBinding(
      [.character("f")], .log, .nextLevel, "level", "everything, what did not go as usual, or errors alone",
      footer: true),
    KeyBinding(
      [.character("/")], .log, .filter, "filter", "only events whose kind or text is like a text", footer: true),
    KeyBinding([.character("y")], .log, .copy, "copy", "copy the event", footer: true, disabled: noSelection),
  ]
}
