import Testing

@testable import InfoProtocol

@Suite("Reading an answer")
struct AnswerParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var asked: [String]
    var body: String
    var outcomes: [InfoAnswer.Outcome]
    var continuation: [Int: [String]] = [:]
    var strays: [String] = []
  }

  static let cases = [
    Case(testDescription: "one name", asked: ["build"], body: "build\t4.9\n", outcomes: [.value("4.9")]),
    Case(testDescription: "no LF at the end", asked: ["build"], body: "build\t4.9", outcomes: [.value("4.9")]),
    Case(testDescription: "empty value", asked: ["services"], body: "services\t\n", outcomes: [.value("")]),
    Case(testDescription: "empty body", asked: ["a", "b"], body: "", outcomes: [.absent, .absent]),
    Case(
      testDescription: "unknown names left out", asked: ["a", "x", "b", "y"], body: "a\t1\nb\t2\n",
      outcomes: [.value("1"), .absent, .value("2"), .absent]),
    Case(
      testDescription: "get-sl: has a second line", asked: ["get-sl:", "node"], body: "get-sl:\tBB9\nok\nnode\tN\n",
      outcomes: [.value("BB9"), .value("N")], continuation: [0: ["ok"]]),
    Case(
      testDescription: "a TAB in a value, and an empty line", asked: ["a", "b"], body: "a\tx\ty\n\nq\tz\nb\t1\n",
      outcomes: [.value("x\ty"), .value("1")], continuation: [0: ["", "q\tz"]]),
    Case(
      testDescription: "a name that was already answered continues the value", asked: ["a", "b"],
      body: "a\t1\nb\t2\na\t3\n", outcomes: [.value("1"), .value("2")], continuation: [1: ["a\t3"]]),
    Case(
      testDescription: "a name asked twice is answered twice", asked: ["a", "a"], body: "a\t1\na\t2\n",
      outcomes: [.value("1"), .value("2")]),
    Case(
      testDescription: "names that begin alike", asked: ["service", "services"], body: "services\t2\n",
      outcomes: [.absent, .value("2")]),
    Case(
      testDescription: "refusals", asked: ["a", "b", "c", "d"],
      body: "a\tERROR:4:unrecognized command\nb\tERROR::enterprise-only\nc\tFAIL:1:x\nd\terror-no-data-yet\n",
      outcomes: [
        .refused("ERROR:4:unrecognized command"), .refused("ERROR::enterprise-only"), .refused("FAIL:1:x"),
        .value("error-no-data-yet"),
      ]),
    Case(
      testDescription: "lines before the first answer", asked: ["a"], body: "hello\nb\t1\na\t1\n",
      outcomes: [.value("1")], strays: ["hello", "b\t1"]),
    Case(
      testDescription: "a CR belongs to the value", asked: ["a", "b"], body: "a\t1\r\nb\t2\r\n",
      outcomes: [.value("1\r"), .value("2\r")]),
    Case(testDescription: "nothing asked", asked: [], body: "a\t1\n", outcomes: [], strays: ["a\t1"]),
  ]

  @Test("answers, refusals, continuations and absences are told apart", arguments: cases)
  func table(_ row: Case) {
    let answers = AnswerParser.parse(Array(row.body.utf8), asked: row.asked)
    #expect(answers.all.map(\.outcome) == row.outcomes)
    #expect(answers.all.map(\.name) == row.asked)
    #expect(answers.strays == row.strays)
    for (index, answer) in answers.all.enumerated() {
      #expect(answer.continuation == row.continuation[index] ?? [])
    }
    #expect(answers.text == row.body, "the body is kept as it came")
  }

  @Test("bytes that are no UTF-8 become U+FFFD, in names they match nothing")
  func noUTF8() {
    let answers = AnswerParser.parse([0x61, 9, 0xFF, 0x31, 10, 0xC3, 9, 0x31, 10], asked: ["a", "\u{FFFD}"])
    #expect(answers.value("a") == "\u{FFFD}1")
    #expect(answers["\u{FFFD}"]?.outcome == .absent)
  }

  @Test("names compare by bytes: composed and decomposed letters are two names")
  func canonicalEquivalence() {
    let answers = AnswerParser.parse(Array("e\u{301}\t1\n".utf8), asked: ["\u{E9}", "b"])
    #expect(answers.all[0].outcome == .absent)
  }

  @Test("looking up: value, refusal, absence, and a name of several messages")
  func lookUp() {
    var answers = AnswerParser.parse(Array("a\t1\nb\tERROR:4:no\n".utf8), asked: ["a", "b", "c"])
    answers.append(AnswerParser.parse(Array("b\t2\nd\t4\n".utf8), asked: ["b", "d"]))
    #expect(answers.value("a") == "1" && answers.value("b") == "2" && answers.value("d") == "4")
    #expect(answers.value("c") == nil && answers.value("never asked") == nil)
    #expect(answers.refusals.map(\.name) == ["b"])
    #expect(answers.text == "a\t1\nb\tERROR:4:no\nb\t2\nd\t4\n")
  }

  @Test("what a node may write comes back as it was, for any names and values")
  func roundTrip() {
    var random = SeededGenerator(1)
    for _ in 0..<5_000 {
      let names = (0..<Int.random(in: 1...12, using: &random)).map { "n\($0)/\(Int.random(in: 0...9, using: &random))" }
      var body = ""
      var wanted: [InfoAnswer.Outcome] = []
      for name in names {
        switch Int.random(in: 0...3, using: &random) {
        case 0: wanted.append(.absent)
        case 1:
          body += "\(name)\tERROR:4:x\n"
          wanted.append(.refused("ERROR:4:x"))
        default:
          let value = String(repeating: "k=v;", count: Int.random(in: 0...5, using: &random))
          body += "\(name)\t\(value)\n" + (Bool.random(using: &random) ? "" : "ok\n")
          wanted.append(.value(value))
        }
      }
      #expect(AnswerParser.parse(Array(body.utf8), asked: names).all.map(\.outcome) == wanted)
    }
  }

  @Test("any bytes give one answer a name, and every byte stays in the body")
  func anyBytes() {
    var random = SeededGenerator(2)
    let names = ["a", "b", "ab", "get-sl:"]
    let alphabet = Array("ab\t\n:;ERROR".utf8)
    for _ in 0..<20_000 {
      let body =
        Bool.random(using: &random)
        ? random.bytes(upTo: 60)
        : (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let answers = AnswerParser.parse(body, asked: names)
      #expect(answers.all.map(\.name) == names && answers.body == body)
    }
  }
}
