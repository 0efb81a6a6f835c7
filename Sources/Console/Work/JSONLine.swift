import Report

/// A value as a line of a JSON-lines file.
enum JSONLine {
  static func of(_ value: JSON) -> [UInt8] { JSONWriter.bytes(value) + [UInt8(ascii: "\n")] }
}
