/// What a real node of build 4.9.0.37 (Community Edition, two namespaces, three indexes, under load, 312 s after its
/// start) answered to every name of a full round, byte for byte: name to the text between the TAB and the last LF.
enum CapturedAnswers {
  static let all = service.merging(namespaces) { first, _ in first }.merging(details) { first, _ in first }
}
