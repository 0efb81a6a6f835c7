import Platform

/// What `/` finds, in the console's lists and in the agent's: the typed text anywhere, in any case; with `*` or `?` in
/// it, as a pattern.
public enum TextFilter {
  public static func matches(_ filter: String, _ text: String) -> Bool {
    guard !filter.isEmpty else { return true }
    return Glob.matches("*" + filter.lowercased() + "*", text.lowercased())
  }
}
