extension String {
  /// This text with one text replaced by another.
  func replacing(_ old: String, with new: String) -> String {
    var result = "", rest = self[...]
    while let index = rest.indices.first(where: { rest[$0...].hasPrefix(old) }) {
      result += rest[..<index] + new
      rest = rest[rest.index(index, offsetBy: old.count)...]
    }
    return result + rest
  }
}
