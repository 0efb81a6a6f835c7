/// A parser under test. To add one: make a `Subject` in a file of its own and put it into `Subject.all`.
struct Subject: Sendable {
  var name: String
  var corpus: [[UInt8]]
  var tokens: [[UInt8]]
  /// Feeds the parser; returns what is wrong with the result, nil when nothing is.
  var feed: @Sendable ([UInt8]) -> String?

  static let all: [Subject] = [
    .info, .aerospikeConf, .configuration, .json, .control, .probeMessage, .spoolFile,
  ]

  static func named(_ name: String) -> Subject? { all.first { $0.name == name } }

  var mutator: Mutator { Mutator(corpus: corpus, tokens: tokens) }
}
