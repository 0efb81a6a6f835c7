import Report

/// What is made of one command's answer while it streams in.
protocol Answer {
  /// Which parts of it are wanted.
  var shape: JSONShape { get }
  mutating func take(_ piece: JSONPiece)
}

/// A question: a command, and what becomes of its answer.
final class Question<A: Answer> {
  let name: String
  private(set) var answer: A
  private(set) var fault: CommandFault?
  private var stream: JSONStream
  private var textFault: JSONFault?
  /// Whether a value of the wanted type came: a list where one is wanted, an object where one is. A line of noise may
  /// look like a value of the other.
  private var hasRightType = false
  /// smartctl says with its status what it thinks of the disk: there an answer counts whatever the status.
  private let isStatusOpen: Bool

  init(_ name: String, _ answer: A, isStatusOpen: Bool = false) {
    self.name = name
    self.answer = answer
    self.isStatusOpen = isStatusOpen
    stream = JSONStream(answer.shape)
  }

  /// The answer, whole.
  func get() throws(CommandFault) -> A {
    if let fault { throw fault }
    return answer
  }

  /// How many values have come, also when the command failed in the end.
  var documents: Int { stream.documents }

  func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    do throws(JSONFault) {
      try stream.take(bytes) { piece in
        if case .document(.null) = piece {} else { hasRightType = true }
        answer.take(piece)
      }
      return true
    } catch {
      textFault = error
      return false
    }
  }

  func end(_ ending: CommandEnding) {
    fault = CommandFault.judge(ending, of: name)
    if case .failed = fault, isStatusOpen, stream.documents > 0 { fault = nil }
    guard fault == nil else { return }
    do throws(JSONFault) {
      if let textFault { throw textFault }
      try stream.finish()
    } catch {
      fault = .noJSON(name, error)
    }
    if fault == nil, !hasRightType { fault = .otherType(name) }
  }

  func deny(_ fault: CommandFault) { self.fault = fault }
}

/// A question without the type of its answer: what a round of several needs.
protocol AnyQuestion: AnyObject {
  var name: String { get }
  var fault: CommandFault? { get }
  func take(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool
  func end(_ ending: CommandEnding)
  func deny(_ fault: CommandFault)
}

extension Question: AnyQuestion {}
