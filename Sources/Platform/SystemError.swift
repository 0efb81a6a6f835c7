import Glibc

/// A system call that failed: its name, what it was applied to, and errno.
public struct SystemError: Explained, Equatable {
  public var call: String
  public var subject: String
  public var code: Int32

  public init(_ call: String, _ subject: String, code: Int32 = errno) {
    self.call = call
    self.subject = subject
    self.code = code
  }

  /// strerror(3)'s text, lower case first letter.
  public var reason: String { Self.text(of: code) }

  public static func text(of code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  public var explanation: Explanation {
    let remedy: String?
    let exit: ExitStatus
    switch code {
    case EACCES, EPERM: (remedy, exit) = ("run it as a user who may, or as root", .noPermission)
    case ENOENT: (remedy, exit) = ("check the path", .noInput)
    case ENOSPC, EDQUOT: (remedy, exit) = ("free some space; nothing was lost", .io)
    case EROFS: (remedy, exit) = ("the file system is read-only; use another directory", .cannotCreate)
    case ENAMETOOLONG: (remedy, exit) = ("use a shorter path", .cannotCreate)
    default: (remedy, exit) = (nil, .io)
    }
    return Explanation("\(call) failed, \(reason)", at: subject, remedy: remedy, exit: exit)
  }
}
