import HTTPTypes
import Hummingbird
import Intake
import Logging
import Storage
import Words

/// Takes what agents send: reads the body, checks it, has it kept, and answers only then.
struct Receiver: Sendable {
  let store: any Store
  let limits: Limits
  let records: RecordIntake
  let bodies: BodyReader
  let commit: GroupCommit
  let blocked: BlockList
  let receipts: Receipts
  let clock: @Sendable () -> Int64
  let uptime: @Sendable () -> Double

  init(_ store: any Store, configuration: CollectorConfiguration, logger: Logger) {
    self.store = store
    limits = configuration.limits
    records = RecordIntake(tenants: configuration.tenants)
    bodies = BodyReader(held: Budget(configuration.limits.heldBytes))
    commit = GroupCommit(store, limits: configuration.limits, logger: logger)
    blocked = BlockList(store)
    receipts = Receipts(store)
    clock = configuration.clock
    uptime = configuration.uptime
  }

  /// Throws only what the connection throws.
  func receive(_ form: WireForm, _ request: Request) async throws -> Response {
    let isBatch = form == .json && Batch.isBatch(request.headers[.contentType])
    let isRecord = form == .root || form == .headers || form == .json && !isBatch
    do {
      let (body, held) = try await bodies.read(request, limit: isRecord ? limits.recordBytes : limits.reportBytes)
      defer { bodies.held.give(held) }
      switch form {
      case .root, .headers:
        return try await keep(try records.record(headers: headers(request), body: body), body)
      case .json:
        if isBatch { return try await Batch(receiver: self).receive(body, headers: headers(request)) }
        return try await keep(try records.record(json: body, headers: headers(request)), body)
      case .node:
        return try await keep(try NodeReportIntake.arrival(body, received: clock()), body)
      case .cluster:
        return try await keep(try ClusterReportIntake.arrival(body, received: clock()), body)
      case .device:
        _ = try await commit.keep(try DeviceReportIntake.arrivals(body, received: clock()))
        return await accepted(.ok, Self.stored, body)
      }
    } catch let refusal as Refusal {
      return .refused(refusal)
    } catch let fault as GroupCommit.Fault {
      return .notKept(fault)
    }
  }

  private static let stored = Array("{\"status\": true}\n".utf8)

  func headers(_ request: Request) -> [(name: String, value: String)] {
    request.headers.map { ($0.name.canonicalName, $0.value) }
  }

  private func keep(_ record: Record, _ body: [UInt8]) async throws -> Response {
    let now = clock()
    let arrival = Arrival(record, received: now, blocked: await blocked.frames(now: now))
    guard let kept = try await commit.keep([arrival]).first else { return .notKept(.store(.broken("no answer"))) }
    return await accepted(.created, RecordAnswer.body(record, kept), body)
  }

  private func keep(_ arrival: Arrival, _ body: [UInt8]) async throws -> Response {
    guard let kept = try await commit.keep([arrival]).first, case .report(let report) = arrival.content else {
      return .notKept(.store(.broken("no answer")))
    }
    if kept.repeated, report.kind == .cluster, try await isOther(report, than: kept.id) {
      throw ClusterReportIntake.differs(report)
    }
    return await accepted(.ok, Self.stored, body)
  }

  /// Whether the report kept under the number is not this one.
  private func isOther(_ report: Report, than id: Int64) async throws(GroupCommit.Fault) -> Bool {
    do throws(StoreFault) {
      guard let stored = try await store.report(id) else { return false }
      return stored.report.body != report.body
    } catch { throw .store(error) }
  }

  func accepted(_ status: HTTPResponse.Status, _ answer: [UInt8], _ body: [UInt8]) async -> Response {
    var fields = HTTPFields()
    let now = clock()
    // Nobody shall prove anything by the time of a clock that is not set.
    if now >= CollectorConfiguration.made, let name = HTTPField.Name("Telemetry-Receipt") {
      fields[name] = await receipts.receipt(for: body, time: now / 1_000_000)
    }
    return .json(status, answer, fields)
  }
}
