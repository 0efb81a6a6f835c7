/// What the analysis found in a record's payload when it came in. It can be computed again at any time.
public struct Findings: Sendable, Equatable {
  /// The function a crash is laid at, nil where none was found or the class has no backtraces.
  public var guilty: Frame?
  /// What is counted by value: an update's way from one version to another, a machine check's status.
  public var marks: [Mark]

  public init(guilty: Frame? = nil, marks: [Mark] = []) {
    self.guilty = guilty
    self.marks = marks
  }
}

/// A function in a module, as a backtrace names it; of names longer than a database's index takes, the beginning.
public struct Frame: Sendable, Hashable {
  public var function: String
  public var module: String
  private static let longest = 1000

  public init(function: String, module: String) {
    self.function = function.cut(to: Self.longest)
    self.module = module.cut(to: Self.longest)
  }
}

/// One value of a kind, counted per day and build.
public struct Mark: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    /// `STATUS… MCGSTATUS…` of a machine check.
    case machineCheck = "mce"
    /// `FROM TO`, the versions of an update that succeeded.
    case update
  }

  public var kind: Kind
  public var value: String

  public init(_ kind: Kind, _ value: String) {
    self.kind = kind
    self.value = value
  }
}
