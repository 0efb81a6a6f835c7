/// Reads JSON as it comes, in chunks of any size, and keeps of it what a shape names: memory is bounded by the largest
/// element, not by the text.
///
/// The text may hold several values, each an object or an array that begins at the start of a line (after white
/// space); everything around them is noise and skipped: messages before, sentences after. A line that begins like a
/// value and breaks its rules before the line ends is noise as well. Strict where values are kept; in what is passed
/// over only strings and the balance of brackets are looked at.
public struct JSONStream {
  /// How many whole values have come.
  public private(set) var documents = 0

  private let shape: JSONShape
  private let limit: Int
  private var state = State.noise(isLineStart: true)
  private var frames: [Frame] = []
  private var token: [UInt8] = []
  private var isEscaped = false
  private var isKept = false
  private var skipDepth = 0
  /// What the value that comes next is wanted for.
  private var wanted = JSONShape.nothing
  private var kept = 0
  private var offset = 0
  private var isFirstLine = false
  private var hasHandedOver = false
  private var firstFault: JSONFault?
  private static let deepest = 128
  private static let longestWord = 4096
  /// A value's own memory beside its text.
  private static let valueCost = 32

  /// `limit`: how many bytes of values, at most, are held at a time.
  public init(_ shape: JSONShape = .whole, keeping limit: Int = 16 << 20) {
    self.shape = shape
    self.limit = limit
  }

  private enum State {
    case noise(isLineStart: Bool)
    case value(orEnd: Bool), key(orEnd: Bool), colon, commaOrEnd
    case keyString, valueString, word
    case skipping, skippingString
  }

  private struct Frame {
    let isObject: Bool
    let shape: JSONShape
    var key = ""
    var count = 0
    var object = JSONObject()
    var items: [JSON] = []
  }

  /// Takes the next chunk; pieces are handed over as they become whole.
  public mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ hand: (JSONPiece) -> Void) throws(JSONFault) {
    var index = 0
    let start = offset
    defer { offset = start + bytes.count }
    while index < bytes.count {
      do throws(JSONFault) {
        try step(bytes, &index, hand)
      } catch {
        let fault = JSONFault(reason: error.reason, offset: start + index)
        guard isFirstLine, !hasHandedOver else { throw fault }
        if firstFault == nil { firstFault = fault }
        restart()
      }
    }
  }

  public mutating func take(_ bytes: [UInt8], _ hand: (JSONPiece) -> Void) throws(JSONFault) {
    let outcome: Result<Void, JSONFault> = bytes.withUnsafeBufferPointer { buffer in
      do throws(JSONFault) { return .success(try take(buffer, hand)) } catch { return .failure(error) }
    }
    try outcome.get()
  }

  /// The end of the text: throws when a value is not whole, or when there was none.
  public mutating func finish() throws(JSONFault) {
    guard case .noise = state else {
      throw firstFault ?? JSONFault(reason: "the text ends too early", offset: offset)
    }
    if documents == 0 { throw firstFault ?? JSONFault(reason: "no value here", offset: offset) }
  }

  private mutating func restart() {
    state = .noise(isLineStart: false)
    frames.removeAll(keepingCapacity: true)
    token.removeAll(keepingCapacity: true)
    isEscaped = false
    kept = 0
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: 0) }

  /// Handles at least one byte.
  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ hand: (JSONPiece) -> Void
  ) throws(JSONFault) {
    let byte = bytes[index]
    switch state {
    case .noise(let isLineStart):
      skipNoise(bytes, &index, isLineStart)
    case .keyString, .valueString:
      try string(bytes, &index, hand)
    case .word:
      try word(bytes, &index, hand)
    case .skipping:
      try skip(bytes, &index, hand)
    case .skippingString:
      skipString(bytes, &index)
    case .value, .key, .colon, .commaOrEnd:
      if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
        if byte == 0x0A { isFirstLine = false }
        index += 1
      } else {
        try structure(byte, &index, hand)
      }
    }
  }

  private mutating func skipNoise(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ isLineStart: Bool) {
    var fresh = isLineStart
    while index < bytes.count {
      let byte = bytes[index]
      if fresh, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        isFirstLine = true
        hasHandedOver = false
        wanted = shape
        state = .value(orEnd: false)
        return
      }
      index += 1
      if byte == 0x0A {
        fresh = true
      } else if byte != 0x20, byte != 0x09, byte != 0x0D {
        fresh = false
      }
    }
    state = .noise(isLineStart: fresh)
  }

  private mutating func structure(_ byte: UInt8, _ index: inout Int, _ hand: (JSONPiece) -> Void) throws(JSONFault) {
    switch state {
    case .value(let orEnd):
      if orEnd, byte == UInt8(ascii: "]") {
        index += 1
        try close(isObject: false, hand)
      } else {
        try begin(byte, &index)
      }
    case .key(let orEnd):
      index += 1
      if orEnd, byte == UInt8(ascii: "}") { return try close(isObject: true, hand) }
      guard byte == UInt8(ascii: "\"") else { throw fault("a member name is missing") }
      state = .keyString
    case .colon:
      guard byte == UInt8(ascii: ":") else { throw fault("a colon is missing") }
      index += 1
      state = .value(orEnd: false)
    default:
      index += 1
      switch byte {
      case UInt8(ascii: ","):
        guard let top = frames.last else { throw fault("a comma outside") }
        if top.isObject {
          state = .key(orEnd: false)
        } else {
          wanted = childShape(top, key: "")
          state = .value(orEnd: false)
        }
      case UInt8(ascii: "}"): try close(isObject: true, hand)
      case UInt8(ascii: "]"): try close(isObject: false, hand)
      default: throw fault("a comma or a bracket is missing")
      }
    }
  }

  /// The first byte of a value.
  private mutating func begin(_ byte: UInt8, _ index: inout Int) throws(JSONFault) {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      index += 1
      let isObject = byte == UInt8(ascii: "{")
      guard frames.count < Self.deepest else { throw fault("nested deeper than \(Self.deepest)") }
      guard accepts(isObject: isObject) else {
        skipDepth = 1
        state = .skipping
        return
      }
      let frame = Frame(isObject: isObject, shape: wanted)
      frames.append(frame)
      if isObject {
        state = .key(orEnd: true)
      } else {
        wanted = childShape(frame, key: "")
        state = .value(orEnd: true)
      }
    case UInt8(ascii: "\""):
      index += 1
      isKept = keepsPlain
      state = .valueString
    default:
      isKept = keepsPlain
      state = .word
    }
  }

  private var keepsPlain: Bool {
    switch wanted {
    case .nothing, .list: false
    case .whole, .count, .object, .members, .items, .each: true
    }
  }

  private func accepts(isObject: Bool) -> Bool {
    switch wanted {
    case .nothing: false
    case .object, .members: isObject
    case .items, .list: !isObject
    case .whole, .count, .each: true
    }
  }

  private func childShape(_ frame: Frame, key: String) -> JSONShape {
    switch frame.shape {
    case .nothing, .count: .nothing
    case .whole: .whole
    case .object(let members): members[key] ?? .nothing
    case .members(let inner), .items(let inner), .list(_, let inner): inner
    case .each(_, let inner, let passes): passes(frame.isObject ? key : String(frame.count)) ? inner : .nothing
    }
  }

  private mutating func keep(_ count: Int) throws(JSONFault) {
    kept += count
    guard kept <= limit else { throw fault("more than \(limit) bytes in one piece") }
  }

  private mutating func string(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ hand: (JSONPiece) -> Void
  ) throws(JSONFault) {
    var isKey = false
    if case .keyString = state { isKey = true }
    let isTaken = isKey || isKept
    if isEscaped {
      // The byte behind a backslash, whatever it is; a key or a kept string is judged when it is whole.
      if isTaken { token.append(bytes[index]) }
      index += 1
      isEscaped = false
      return
    }
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      index += 1
    }
    if isTaken {
      try keep(index - start)
      token.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
    }
    guard index < bytes.count else { return }
    let byte = bytes[index]
    guard byte >= 0x20 else { throw fault("a control character in a string") }
    index += 1
    if byte == UInt8(ascii: "\\") {
      if isTaken { token.append(byte) }
      isEscaped = true
    } else if isKey {
      try named()
    } else {
      state = .commaOrEnd
      try add(isKept ? .string(try text()) : nil, hand)
    }
  }

  private mutating func named() throws(JSONFault) {
    let length = token.count
    let key = try text()
    guard let last = frames.indices.last else { throw fault("a name outside") }
    frames[last].key = key
    wanted = childShape(frames[last], key: key)
    // The name of what is passed over is forgotten with it.
    if case .nothing = wanted { kept -= min(kept, length) }
    state = .colon
  }

  /// The token as the text of a string.
  private mutating func text() throws(JSONFault) -> String {
    defer { token.removeAll(keepingCapacity: true) }
    guard token.contains(UInt8(ascii: "\\")) else { return String(decoding: token, as: UTF8.self) }
    let quote = [UInt8(ascii: "\"")]
    return try JSONReader.parse(quote + token + quote).stringValue ?? ""
  }

  private mutating func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ hand: (JSONPiece) -> Void
  ) throws(JSONFault) {
    let start = index
    while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
    if isKept { try keep(index - start) }
    token.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
    guard token.count <= Self.longestWord else { throw fault("a number without end") }
    guard index < bytes.count else { return }
    defer { token.removeAll(keepingCapacity: true) }
    guard !token.isEmpty else { throw fault("no value here") }
    let value = isKept ? try JSONReader.parse(token) : nil
    state = .commaOrEnd
    try add(value, hand)
  }

  /// Of numbers, `true`, `false` and `null`.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func skip(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ hand: (JSONPiece) -> Void
  ) throws(JSONFault) {
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        state = .skippingString
        return
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        skipDepth += 1
        guard frames.count + skipDepth <= Self.deepest else { throw fault("nested deeper than \(Self.deepest)") }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        skipDepth -= 1
        if skipDepth == 0 {
          state = .commaOrEnd
          var value: JSON?
          if case .nothing = wanted {} else { value = .null }
          return try add(value, hand)
        }
      case 0x0A: isFirstLine = false
      default: break
      }
    }
  }

  private mutating func skipString(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    if isEscaped {
      isEscaped = false
      index += 1
      return
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") {
        state = .skipping
        return
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        return
      }
    }
  }

  private mutating func close(isObject: Bool, _ hand: (JSONPiece) -> Void) throws(JSONFault) {
    guard let frame = frames.popLast(), frame.isObject == isObject else { throw fault("a bracket of the other kind") }
    state = .commaOrEnd
    switch frame.shape {
    case .count, .each, .list: try add(.int(frame.count), hand)
    default: try add(isObject ? .object(frame.object) : .array(frame.items), hand)
    }
  }

  /// What the elements are called that are handed over one by one; nil where none are.
  private static func elements(of shape: JSONShape) -> String? {
    switch shape {
    case .each(let name, _, _), .list(let name, _): name
    default: nil
    }
  }

  /// A value is whole; nil when it is not kept.
  private mutating func add(_ value: JSON?, _ hand: (JSONPiece) -> Void) throws(JSONFault) {
    guard let last = frames.indices.last else {
      documents += 1
      state = .noise(isLineStart: false)
      kept = 0
      hand(.document(value ?? .null))
      return
    }
    frames[last].count += 1
    guard let value else { return }
    if let name = Self.elements(of: frames[last].shape) {
      kept = 0
      hasHandedOver = true
      hand(.element(of: name, key: frames[last].isObject ? frames[last].key : String(frames[last].count - 1), value))
      return
    }
    try keep(Self.valueCost)
    if frames[last].isObject {
      frames[last].object[frames[last].key] = value
    } else {
      frames[last].items.append(value)
    }
  }
}
