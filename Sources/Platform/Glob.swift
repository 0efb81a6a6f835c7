/// Shell-like patterns over text: `*` any run of characters (dots too), `?` one character. Nothing else is special.
public enum Glob {
  public static func matches(_ pattern: some StringProtocol, _ text: some StringProtocol) -> Bool {
    let pattern = Array(pattern.utf8), text = Array(text.utf8)
    var p = 0, t = 0
    // Where the last star stood and how far its run reaches: enough to back up, so the cost stays a product.
    var star: Int?, reach = 0
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = p
        reach = t
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?") {
        p += 1
        t += 1
        // The rest of a character of several bytes.
        while t < text.count, text[t] & 0xC0 == 0x80 { t += 1 }
      } else if p < pattern.count, pattern[p] == text[t] {
        p += 1
        t += 1
      } else if let last = star {
        reach += 1
        t = reach
        p = last + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
