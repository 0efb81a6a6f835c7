import Foundation
import Logging
import Pages
import ServiceLifecycle
import Storage
import Synchronization
import Web

/// Deletes once a day what is older than the policy says, and looks every hour whether the clock may be believed in that:
/// while it may not, nothing is deleted.
struct Upkeep: ServiceLifecycle.Service {
  let store: any Store
  let policy: PurgePolicy
  let state: UpkeepState
  let logger: Logger
  var clock: @Sendable () -> Int64 = { CollectorConfiguration.systemTime() }
  var uptime: @Sendable () -> Double = { CollectorConfiguration.systemUptime() }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await look()
      // The first some minutes after the start: a collector that is started again and again purges all the same.
      try? await Task.sleep(for: .seconds(600))
      var hours = 0
      while !Task.isCancelled {
        await look()
        if hours % 24 == 0 { await purge() }
        hours += 1
        try? await Task.sleep(for: .seconds(3600))
      }
    }
  }

  func look() async {
    let now = clock()
    if let jump = state.jump(now: now, uptime: uptime()) {
      logger.warning("the clock was set \(jump): times of what came before and after do not fit together")
    }
    do throws(StoreFault) {
      let doubt = try await policy.doubt(store, now: now)
      if state.set(doubt), let doubt {
        logger.error("nothing is deleted for now: \(doubt.words): \(ClockDoubt.remedy)")
      }
    } catch {
      if Task.isCancelled { return }
      logger.error("whether the clock is right cannot be told", metadata: ["fault": "\(error)"])
    }
  }

  func purge() async {
    guard state.doubt == nil else { return }
    do throws(StoreFault) {
      let gone = try await store.purge(policy, now: clock())
      logger.notice("purged", metadata: ["records": "\(gone.records)", "reports": "\(gone.reports)"])
    } catch {
      logger.error("purge failed", metadata: ["fault": "\(error)"])
    }
  }
}

/// What the last look at the clock found.
final class UpkeepState: Sendable {
  private struct State {
    var doubt: ClockDoubt?
    /// The clock's time less the uptime, seconds.
    var offset: Double?
  }

  private let state = Mutex(State())

  var doubt: ClockDoubt? { state.withLock { $0.doubt } }

  /// Whether this is another than before.
  func set(_ doubt: ClockDoubt?) -> Bool {
    state.withLock { state in
      defer { state.doubt = doubt }
      return state.doubt != doubt
    }
  }

  /// How far the clock was set since the last look, in words; nil: not further than clocks are corrected.
  func jump(now: Int64, uptime: Double) -> String? {
    let offset = Double(now) / 1e6 - uptime
    let before = state.withLock { state in
      defer { state.offset = offset }
      return state.offset
    }
    guard let before, abs(offset - before) >= 600 else { return nil }
    let minutes = Int(abs(offset - before) / 60)
    let size =
      minutes < 120 ? "\(minutes) minutes" : minutes < 2880 ? "\(minutes / 60) hours" : "\(minutes / 1440) days"
    return size + (offset > before ? " ahead" : " back")
  }
}

extension PurgePolicy {
  /// Why the clock is not believed; where nothing is ever deleted it need not be.
  func doubt(_ store: any Store, now: Int64) async throws(StoreFault) -> ClockDoubt? {
    if days == 0, rules.allSatisfy({ $0.days == 0 }) { return nil }
    return try await ClockDoubt.find(in: store, now: now, made: CollectorConfiguration.made)
  }
}

extension ClockDoubt {
  static let remedy = "set the clock, or if it is right run telemetry-collector purge --clock-is-right"

  /// What is wrong, in words.
  var words: String {
    func day(_ time: Int64) -> String {
      Times.iso(seconds: time / 1_000_000).map { String($0.prefix(10)) } ?? "a far year"
    }
    switch self {
    case .early(let now): return "the clock says \(day(now)), which is before this program was made"
    case .gap(let from, let to):
      return "nothing came from \(day(from)) to \(day(to)), or the clock jumped"
    }
  }
}
