#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A POSIX extended regular expression over bytes, the same whatever the store is.
///
/// What makes matching or compiling take for ever is refused: back references, and repetitions of repetitions that multiply to
/// more than 255.
final class Pattern {
  private var compiled = regex_t()

  /// - Throws: `StoreFault.badPattern`.
  init(_ text: String) throws(StoreFault) {
    if let wrong = Self.wrong(text) { throw .badPattern("pattern '\(text.prefix(60))': \(wrong)") }
    let result = regcomp(&compiled, text, REG_EXTENDED | REG_NOSUB)
    guard result == 0 else {
      var message = [CChar](repeating: 0, count: 200)
      regerror(result, &compiled, &message, message.count)
      let words = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      isCompiled = false
      throw .badPattern("pattern '\(text.prefix(60))': \(words.lowercased())")
    }
  }

  private var isCompiled = true

  deinit { if isCompiled { regfree(&compiled) } }

  func matches(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var place = [regmatch_t(rm_so: 0, rm_eo: regoff_t(clamping: buffer.count))]
      guard let base = buffer.baseAddress else { return regexec(&compiled, "", 0, nil, 0) == 0 }
      return regexec(&compiled, base.assumingMemoryBound(to: CChar.self), 1, &place, REG_STARTEND) == 0
    }
  }

  private static func wrong(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    if bytes.count > 1000 { return "longer than 1000 bytes" }
    if bytes.contains(0) { return "has a zero byte" }
    var product = 1
    var index = 0
    var inBrackets = false
    while index < bytes.count {
      let byte = bytes[index]
      if inBrackets {
        if byte == UInt8(ascii: "]") { inBrackets = false }
      } else if byte == UInt8(ascii: "\\") {
        index += 1
        if index < bytes.count, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[index]) {
          return "back references are not allowed"
        }
      } else if byte == UInt8(ascii: "[") {
        inBrackets = true
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "^") { index += 1 }
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "]") { index += 1 }
      } else if byte == UInt8(ascii: "{") {
        var number = 0
        var most = 0
        while index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "}") {
          index += 1
          if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) {
            number = min(number * 10 + Int(bytes[index] - UInt8(ascii: "0")), 100_000)
          } else {
            number = 0
          }
          most = max(most, number)
        }
        product = min(product * max(most, 1), 1_000_000)
        if product > 255 { return "its repetitions multiply to more than 255" }
      }
      index += 1
    }
    return nil
  }
}
