import Analysis
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pages
import Storage
import Words

/// The pages and the API over a store.
public struct ReadingSide: Sendable {
  /// Finds a record's guilty again, given the frames that are blocked.
  public typealias Analyse = @Sendable (StoredRecord, Set<Frame>) -> Findings

  private(set) var store: any Store
  let access: any Access
  let facts: @Sendable () -> ServiceFacts
  let analyse: Analyse
  /// More lines for `/metrics`, in Prometheus' text form.
  let metrics: @Sendable () async -> String
  let renderer: Renderer
  let clock: @Sendable () -> Int64
  let uptime: @Sendable () -> Double
  /// Whether the server itself speaks TLS.
  let isEncrypted: Bool
  let logger: Logger
  /// Who reads, on the side made for one.
  private(set) var reader = Reader()

  /// `clock` tells microseconds since 1970, `uptime` seconds on a clock that nobody sets.
  ///
  /// - Throws: where a template of the program itself does not parse.
  public init(
    store: any Store, access: any Access = LoopbackAccess(), facts: @escaping @Sendable () -> ServiceFacts,
    analyse: @escaping Analyse = ReadingSide.analysis, metrics: @escaping @Sendable () async -> String = { "" },
    clock: @escaping @Sendable () -> Int64 = { CollectorConfiguration.systemTime() },
    uptime: @escaping @Sendable () -> Double = { CollectorConfiguration.systemUptime() },
    isEncrypted: Bool = false, logger: Logger = Logger(label: "pages")
  ) throws {
    self.isEncrypted = isEncrypted
    self.store = store
    self.access = access
    self.facts = facts
    self.analyse = analyse
    self.metrics = metrics
    self.clock = clock
    self.uptime = uptime
    self.logger = logger
    renderer = try Renderer()
  }

  /// Adds all routes of the pages and of the API.
  public func addRoutes<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    router.add(middleware: MissingPages(side: self))
    addPages(to: router)
    addRecordFiles(to: router)
    addForms(to: router)
    addOldAddresses(to: router)
    addAPI(to: router)
    addService(to: router)
    addSignIn(to: router)
  }

  /// The analysis of the intake.
  public static let analysis: Analyse = { row, blocked in
    PayloadAnalysis.findings(classification: row.record.classification, payload: row.record.payload, blocked: blocked)
  }

  var views: Views { Views(store: store, now: clock(), isBound: reader.tenant != nil) }

  /// The side as one reader sees it: bound to a tenant, everything is of that tenant.
  func seen(by reader: Reader) -> ReadingSide {
    var side = self
    side.reader = reader
    if let tenant = reader.tenant { side.store = TenantStore(store, tenant: tenant) }
    return side
  }
}

extension Request {
  var asked: Query { Query(encoded: uri.query ?? "") }

  /// The path and the query, as they were asked for.
  var address: String { uri.path + (uri.query.map { "?\($0)" } ?? "") }

  var theme: Shell.Theme {
    cookies["theme"].flatMap { Shell.Theme(rawValue: $0.value) } ?? .auto
  }
}

extension RequestContext {
  /// A part of the path by its name in the route, decoded.
  func part(_ name: String) -> String {
    Query.decode(Array((parameters.get(name) ?? "").utf8), plus: false)
  }

  /// A part of the path that is a number of a thing in the store.
  func number(_ name: String) -> Int64? { Int64(part(name)).flatMap { $0 >= 0 ? $0 : nil } }
}
