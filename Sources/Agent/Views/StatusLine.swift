import Platform

/// The status in one line, as a service manager shows it.
enum StatusLine {
  /// At most so many characters.
  private static let longest = 240

  /// `on for home, next report at 14:02; 3 waiting; home: the server answered 503`, safe for a terminal.
  static func text(_ status: AgentStatus) -> String {
    var parts = [headline(status)]
    if status.spool.count > 0 { parts.append("\(status.spool.count) waiting") }
    if let first = status.attention.first { parts.append(first.text) }
    let line = SafeText.escaped(parts.joined(separator: "; "))
    return line.count > longest ? line.prefix(longest - 3) + "..." : line
  }

  private static func headline(_ status: AgentStatus) -> String {
    let on = status.destinations.filter { $0.state == .on }
    guard !on.isEmpty else { return "nothing leaves this machine" }
    let names = on.map(\.destination.rawValue).joined(separator: ", ")
    let next = on.compactMap(\.nextReport).min()
    return "on for \(names)" + (next.map { ", next report at \($0.localTime.prefix(5))" } ?? "")
  }
}
