/// The answers to the names of one or more messages, in the order asked.
public struct InfoAnswers: Sendable, Equatable {
  public private(set) var all: [InfoAnswer] = []
  /// The bodies as they came, one behind the other: what the `info` command prints.
  public private(set) var body: [UInt8] = []
  /// Lines before the first answer: belong to no name. A node with security enabled says its refusal there.
  public private(set) var strays: [String] = []
  private var places: [String: Int] = [:]

  public init() {}

  public init(_ answers: [InfoAnswer], body: [UInt8] = [], strays: [String] = []) {
    self.body = body
    self.strays = strays
    for answer in answers { append(answer) }
  }

  /// The value of a name; nil when it is absent, refused or was never asked for.
  public func value(_ name: String) -> String? { self[name]?.value }

  /// The answer to a name. Of a name asked twice, the first that has a value, else the first.
  public subscript(_ name: String) -> InfoAnswer? { places[name].map { all[$0] } }

  /// What the node refused to answer, in the order asked.
  public var refusals: [InfoAnswer] { all.filter { $0.refusal != nil } }

  /// The bodies as text; bytes that are no UTF-8 become U+FFFD. Not safe for a terminal: see `SafeText`.
  public var text: String { String(decoding: body, as: UTF8.self) }

  /// Takes over the answers of a later message.
  public mutating func append(_ later: InfoAnswers) {
    for answer in later.all { append(answer) }
    body += later.body
    strays += later.strays
  }

  private mutating func append(_ answer: InfoAnswer) {
    if let place = places[answer.name] {
      if all[place].value == nil, answer.value != nil { places[answer.name] = all.count }
    } else {
      places[answer.name] = all.count
    }
    all.append(answer)
  }
}
