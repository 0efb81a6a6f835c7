import Foundation
import Storage

/// One who may read the pages and the API.
public struct Account: Sendable, Equatable, Codable {
  public var name: String
  /// Argon2id, encoded.
  var hash: String
  /// Sees only records with this TID; nil: sees everything.
  public var tenant: String?
  /// May change what an administrator changes on the pages.
  public var writes: Bool
  /// Seconds since 1970.
  public var made: Int64
}

/// Why an account is not as it was asked for.
public enum AccountFault: Error, Sendable, Equatable {
  case badName
  case shortPassword
  case exists
  case missing
  case boundWriter
  case noMemory
  case store(StoreFault)
}

/// Users, their tokens and their sessions, kept among the small values that all collectors on one store share. Of tokens
/// and sessions only the hash is kept.
public struct Accounts: Sendable {
  /// How long a session lasts, seconds.
  public static let sessionSeconds: Int64 = 12 * 3600
  /// What a password must have at least, in characters.
  public static let shortestPassword = 8

  private let store: any Store
  let clock: @Sendable () -> Int64

  /// `clock` tells microseconds since 1970.
  public init(
    _ store: any Store, clock: @escaping @Sendable () -> Int64 = { CollectorConfiguration.systemTime() }
  ) {
    self.store = store
    self.clock = clock
  }

  private var now: Int64 { clock() / 1_000_000 }

  /// A token or a session as it is kept, under the hash of its secret.
  struct Grant: Codable {
    var user: String
    var made: Int64
    /// nil: until it is taken back.
    var until: Int64?

    /// A session that a clock running ahead began ends when the clock is set right, or it would last till then. The
    /// clocks of several collectors may differ a little.
    func isValid(_ now: Int64) -> Bool { until.map { $0 > now && made <= now + 3600 } ?? true }
  }

  // MARK: users

  /// By name.
  public func all() async throws(StoreFault) -> [Account] {
    try await store.values("user/").values.compactMap(Self.decode).sorted { $0.name < $1.name }
  }

  public func account(_ name: String) async throws(StoreFault) -> Account? {
    try await store.values("user/" + name)["user/" + name].flatMap(Self.decode)
  }

  public func add(
    _ name: String, password: String, tenant: String? = nil, writes: Bool = false
  ) async throws(AccountFault) {
    guard Self.isName(name) else { throw .badName }
    guard tenant == nil || !writes else { throw .boundWriter }
    let account = Account(
      name: name, hash: try await hash(password), tenant: tenant, writes: writes, made: now)
    // The salt is random: what is there is this account, or another.
    let isOurs = try await stored { () async throws(StoreFault) in
      try await store.setOnce("user/" + name, to: Self.encode(account)) == Self.encode(account)
    }
    guard isOurs else { throw .exists }
  }

  /// The sessions of before end; tokens stay.
  public func setPassword(_ name: String, _ password: String) async throws(AccountFault) {
    guard var account = try await stored({ () async throws(StoreFault) in try await account(name) }) else {
      throw .missing
    }
    account.hash = try await hash(password)
    let changed = account
    try await stored { () async throws(StoreFault) in
      try await store.set("user/" + name, to: Self.encode(changed))
      try await drop("session/", of: name)
    }
  }

  /// With its tokens and sessions.
  public func remove(_ name: String) async throws(AccountFault) {
    guard try await stored({ () async throws(StoreFault) in try await account(name) }) != nil else { throw .missing }
    try await stored { () async throws(StoreFault) in
      try await store.set("user/" + name, to: nil)
      try await drop("session/", of: name)
      try await drop("token/", of: name)
    }
  }

  /// How many tokens each user has.
  public func tokenCounts() async throws(StoreFault) -> [String: Int] {
    var counts: [String: Int] = [:]
    for value in try await store.values("token/").values {
      if let grant: Grant = Self.decode(value) { counts[grant.user, default: 0] += 1 }
    }
    return counts
  }

  /// A new token, which is told only now.
  public func token(_ name: String) async throws(AccountFault) -> String {
    guard try await stored({ () async throws(StoreFault) in try await account(name) }) != nil else { throw .missing }
    return try await stored { () async throws(StoreFault) in try await grant("token/", name, seconds: nil) }
  }

  /// Takes all tokens of the user back; says how many.
  public func revoke(_ name: String) async throws(AccountFault) -> Int {
    guard try await stored({ () async throws(StoreFault) in try await account(name) }) != nil else { throw .missing }
    return try await stored { () async throws(StoreFault) in try await drop("token/", of: name) }
  }

  // MARK: who asks

  /// Whose token it is.
  func bearer(_ token: String) async throws(StoreFault) -> Account? { try await holder("token/", token) }

  /// Whose session it is.
  func session(_ secret: String) async throws(StoreFault) -> Account? { try await holder("session/", secret) }

  /// The secret of a new session, nil where name and password do not belong together.
  func signIn(_ name: String, _ password: String) async throws(StoreFault) -> String? {
    let account = Self.isName(name) ? try await self.account(name) : nil
    guard await Password.matches(password, account?.hash), account != nil else { return nil }
    for (key, value) in try await store.values("session/") {
      let grant: Grant? = Self.decode(value)
      if grant?.isValid(now) != true { try await store.set(key, to: nil) }
    }
    return try await grant("session/", name, seconds: Self.sessionSeconds)
  }

  func signOut(_ secret: String) async throws(StoreFault) {
    try await store.set("session/" + Secret.kept(secret), to: nil)
  }

  private func grant(_ kind: String, _ name: String, seconds: Int64?) async throws(StoreFault) -> String {
    let secret = Secret.make()
    let grant = Grant(user: name, made: now, until: seconds.map { now + $0 })
    try await store.set(kind + Secret.kept(secret), to: Self.encode(grant))
    return secret
  }

  private func holder(_ kind: String, _ secret: String) async throws(StoreFault) -> Account? {
    guard (20...200).contains(secret.utf8.count) else { return nil }
    let key = kind + Secret.kept(secret)
    guard let value = try await store.values(key)[key], let grant: Grant = Self.decode(value),
      grant.isValid(now)
    else { return nil }
    return try await account(grant.user)
  }

  @discardableResult private func drop(_ kind: String, of name: String) async throws(StoreFault) -> Int {
    var dropped = 0
    for (key, value) in try await store.values(kind) {
      let grant: Grant? = Self.decode(value)
      guard grant?.user == name else { continue }
      try await store.set(key, to: nil)
      dropped += 1
    }
    return dropped
  }

  // MARK: small things

  static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }

  private func hash(_ password: String) async throws(AccountFault) -> String {
    guard password.count >= Self.shortestPassword, password.utf8.count <= 1000 else { throw .shortPassword }
    guard let hash = await Password.hash(password) else { throw .noMemory }
    return hash
  }

  private func stored<Value>(
    _ body: () async throws(StoreFault) -> Value
  ) async throws(AccountFault) -> Value {
    do throws(StoreFault) { return try await body() } catch { throw .store(error) }
  }

  private static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(value)).map(Array.init) ?? []
  }

  private static func decode<Value: Decodable>(_ bytes: [UInt8]) -> Value? {
    try? JSONDecoder().decode(Value.self, from: Data(bytes))
  }
}
