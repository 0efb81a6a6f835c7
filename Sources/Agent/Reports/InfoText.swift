/// The small languages inside Info values.
enum InfoText {
  /// `name=value;name=value`: the value is everything after the first `=`, so that a value may hold one itself. A
  /// name that comes again has its values joined with `;`, as the server means it (several access addresses).
  static func pairs(_ text: String, separator: Character = ";") -> [(name: String, value: String)] {
    var order: [String] = []
    var values: [String: String] = [:]
    for piece in text.split(separator: separator) {
      let equals = piece.firstIndex(of: "=") ?? piece.endIndex
      let name = String(piece[..<equals])
      let value = equals == piece.endIndex ? "" : String(piece[piece.index(after: equals)...])
      if let earlier = values[name] {
        values[name] = earlier + ";" + value
      } else {
        order.append(name)
        values[name] = value
      }
    }
    return order.map { ($0, values[$0] ?? "") }
  }

  /// `a=1:b=2;a=3:b=4`: one list of pairs a record.
  static func records(_ text: String) -> [[(name: String, value: String)]] {
    text.split(separator: ";").map { pairs(String($0), separator: ":") }
  }

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
