/// The bytes of a body by rows of a width: as text where all of it is printable ASCII, else in hexadecimal and text,
/// as hexdump shows them. Each row starts with its offset in hexadecimal.
struct BytesDump {
  let bytes: [UInt8]
  let isText: Bool
  let rowBytes: Int

  /// `isText` is `isPrintable(bytes)`, which is found out once a body and not once a picture.
  init(_ bytes: [UInt8], isText: Bool, width: Int) {
    self.bytes = bytes
    self.isText = isText
    if isText {
      rowBytes = max(1, width - 12)
    } else {
      // Each byte takes three columns of digits and one of text.
      let fitting = (width - 15) / 4
      rowBytes = fitting >= 16 ? 16 : fitting >= 8 ? 8 : max(1, fitting)
    }
  }

  static func isPrintable(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { (0x20...0x7E).contains($0) } }

  var rowCount: Int { (bytes.count + rowBytes - 1) / rowBytes }

  func row(_ index: Int) -> (offset: String, digits: String, text: String) {
    let start = index * rowBytes
    let part = bytes[min(start, bytes.count)..<min(start + rowBytes, bytes.count)]
    let number = String(start, radix: 16)
    let offset = String(repeating: "0", count: max(0, 8 - number.count)) + number
    let text = String(decoding: part.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
    guard !isText else { return (offset, "", text) }
    let digits = part.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    return (offset, digits + String(repeating: " ", count: (rowBytes - part.count) * 3), text)
  }
}
