import Platform
import TestSupport
import Testing

@Suite("Hexadecimal digits and patterns")
struct TextTests {
  @Test("every byte goes there and back")
  func hexRoundTrip() {
    let all = (0...255).map { UInt8($0) }
    let text = Hex.encode(all)
    #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff") && text.utf8.count == 512)
    #expect(Hex.decode(text) == all && Hex.decode(text.uppercased()) == all)
    #expect(Hex.encode([]) == "" && Hex.decode("") == [])
  }

  @Test(
    "what has an odd length or other characters is no hexadecimal text",
    arguments: ["a", "abc", "0g", " 0", "+1", "é0", "0x"])
  func hexNonsense(_ text: String) { #expect(Hex.decode(text) == nil) }

  @Test(
    "patterns",
    arguments: [
      ("", "", true), ("", "a", false), ("*", "", true), ("*", "a.b.c", true), ("?", "", false), ("?", "a", true),
      ("?", "é", true), ("a?c", "a日c", true), ("??", "é", false), ("*?", "é", true), ("*??", "é", false),
      ("a*c", "abbbc", true), ("a*c", "abbb", false), ("a*b*c", "aXbYbZc", true),
      ("config.*address", "config.x.address", true),
      ("config.*address", "config.addresses", false), ("*.a.*", "x.a.y", true), ("**a**", "a", true), ("a", "A", false),
      ("[a]", "a", false), ("[a]", "[a]", true), ("a.c", "abc", false), ("*a", "ba", true), ("*aab", "aaaab", true),
      ("a\\*", "ab", false),
    ])
  func globs(_ pattern: String, _ text: String, _ matches: Bool) { #expect(Glob.matches(pattern, text) == matches) }

  @Test("a pattern agrees with a slow and obvious matcher")
  func globProperty() {
    func slow(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" {
        return slow(pattern.dropFirst(), text) || (!text.isEmpty && slow(pattern, text.dropFirst()))
      }
      guard let character = text.first, first == "?" || first == character else { return false }
      return slow(pattern.dropFirst(), text.dropFirst())
    }
    var draws = Draws(3)
    for _ in 0..<4000 {
      let pattern = String((0..<draws.number(below: 7)).map { _ in draws.pick(Array("ab?*é"), or: "a") })
      let text = String((0..<draws.number(below: 9)).map { _ in draws.pick(Array("abé"), or: "a") })
      #expect(Glob.matches(pattern, text) == slow(pattern[...], text[...]), "\(pattern) over \(text)")
    }
  }

  @Test("a pattern of many stars costs a product, not a power")
  func globCost() {
    let pattern = String(repeating: "a*", count: 40) + "b"
    #expect(!Glob.matches(pattern, String(repeating: "a", count: 4000)))
  }
}
