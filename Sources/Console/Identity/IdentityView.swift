import Agent
import Platform
import Terminal

extension ConsoleState {
  /// Label and text of what is known about the machine id.
  var identityFacts: [(label: String, text: String)] {
    guard let id = status?.machineID else { return [] }
    guard !id.id.isEmpty else { return [("id", "there is none yet; the first report makes it")] }
    var facts = [("id", id.id)]
    let lifetime: Int64 = 3 * 86_400_000
    if id.isStatic {
      facts.append(("changes", "never by itself: it was set by hand" + (id.file.map { ", in \($0)" } ?? "")))
    } else if let rotates = id.rotates {
      facts.append(("made", times.since(rotates + -lifetime)))
      facts.append(("changes", times.until(rotates)))
    }
    if let refused = id.refused { facts.append(("refused", refused)) }
    if !id.isStatic {
      facts.append(
        ("what", "32 random hexadecimal digits under which a destination may know this machine for three days"))
    }
    facts += [
      ("not", "your host name, your addresses, or a hash of them"),
      (
        "rotate",
        id.isStatic
          ? "machine-id unset goes back to an id that changes" : "n replaces it now; its three days begin anew"
      ),
    ]
    if !id.isStatic { facts.append(("static id", "machine-id set ID keeps one id for good")) }
    return facts
  }

  var identityLines: [String] {
    let label = layout.isCompact ? 8 : 12
    return identityFacts.flatMap { name, text in
      Wrap.lines(text, width: max(8, size.columns - 3 - label), glyphs: glyphs).enumerated().map { offset, line in
        let head = offset == 0 ? glyphs.clipped(name, to: label - 1) : ""
        return head + String(repeating: " ", count: label - glyphs.width(of: head)) + line
      }
    }
  }

  var identityArea: Area { layout.body.below(layout.isCompact ? 1 : 2) }
}

/// Draws the name this machine is known as.
struct IdentityView {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  func draw(on canvas: inout Canvas) {
    canvas.put("MACHINE ID", row: state.layout.body.row, column: 1, style: .heading)
    TextLines.draw(state.identityLines, from: state.identity.top, in: state.identityArea, on: &canvas)
  }
}
