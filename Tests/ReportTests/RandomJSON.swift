import Report
import TestSupport

/// Any value, with the strings that are hard to write down.
func randomJSON(_ draws: inout Draws, depth: Int = 4) -> JSON {
  switch draws.number(below: depth > 0 ? 8 : 5) {
  case 0: return .null
  case 1: return .bool(draws.oneIn(2))
  case 2: return .number(draws.pick(["0", "-1", "1e9", "18446744073709551615", "0.10", "-0", "1E-7"], or: "0"))
  case 3, 4: return .string(randomText(&draws))
  case 5: return .array((0..<draws.number(below: 5)).map { _ in randomJSON(&draws, depth: depth - 1) })
  default:
    var object = JSONObject()
    for _ in 0..<draws.number(below: 6) { object[randomText(&draws)] = randomJSON(&draws, depth: depth - 1) }
    return .object(object)
  }
}

func randomText(_ draws: inout Draws) -> String {
  var text = ""
  for _ in 0..<draws.number(below: 12) {
    let limit = draws.pick([0x80, 0x80, 0x20, 0x3000, 0x11_0000], or: 0x80)
    // Combining marks make texts that differ in bytes equal to Swift; they have a test of their own.
    guard let scalar = Unicode.Scalar(UInt32(draws.number(below: limit))), !scalar.properties.isDiacritic,
      scalar.properties.canonicalCombiningClass == .notReordered
    else { continue }
    text.unicodeScalars.append(scalar)
  }
  return text
}
