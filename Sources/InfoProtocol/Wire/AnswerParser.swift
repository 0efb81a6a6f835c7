/// Reads the body of an answer. Pure and total: any bytes give a result, in time proportional to their number.
///
/// The format, as seen on real nodes: `name<TAB>value<LF>` for each name, in the order asked. Nodes before 6.0 leave
/// unknown names out, and some values span lines. So a line opens the next answer only when it starts with a name that
/// is still to come and a TAB; any other line belongs to the answer before it. Names compare byte for byte.
public enum AnswerParser {
  /// One answer for each of `names`, in their order; those that the body leaves out are absent.
  public static func parse(_ body: [UInt8], asked names: [String]) -> InfoAnswers {
    var expected = Expected(names)
    var lines = [[ArraySlice<UInt8>]](repeating: [], count: names.count)
    var strays: [String] = []
    var current: Int?
    for line in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLastIfEmpty() {
      if let tab = line.firstIndex(of: UInt8(ascii: "\t")),
        let place = expected.place(of: line[..<tab], from: current.map { $0 + 1 } ?? 0)
      {
        current = place
        lines[place] = [line[(tab + 1)...]]
      } else if let current {
        lines[current].append(line)
      } else {
        strays.append(text(line))
      }
    }
    let answers = zip(names, lines).map { name, lines in
      InfoAnswer(name: name, outcome: outcome(of: lines.first), continuation: lines.dropFirst().map(text))
    }
    return InfoAnswers(answers, body: body, strays: strays)
  }

  /// `ERROR:` and `FAIL:` open every refusal seen from 3.x to 8.0; the old agent took them for values.
  private static func outcome(of line: ArraySlice<UInt8>?) -> InfoAnswer.Outcome {
    guard let line else { return .absent }
    let value = text(line)
    return line.starts(with: "ERROR:".utf8) || line.starts(with: "FAIL:".utf8) ? .refused(value) : .value(value)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Where a name was asked for. Nearly every line is the next name, so the table is made only for the first that is
  /// not.
  private struct Expected {
    private let names: [[UInt8]]
    private var places: [ArraySlice<UInt8>: [Int]]?

    init(_ names: [String]) { self.names = names.map { Array($0.utf8) } }

    mutating func place(of name: ArraySlice<UInt8>, from first: Int) -> Int? {
      if first < names.count, name == names[first][...] { return first }
      let table = places ?? makeTable()
      places = table
      // Names asked for more than once are rare and few; the places ascend.
      return table[name]?.first { $0 >= first }
    }

    private func makeTable() -> [ArraySlice<UInt8>: [Int]] {
      var places: [ArraySlice<UInt8>: [Int]] = [:]
      for (place, name) in names.enumerated() { places[name[...], default: []].append(place) }
      return places
    }
  }
}

extension [ArraySlice<UInt8>] {
  /// The LF at the end of the body ends the last line, it does not open another.
  fileprivate func dropLastIfEmpty() -> ArraySlice<ArraySlice<UInt8>> {
    last?.isEmpty == true ? dropLast() : self[...]
  }
}
