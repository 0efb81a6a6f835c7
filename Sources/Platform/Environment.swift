import Glibc

/// The process's surroundings, read once where they are needed and passed on as a value, so that tests set their own.
public struct Environment: Sendable {
  public var variables: [String: String]
  public var effectiveUser: uid_t

  public init(variables: [String: String], effectiveUser: uid_t = geteuid()) {
    self.variables = variables
    self.effectiveUser = effectiveUser
  }

  public static func current() -> Environment {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if let equals = line.firstIndex(of: "=") {
        variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
      entry += 1
    }
    return Environment(variables: variables)
  }

  public subscript(_ name: String) -> String? { variables[name] }

  /// The value, unless it is missing or empty.
  public func nonEmpty(_ name: String) -> String? {
    guard let value = variables[name], !value.isEmpty else { return nil }
    return value
  }

  public var isRoot: Bool { effectiveUser == 0 }
}

/// Who runs this process and where.
public enum Identity {
  /// The login name of a uid, or its number when it has none.
  public static func userName(_ uid: uid_t) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else {
      return String(uid)
    }
    return String(cString: name)
  }

  public static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
