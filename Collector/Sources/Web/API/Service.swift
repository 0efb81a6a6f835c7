import HTTPTypes
import Hummingbird
import Intake
import Pages
import Storage

extension ReadingSide {
  /// For those who watch over the service: `/healthz` for all, `/metrics` for readers.
  func addService<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    onlyGet(router, "/healthz")
    onlyGet(router, "/metrics")
    router.get("/healthz") { _, _ in
      // What is wrong may name hosts and paths: that is for the page Health.
      let isWell = await store.health().trouble == nil
      return answer(
        isWell ? "{\"status\":\"ok\"}\n" : "{\"status\":\"trouble\"}\n", type: "application/json",
        status: isWell ? 200 : 503)
    }
    router.get("/metrics") { request, context in
      switch await access.mayRead(request, peer: context.remoteAddress) {
      case .allowed(let reader) where reader.tenant == nil: break
      case .allowed: return message("metrics are of all tenants: they are for readers who see everything", status: 403)
      case .login: return unknownReader()
      case .refused: return message("metrics are for readers: say who you are with a token", status: 403)
      case .trouble(let fault): return message(Views.words(fault), status: Self.status(fault))
      }
      let own = Self.metrics(await store.health(), facts(), now: clock() / 1_000_000)
      return answer(own + (await metrics()), type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  private static func metrics(_ health: StoreHealth, _ facts: ServiceFacts, now: Int64) -> String {
    var out = ""
    func gauge(_ name: String, _ help: String, _ value: some CustomStringConvertible) {
      out += "# HELP telemetry_collector_\(name) \(help)\n# TYPE telemetry_collector_\(name) gauge\n"
      out += "telemetry_collector_\(name) \(value)\n"
    }
    gauge("up", "1 where the store answers, else 0.", health.trouble == nil ? 1 : 0)
    gauge("records", "Records kept.", health.records)
    gauge("reports", "Reports kept.", health.reports)
    gauge("samples", "Device samples kept.", health.samples)
    if let bytes = health.bytes { gauge("store_bytes", "Size of the store on its disk.", bytes) }
    if let free = facts.free { gauge("store_free_bytes", "Bytes free on the disk of the store.", free) }
    gauge("uptime_seconds", "Seconds since the start.", max(0, now - facts.started))
    return out
  }
}
