import Platform
import Report
import TestSupport

/// A captured cluster whose every text that no report holds was replaced by one that names something: what is neither
/// a word of the reports nor a time becomes a needle, the same wherever it stood.
struct PlantedAnswers {
  /// What must not be found in anything that leaves.
  private(set) var needles: Set<String> = []
  /// What stood there before.
  private var planted: [String: String] = [:]
  private let words: Set<String>

  /// `reports`: bodies that the unchanged answers give; their texts are the vocabulary.
  init(reports: [JSON]) {
    var words: Set<String> = ["rbd", "rgw", "cephfs", "mgr", "disabled"]
    for report in reports { Self.texts(report) { words.insert($0) } }
    self.words = words
  }

  /// Writes changed answers into a directory, for `cluster-replay`.
  mutating func write(to directory: String) throws {
    try Files.makeDirectory(directory)
    var answers: [(name: String, text: String)] = []
    for name in try Files.names(in: StoneCaptures.queries).sorted() where name != "COMMANDS.tsv" {
      let text = try Files.readText("\(StoneCaptures.queries)/\(name)")
      if name.hasSuffix(".json"), let json = try? JSONReader.parse(text) { serials(json) }
      answers.append((name, text))
    }
    for (name, text) in answers {
      var changed = text
      if name.hasSuffix(".json"), let json = try? JSONReader.parse(text) { changed = JSONWriter.text(replaced(json)) }
      if name.hasSuffix(".err") { changed += "cannot reach needle-stderr.example.org at 203.0.113.250\n" }
      try Files.create("\(directory)/\(name)", with: Array(changed.utf8), mode: 0o644)
    }
    let commands = try Files.readText(StoneCaptures.queries + "/COMMANDS.tsv").split(separator: "\n").map { line in
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count > 1 else { return "" }
      // What is asked about stands last, before `--format json`.
      var words = parts[1].split(separator: " ").map(String.init)
      let isNamed = parts[1].hasPrefix("rbd ") || parts[1].contains(" device ")
      if isNamed, words.count > 3 { words[words.count - 3] = planted[words[words.count - 3]] ?? words[words.count - 3] }
      return "\(parts[0])\t\(words.joined(separator: " "))"
    }
    try Files.create(
      "\(directory)/COMMANDS.tsv", with: Array((commands.joined(separator: "\n") + "\n").utf8), mode: 0o644)
    needles.formUnion(["needle", "203.0.113."])
  }

  /// What a text was replaced by.
  func name(_ text: String) -> String { planted[text] ?? text }

  /// Serial numbers first: they stand inside other texts.
  private mutating func serials(_ json: JSON) {
    for (key, value) in json.objectValue ?? JSONObject() {
      if key == "serial_number", let text = value.stringValue { _ = needle(for: text) }
      if key == "devid", let serial = value.stringValue?.split(separator: "_").last { _ = needle(for: String(serial)) }
      serials(value)
    }
    for item in json.arrayValue ?? [] { serials(item) }
  }

  private mutating func needle(for text: String) -> String {
    if let known = planted[text] { return known }
    let number = planted.count
    var new = "needle\(number)x"
    // An address stays one, and the hosts' stay the same as far as they were.
    if text.contains("127.0.0.1") { new = text.replacing("127.0.0.1", with: "203.0.113.9") }
    planted[text] = new
    return new
  }

  private mutating func replaced(_ text: String) -> String {
    if let known = planted[text] { return known }
    let isTime = text.wholeMatch(of: /\d{4}-?\d\d-?\d\d.*/) != nil
    if words.contains(text) || isTime || text.utf8.count < 4 || text.hasPrefix("up:") { return text }
    var changed = text
    for (old, new) in planted where old.utf8.count > 6 && !old.contains("127.") { changed.replace(old, with: new) }
    if changed != text {
      planted[text] = changed
      return changed
    }
    return needle(for: text)
  }

  private mutating func replaced(_ json: JSON) -> JSON {
    switch json {
    case .string(let text): return .string(replaced(text))
    case .array(let items):
      var new: [JSON] = []
      for item in items { new.append(replaced(item)) }
      return .array(new)
    case .object(let object):
      var new = JSONObject()
      for (key, value) in object {
        // Keys that are names of something, as hosts are, and not words of the form.
        let isName = key.contains { $0.isNumber || $0 == "-" }
        new[isName ? planted[key] ?? key : key] = replaced(value)
      }
      return .object(new)
    case .null, .bool, .number: return json
    }
  }

  private static func texts(_ json: JSON, _ take: (String) -> Void) {
    if let text = json.stringValue { take(text) }
    for item in json.arrayValue ?? [] { texts(item, take) }
    for (key, value) in json.objectValue ?? JSONObject() {
      take(key)
      texts(value, take)
    }
  }
}
