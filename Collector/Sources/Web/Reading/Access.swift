import Hummingbird
import NIOCore
import Storage

/// One who reads.
public struct Reader: Sendable, Equatable {
  /// nil: nobody had to say who it is.
  public var name: String?
  /// Sees only records with this TID; nil: sees everything.
  public var tenant: String?
  /// May change what an administrator changes.
  public var writes: Bool
  /// Came with a session, which may be ended.
  public var signedIn: Bool

  public init(name: String? = nil, tenant: String? = nil, writes: Bool = false, signedIn: Bool = false) {
    self.name = name
    self.tenant = tenant
    self.writes = writes
    self.signedIn = signedIn
  }
}

/// What one who asks may do.
public enum Admission: Sendable, Equatable {
  case allowed(Reader)
  /// Not before saying who it is, at this path.
  case login(String)
  /// No, and why.
  case refused(String)
  /// Who it is cannot be told now.
  case trouble(StoreFault)
}

/// Who may read the pages and the API, and who may change what an administrator changes there.
public protocol Access: Sendable {
  func mayRead(_ request: Request, peer: SocketAddress?) async -> Admission
  func mayWrite(_ request: Request, peer: SocketAddress?) async -> Admission
  /// The token that forms carry, so that no page from elsewhere can send one: not to be guessed, and the same for one
  /// reader on all collectors of a store.
  func token(_ request: Request) async -> String
  /// Who may sign in at `/login`; nil: nobody, and there is no such page.
  var accounts: Accounts? { get }
}

extension Access {
  public var accounts: Accounts? { nil }
}

/// Open to who sits at this machine, closed to all others.
public struct LoopbackAccess: Access {
  private let secret: String

  /// - Parameter secret: what forms carry; by default a new one with each start.
  public init(secret: String? = nil) {
    var source = SystemRandomNumberGenerator()
    self.secret =
      secret ?? (0..<4).map { _ in String(UInt64.random(in: 0 ... .max, using: &source), radix: 16) }.joined()
  }

  public func mayRead(_ request: Request, peer: SocketAddress?) async -> Admission {
    // The name asked for counts as well as the peer: a page elsewhere may have its own name point to 127.0.0.1.
    guard let peer, Self.isLoopback(peer), Self.isLocal(request.head.authority ?? "") else {
      return .refused("the pages are open on this machine only: ask for http://127.0.0.1 there")
    }
    return .allowed(Reader(writes: true))
  }

  public func mayWrite(_ request: Request, peer: SocketAddress?) async -> Admission {
    await mayRead(request, peer: peer)
  }

  public func token(_ request: Request) async -> String { secret }

  static func isLoopback(_ peer: SocketAddress) -> Bool {
    switch peer {
    case .unixDomainSocket: true
    default: peer.ipAddress.map { $0.hasPrefix("127.") || $0 == "::1" || $0.hasPrefix("::ffff:127.") } ?? false
    }
  }

  /// Whether a `Host` names this machine to itself.
  static func isLocal(_ authority: String) -> Bool {
    if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
    let host = authority.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() } ?? ""
    if host == "localhost" || host.hasSuffix(".localhost") { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
