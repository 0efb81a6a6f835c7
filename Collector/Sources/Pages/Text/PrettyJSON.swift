/// JSON laid out in lines, without being read: what is no JSON comes out much as it was, and depth costs nothing.
enum PrettyJSON {
  static func text(_ bytes: [UInt8], limit: Int) -> (text: String, cut: Bool) {
    var out: [UInt8] = []
    out.reserveCapacity(min(limit, bytes.count * 2))
    var depth = 0
    var inString = false
    var escaped = false
    var index = 0
    func line() {
      out.append(0x0A)
      // Past sixteen levels the indentation stays, so that deep nesting does not make a page of blanks.
      out.append(contentsOf: [UInt8](repeating: 0x20, count: 2 * min(max(depth, 0), 16)))
    }
    while index < bytes.count, out.count < limit {
      let byte = bytes[index]
      index += 1
      if inString {
        out.append(byte)
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: break
      case UInt8(ascii: "\""):
        inString = true
        out.append(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        out.append(byte)
        let next = bytes[index...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        depth += 1
        if next != UInt8(ascii: "}"), next != UInt8(ascii: "]") { line() }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if let last = out.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { line() }
        out.append(byte)
      case UInt8(ascii: ","):
        out.append(byte)
        line()
      case UInt8(ascii: ":"): out.append(contentsOf: [byte, 0x20])
      default: out.append(byte)
      }
    }
    return (Plain.text(out), index < bytes.count)
  }
}
