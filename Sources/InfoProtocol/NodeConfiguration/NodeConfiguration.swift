import Platform

/// `aerospike.conf` as a tree, in the order of the file. The format: lines of words, and blocks `words { ... }` inside
/// one another. More is accepted than the server accepts (blocks on one line, a brace on the next line), never less.
public struct NodeConfiguration: Sendable, Equatable {
  public var path: String
  public var items: [Item]

  /// A line `port 3000` or a block `namespace test { ... }`.
  public struct Item: Sendable, Equatable {
    /// Never empty.
    public var words: [String]
    /// Where it begins, from 1.
    public var line: Int
    /// What is in the braces; nil for a line.
    public var block: [Item]?

    /// The first word.
    public var name: String { words.first ?? "" }
  }

  /// Real files are a few KB and four levels deep.
  public static let sizeLimit = 4 << 20
  public static let depthLimit = 32

  /// Reads and parses a file.
  public static func read(_ path: String) throws(NodeConfigurationFault) -> NodeConfiguration {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try Files.read(path, limit: sizeLimit + 1)
    } catch {
      throw .unreadable(error)
    }
    return try parse(bytes, path: path)
  }

  /// Pure and total: any bytes give a tree or a fault, in time proportional to their number. `path` is for faults.
  public static func parse(_ bytes: [UInt8], path: String) throws(NodeConfigurationFault) -> NodeConfiguration {
    guard bytes.count <= sizeLimit else { throw .tooLarge(path: path, limit: sizeLimit) }
    var tokens = ConfigurationTokens(bytes)
    // The open blocks, outermost first; the bottom one is the file itself.
    var open: [Item] = [Item(words: [], line: 0, block: [])]
    var words: [String] = []
    var start = 0

    func endLine() {
      if !words.isEmpty { open[open.count - 1].block?.append(Item(words: words, line: start)) }
      words = []
    }

    while let (token, line) = tokens.read() {
      switch token {
      case .word(let word):
        // Words of an earlier line that no brace followed are a line of their own.
        if !words.isEmpty, line != start { endLine() }
        if words.isEmpty { start = line }
        words.append(word)
      case .open:
        guard !words.isEmpty else { throw .nameless(path: path, line: line) }
        guard open.count <= depthLimit else { throw .tooDeep(path: path, line: line, limit: depthLimit) }
        open.append(Item(words: words, line: start, block: []))
        words = []
      case .close:
        endLine()
        guard open.count > 1, let closed = open.popLast() else { throw .unexpectedClose(path: path, line: line) }
        open[open.count - 1].block?.append(closed)
      }
    }
    endLine()
    guard open.count == 1 else {
      let last = open[open.count - 1]
      throw .unclosed(path: path, line: last.line, block: last.words.joined(separator: " "))
    }
    return NodeConfiguration(path: path, items: open[0].block ?? [])
  }
}
