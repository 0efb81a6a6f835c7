/// How the text after the separator becomes a value. Two old programs left two rules, told apart by the section:
/// `[settings]` is telemetrics-client's, every other section follows Python's ConfigParser as the Aerospike agent did.
public enum ValueDialect: Sendable, Equatable {
  /// `\s` is a space, any other backslash is removed; indentation means nothing.
  case telemetrics
  /// `%%` is `%`, and a lone `%` stands for itself; lines indented deeper than their key continue its value.
  case configParser

  /// The dialect of a section, by its name.
  public init(section: String) { self = section == "settings" ? .telemetrics : .configParser }

  var continuesIndentedLines: Bool { self == .configParser }

  /// What a new entry puts between key and value when the file shows no habit of its own.
  var separator: String { self == .telemetrics ? "=" : " = " }

  /// The value meant by what the file says.
  public func decoded(_ raw: String) -> String {
    let special = self == .telemetrics ? UInt8(ascii: "\\") : UInt8(ascii: "%")
    let bytes = Array(raw.utf8)
    guard bytes.contains(special) else { return raw }
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index], next = index + 1 < bytes.count ? bytes[index + 1] : 0
      index += 1
      guard byte == special else {
        out.append(byte)
        continue
      }
      switch self {
      case .telemetrics where next == UInt8(ascii: "s"):
        out.append(UInt8(ascii: " "))
        index += 1
      case .telemetrics: break
      case .configParser:
        out.append(byte)
        if next == special { index += 1 }
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// What the file must say so that `decoded` gives the value back. Throws when the dialect has no way to say it.
  public func encoded(_ value: String) throws(INIEditProblem) -> String {
    guard !value.unicodeScalars.contains(where: { ($0.value < 0x20 && $0 != "\t") || $0.value == 0x7F }) else {
      throw .controlCharacter
    }
    switch self {
    case .telemetrics:
      guard !value.utf8.contains(UInt8(ascii: "\\")) else { throw .backslash }
      let leading = value.prefix { $0 == " " }
      let trailing = value.dropFirst(leading.count).reversed().prefix { $0 == " " }
      let core = value.dropFirst(leading.count).dropLast(trailing.count)
      guard core.utf8.first != UInt8(ascii: "\t"), core.utf8.last != UInt8(ascii: "\t") else { throw .outerSpace }
      return leading.map { _ in "\\s" }.joined() + core + trailing.map { _ in "\\s" }.joined()
    case .configParser:
      let blanks: [UInt8?] = [UInt8(ascii: " "), UInt8(ascii: "\t")]
      guard value.isEmpty || !(blanks.contains(value.utf8.first) || blanks.contains(value.utf8.last)) else {
        throw .outerSpace
      }
      return value.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }
  }
}
