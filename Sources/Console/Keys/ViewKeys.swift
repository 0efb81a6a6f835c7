import Terminal

extension KeyTable {
  private static let noPreview: @Sendable (ConsoleState) -> String? = { state in
    state.preview.preview == nil ? state.preview.failure?.what ?? "the report is not there yet" : nil
  }

  private static let noFields: @Sendable (ConsoleState) -> String? = { state in
    state.preview.mode == .bytes ? "t shows the fields" : noPreview(state)
  }

  private static let noField: @Sendable (ConsoleState) -> String? = { state in
    noFields(state) ?? (state.preview.selectedRow == nil ? "there is no field under the cursor" : nil)
  }

  static let noSelection: @Sendable (ConsoleState) -> String? = { state in
    state.rowCount == 0 ? "there is nothing here yet" : nil
  }

  static let views: [KeyBinding] =
    [
      KeyBinding(
        [.enter], .overview, .open, "open", "show what the line is about", footer: true, disabled: noSelection),
      KeyBinding(
        [.character("s")], .overview, .send, "send now", "show the next report, ask, then send it", footer: true,
        dangerous: true, disabled: { $0.status == nil ? "the agent has not answered yet" : nil }),
      KeyBinding(
        [.character("y")], .overview, .copy, "copy id", "copy the machine id to the terminal's clipboard",
        disabled: { $0.status == nil ? "the agent has not answered yet" : nil }),

      KeyBinding(
        [.character("/")], .overview, .filter, "filter", "only events whose kind or text is like a text", footer: true),

      KeyBinding(
        [.enter], .info, .open, "open", "fold a group; show a value in full and why it is sent", footer: true,
        disabled: noSelection),
      KeyBinding([.character(" ")], .info, .toggle, "fold", "fold or unfold the group", footer: true),
      KeyBinding(
        [.character("/")], .info, .filter, "filter", "show only the names with a text, or like a pattern", footer: true),
      KeyBinding([.character("+")], .info, .unfoldAll, "unfold all", "unfold every group"),
      KeyBinding([.character("-")], .info, .foldAll, "fold all", "fold every group"),
      KeyBinding([.character("y")], .info, .copy, "copy", "copy the name and the value", disabled: noSelection),

      KeyBinding(
        [.character("s")], .preview, .send, "send", "ask, then send exactly these bytes", footer: true, dangerous: true,
        disabled: { state in
          if let reason = noPreview(state) { return reason }
          if state.preview.isHypothetical { return "this shows what would be; p shows what is" }
          if state.preview.outcome != nil { return "this record was handed over; R makes the next one" }
          guard let preview = state.preview.preview, !preview.mayLeave else { return nil }
          return preview.reason ?? "it may not leave"
        }),
      KeyBinding(
        [.enter, .character("e")], .preview, .open, "why", "fold a group; what the registry says about a field",
        footer: true, disabled: noFields),
      KeyBinding([.character(" ")], .preview, .toggle, "fold", "fold or unfold"),
      KeyBinding([.character("b")], .preview, .bytes, "bytes", "the exact bytes", footer: true, disabled: noPreview),
      KeyBinding(
        [.character("c")], .preview, .onlyChanged, "changed", "only what differs from the last report that was sent",
        footer: true, disabled: noPreview),
      KeyBinding(
        [.character("W")], .preview, .onlyHidden, "hidden", "only the fields something was done to", footer: true,
        disabled: noPreview),
      KeyBinding(
        [.character("x")], .preview, .withhold, "withhold", "withhold this field from every report; asks first",
        dangerous: true, disabled: noField),
      KeyBinding(
        [.character("C")], .preview, .coarsen, "coarsen", "make this field less exact in every report; asks first",
        dangerous: true, disabled: noField),
      KeyBinding([.character("t")], .preview, .tree, "tree", "the fields as a tree", footer: true),
      KeyBinding(
        [.character("p")], .preview, .hypothetical, "all on", "as it would be with every channel on, or as it is",
        footer: true),
      KeyBinding([.character("]")], .preview, .nextDestination, "next", "the next destination's report", footer: true),
      KeyBinding([.character("[")], .preview, .previousDestination, "previous", "the previous destination's report"),
      KeyBinding(
        [.character("/")], .preview, .filter, "filter", "only the fields whose path has a text, or is like a pattern",
        footer: true),
      KeyBinding([.character("+")], .preview, .unfoldAll, "unfold all", "unfold everything"),
      KeyBinding([.character("-")], .preview, .foldAll, "fold all", "fold everything"),
      KeyBinding(
        [.character("y")], .preview, .copy, "copy", "copy the exact body to the terminal's clipboard",
        disabled: noPreview
      ),
      KeyBinding(
        [.character("Y")], .preview, .copyValue, "copy value", "copy the value under the cursor", disabled: noPreview),
      KeyBinding(
        [.character("w")], .preview, .write, "write", "write the exact body to a file", footer: true,
        disabled: noPreview),
      KeyBinding([.escape, .character("e")], .previewSide, .back, "back", "back to the fields", footer: true),

      KeyBinding(
        [.character(" "), .enter], .channels, .toggle, "switch", "switch the channel; asks first",
        footer: true,
        dangerous: true, disabled: noSelection),
      KeyBinding(
        [.character("l")], .channels, .openLicence, "licence", "what licence is asked for, and where it is",
        footer: true, disabled: { $0.licences.isEmpty ? "no destination asks for a licence" : nil }),
      KeyBinding(
        [.character("/")], .channels, .filter, "filter", "only channels whose name, meaning or receiver is like a text",
        footer: true),
    ] + lists
}
