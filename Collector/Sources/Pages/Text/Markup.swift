/// A piece of HTML. What is in it came through `text` or was written in this room; there is no other way in.
public struct Markup: Sendable, Equatable {
  public private(set) var html: String

  /// HTML as written here; never for anything from outside.
  init(html: String) { self.html = html }

  /// Text from outside on one line, in a direction of its own.
  static func text(_ text: String, limit: Int = 200) -> Markup {
    Markup(html: Plain.escape(Plain.line(text, limit: limit)))
  }

  /// A link around text. The address is one this room made.
  static func link(_ text: String, to address: String, limit: Int = 200, title: String? = nil) -> Markup {
    let hint = title.map { " title=\"\(Plain.escape(Plain.line($0, limit: 400)))\"" } ?? ""
    let shown = text.isEmpty ? "(empty)" : Plain.line(text, limit: limit)
    return Markup(html: "<a href=\"\(Plain.escape(address))\"\(hint)>\(Plain.escape(shown))</a>")
  }

  /// A moment: how long ago, and exactly when.
  static func moment(seconds: Int64, now: Int64, long: Bool = false) -> Markup {
    let exact = Times.absolute(seconds: seconds)
    let machine = Times.iso(seconds: seconds).map { " datetime=\"\($0)\"" } ?? ""
    let relative = Times.relative(seconds: seconds, now: now)
    return Markup(
      html: long
        ? "<time\(machine)>\(exact)</time> <span class=\"dim\">\(relative)</span>"
        : "<time\(machine) title=\"\(exact)\">\(relative)</time>")
  }

  /// The badge of a severity, 1 to 4.
  static func severity(_ number: Int) -> Markup {
    Markup(html: "<span class=\"badge sev\(min(max(number, 0), 5))\">\(Figures.severity(number))</span>")
  }

  static func + (left: Markup, right: Markup) -> Markup { Markup(html: left.html + right.html) }
}
