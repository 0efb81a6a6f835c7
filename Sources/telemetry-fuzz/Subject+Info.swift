import Demo
import InfoProtocol

extension Subject {
  /// The stream of a node's answers: framing, answers, the lists in them.
  static let info: Subject = {
    let values = DemoAnswers.captured4_9.values
    let names = values.keys.sorted()
    let bodies = names.map { name in Array("\(name)\t\(values[name] ?? "")\n".utf8) }
    // Single answers, runs of a few, and whole rounds now and then.
    var corpus = bodies.map { InfoMessage.framed($0) }
    for start in stride(from: 0, to: names.count, by: 3) {
      let run = Array(bodies[start..<min(start + 6, bodies.count)].joined())
      corpus.append(InfoMessage.framed(run) + InfoMessage.framed(Array("build\t4.9.0.37\n".utf8)))
      corpus.append(InfoMessage.framed(run))
    }
    corpus.append(InfoMessage.framed(Array(bodies.joined())))
    corpus.append(InfoMessage.framed([]))
    let tokens =
      names.map { Array($0.utf8) }
      + [
        "\t", "\n", ";", ":", "=", ",", "ERROR:4:unrecognized command", "FAIL:", "ok\n", "ns=", "indexname=", "build\t",
      ]
      .map { Array($0.utf8) } + [InfoHeader(length: 40).bytes, InfoHeader(length: 1 << 40).bytes, [0xFF], [0]]
    return Subject(name: "info", corpus: corpus, tokens: tokens) { feed($0, names: names) }
  }()

  private static func feed(_ bytes: [UInt8], names: [String]) -> String? {
    let limit = 1 << 20
    var reader = FrameReader(limit: limit)
    var total = 0
    // In two pieces, cut at a place that depends on the input.
    let cut = bytes.isEmpty ? 0 : Int(bytes[bytes.count / 2]) * bytes.count / 256
    for piece in [bytes[..<cut], bytes[cut...]] {
      reader.feed(piece)
      while let body = try? reader.next() {
        total += body.count
        guard total <= limit else { return "more bytes than allowed" }
        if let fault = check(AnswerParser.parse(body, asked: names), body, names) { return fault }
      }
    }
    // A header changed at random ends the framing; what follows is to be parsed all the same.
    let rest = Array(bytes.dropFirst(InfoHeader.size))
    return check(AnswerParser.parse(rest, asked: names), rest, names)
  }

  private static func check(_ answers: InfoAnswers, _ body: [UInt8], _ names: [String]) -> String? {
    guard answers.body == body else { return "the body was changed" }
    guard answers.all.count == names.count else { return "\(answers.all.count) answers to \(names.count) names" }
    var lines = answers.strays.count
    for (answer, name) in zip(answers.all, names) {
      guard answer.name == name else { return "an answer to \(answer.name) in the place of \(name)" }
      if answer.outcome == .absent, !answer.continuation.isEmpty { return "an absent answer with lines" }
      lines += answer.continuation.count + (answer.outcome == .absent ? 0 : 1)
    }
    let ends = body.count { $0 == UInt8(ascii: "\n") }
    guard lines == ends + (body.isEmpty || body.last == UInt8(ascii: "\n") ? 0 : 1) else { return "a line is lost" }
    let indexes = InfoList.indexes(answers.value("sindex") ?? "")
    guard indexes.allSatisfy({ InfoMessage.isAskable($0.command) }) else { return "an index that cannot be asked for" }
    let build = NodeBuild(answers.value("build") ?? "")
    guard build.mayHaveLatency || build.mayHaveLatencies else { return "a build without histograms" }
    return nil
  }
}
