import Platform

/// One program to run: what it is, what it may cost, and who takes its output.
public struct CommandJob {
  /// What messages call it: the words after the options.
  public var name: String
  /// The file to execute; nothing is looked up in PATH.
  public var program: String
  public var arguments: [String]
  /// What it reads on standard input; nothing when nil.
  public var input: [UInt8]?
  /// From its start to its end.
  public var milliseconds: Int64
  /// Bytes of standard output.
  public var mostOutput: Int
  /// Takes standard output as it comes; false when the rest is of no use, which ends the program.
  public var take: (UnsafeBufferPointer<UInt8>) -> Bool

  public init(
    _ name: String, program: String, arguments: [String], input: [UInt8]? = nil, milliseconds: Int64 = 30_000,
    mostOutput: Int = 1 << 30, take: @escaping (UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    self.name = name
    self.program = program
    self.arguments = arguments
    self.input = input
    self.milliseconds = milliseconds
    self.mostOutput = mostOutput
    self.take = take
  }
}

/// How a program ended, and the end of what it wrote to standard error.
public struct CommandEnding: Sendable, Equatable {
  public enum Way: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// Its own time was over.
    case timedOut(milliseconds: Int64)
    case tooLong(bytes: Int)
    /// The one who took its output had enough.
    case leftAlone
    /// The caller of the runner wants to stop.
    case interrupted
    case notStarted(SystemError)
  }

  public var way: Way
  public var errors: String
  /// Milliseconds from start to end.
  public var took: Int64
}
