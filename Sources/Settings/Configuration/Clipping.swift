extension String {
  /// The text, or its beginning: in a message a huge key or value would push what to do out of sight.
  var clipped: String { unicodeScalars.count > 120 ? String(unicodeScalars.prefix(100)) + "..." : self }
}
