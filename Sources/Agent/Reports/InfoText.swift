/// Changes of text inside Info values.
enum InfoText {
  /// The text with every, or only the first, occurrence of a word replaced.
  static func replacing(_ word: String, with other: String, in text: String, firstOnly: Bool = false) -> String {
    let bytes = Array(text.utf8), wanted = Array(word.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return text }
    var result: [UInt8] = []
    var index = 0, replaced = false
    while index < bytes.count {
      if !(firstOnly && replaced), bytes[index...].starts(with: wanted) {
        result += Array(other.utf8)
        index += wanted.count
        replaced = true
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
