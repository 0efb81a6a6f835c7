/// A line that is being typed; the cursor is always at its end.
struct TextInput: Equatable, Sendable {
  var text = ""

  mutating func insert(_ character: Character) { text.append(character) }

  mutating func deleteBackward() { if !text.isEmpty { text.removeLast() } }

  mutating func deleteWord() {
    while text.last == " " { text.removeLast() }
    while let last = text.last, last != " " { text.removeLast() }
  }
}
