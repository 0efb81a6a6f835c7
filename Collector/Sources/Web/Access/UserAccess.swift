import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Synchronization

/// Who reads must be a user, by a session or a token. Only a collector that listens on loopback and has no users yet is
/// open to who sits at the machine.
public struct UserAccess: Access {
  public var accounts: Accounts? { users }
  private let users: Accounts
  private let isLocal: Bool
  private let secret: SharedSecret
  private let hadUsers = Known()

  /// `listensOn` is the host of the server's address.
  public init(_ store: any Store, listensOn host: String) {
    users = Accounts(store)
    isLocal = Self.isLoopback(host: host)
    secret = SharedSecret(store)
  }

  /// Whether only this machine reaches who listens there.
  public static func isLoopback(host: String) -> Bool {
    host.lowercased() == "localhost" || host.hasPrefix("127.") || host == "::1"
  }

  public func mayRead(_ request: Request, peer: SocketAddress?) async -> Admission {
    do throws(StoreFault) {
      if let token = request.bearer {
        guard let account = try await users.bearer(token) else { return .login(Self.door) }
        return .allowed(Reader(account, signedIn: false))
      }
      if let session = request.session, let account = try await users.session(session) {
        return .allowed(Reader(account, signedIn: true))
      }
      guard isLocal else { return .login(Self.door) }
      let has = try await !users.all().isEmpty
      hadUsers.set(has)
      return has ? .login(Self.door) : open(request, peer)
    } catch {
      // Where nobody had to say who it is, the page Health still tells what is wrong.
      return isLocal && request.bearer == nil && hadUsers.value == false ? open(request, peer) : .trouble(error)
    }
  }

  public func mayWrite(_ request: Request, peer: SocketAddress?) async -> Admission {
    let admission = await mayRead(request, peer: peer)
    if case .allowed(let reader) = admission, !reader.writes {
      return .refused("\(reader.name ?? "This reader") may read, and change nothing.")
    }
    return admission
  }

  public func token(_ request: Request) async -> String {
    if let session = request.session { return Secret.formToken(session) }
    return Secret.formToken(await secret.value())
  }

  private static let door = "/login"

  private func open(_ request: Request, _ peer: SocketAddress?) -> Admission {
    // What a proxy passes on comes from elsewhere, though the proxy is here.
    let isPassedOn = ["x-forwarded-for", "forwarded", "x-real-ip", "via"].contains { name in
      HTTPField.Name(name).map { request.headers[$0] != nil } ?? false
    }
    guard let peer, LoopbackAccess.isLoopback(peer), !isPassedOn,
      LoopbackAccess.isLocal(request.head.authority ?? "")
    else {
      return .refused(
        "without users the pages are open on this machine only: ask for http://127.0.0.1 there, or make a user: "
          + "telemetry-collector user add NAME")
    }
    return .allowed(Reader(writes: true))
  }
}

extension Reader {
  init(_ account: Account, signedIn: Bool) {
    self.init(name: account.name, tenant: account.tenant, writes: account.writes, signedIn: signedIn)
  }
}

extension Request {
  /// What came as `Authorization: Bearer`.
  var bearer: String? {
    guard let value = headers[.authorization], value.prefix(7).lowercased() == "bearer " else { return nil }
    return String(value.dropFirst(7).drop { $0 == " " })
  }

  /// What came in the session's cookie.
  var session: String? { cookies["session"].map(\.value).flatMap { $0.isEmpty ? nil : $0 } }
}

/// What forms carry where nobody had to say who it is: the same on all collectors of a store.
private final class SharedSecret: Sendable {
  private let store: any Store
  private let known = Mutex<String?>(nil)
  private let fallback = Secret.make()

  init(_ store: any Store) { self.store = store }

  func value() async -> String {
    if let known = known.withLock({ $0 }) { return known }
    guard let kept = try? await store.setOnce("form-secret", to: Array(Secret.make().utf8)) else { return fallback }
    let value = String(decoding: kept, as: UTF8.self)
    known.withLock { $0 = value }
    return value
  }
}

/// The last answer, nil before the first.
private final class Known: Sendable {
  private let state = Mutex<Bool?>(nil)

  var value: Bool? { state.withLock { $0 } }

  func set(_ value: Bool) { state.withLock { $0 = value } }
}
