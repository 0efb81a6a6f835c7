/// Names that must not stand in a text: hosts of the cluster, and what else the caller knows.
struct KnownNames: Sendable {
  static let mark = "<host>"

  private var names: Set<String> = []

  /// Names of one or two letters stay: they identify nobody and stand in every text.
  private static let shortest = 3

  init(_ names: some Sequence<String> = []) { for name in names { add(name) } }

  /// Words of the cluster's own programs: a host that is called so is not told from them, and no trace could be read
  /// without them.
  private static let ordinary: Set<String> = [
    "ceph", "stone", "osd", "mon", "mgr", "mds", "rgw", "rbd", "client", "rados", "bluestore", "main", "clone", "abort",
    "linux", "debian", "std", "void", "int", "char", "const", "function", "thread", "time", "failed", "src", "lib",
    "usr",
  ]

  /// A name, and the first label of one with a domain.
  mutating func add(_ name: String) {
    for each in [name, name.prefix { $0 != "." }.description] where each.utf8.count >= Self.shortest {
      if Self.ordinary.contains(each.lowercased()) { continue }
      // A number alone is no name: texts are full of numbers.
      if each.utf8.contains(where: { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) && $0 != UInt8(ascii: ".") })
      {
        names.insert(each.lowercased())
      }
    }
  }

  /// The text with every known name in it replaced, where it stands as a whole word. What follows a host behind a dot
  /// is its domain and goes with it.
  func cleaned(_ text: String) -> String {
    guard !names.isEmpty else { return text }
    var out: [UInt8] = []
    var word: [UInt8] = []
    func flush() {
      guard !word.isEmpty else { return }
      out += holds(word) ? Array(Self.mark.utf8) : word
      word.removeAll(keepingCapacity: true)
    }
    for byte in text.utf8 {
      if Self.isPartOfName(byte) {
        word.append(byte)
      } else {
        flush()
        out.append(byte)
      }
    }
    flush()
    return String(decoding: out, as: UTF8.self)
  }

  /// The word itself, or what stands before one of its dots.
  private func holds(_ word: [UInt8]) -> Bool {
    let text = String(decoding: word, as: UTF8.self).lowercased()
    if names.contains(text) { return true }
    var end = text.endIndex
    while let dot = text[..<end].lastIndex(of: ".") {
      if names.contains(String(text[..<dot])) { return true }
      end = dot
    }
    return false
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
