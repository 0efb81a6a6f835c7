import HTTPTypes
import Hummingbird
import Pages
import Storage
import Words

extension ReadingSide {
  typealias Make<Context> = @Sendable (Views, Query, Context) async throws(StoreFault) -> Content?

  func addPages<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    router.get("/") { _, _ in Response.redirect(to: "/overview", type: .found) }
    page(router, "/overview", .overview) { views, _, _ throws(StoreFault) in try await views.overview() }
    page(router, "/records", .records) { views, query, _ throws(StoreFault) in
      try await views.records(RecordQuery(query))
    }
    page(router, "/records/:id", .records) { views, _, context throws(StoreFault) in
      guard let id = context.number("id") else { return nil }
      return try await views.record(id, hash: Self.hash)
    }
    page(router, "/builds", .builds) { views, query, _ throws(StoreFault) in try await views.builds(query) }
    page(router, "/stats", .stats) { views, query, _ throws(StoreFault) in try await views.stats(query) }
    page(router, "/crashes", .crashes) { views, query, _ throws(StoreFault) in try await views.crashes(query) }
    page(router, "/crashes/blocked", .crashes) { views, query, _ throws(StoreFault) in
      try await views.blocked(changed: query.value("changed").flatMap { Int($0) })
    }
    page(router, "/crashes/:id", .crashes) { views, _, context throws(StoreFault) in
      guard let id = context.number("id") else { return nil }
      return try await views.guilty(id)
    }
    page(router, "/crashes/build/:build", .crashes) { views, query, context throws(StoreFault) in
      try await views.crashes(query, build: context.part("build"))
    }
    page(router, "/population", .population) { views, query, _ throws(StoreFault) in try await views.population(query) }
    page(router, "/updates", .updates) { views, query, _ throws(StoreFault) in try await views.updates(query) }
    page(router, "/mce", .mce) { views, query, _ throws(StoreFault) in try await views.machineChecks(query) }
    page(router, "/thermal", .thermal) { views, query, _ throws(StoreFault) in try await views.thermal(query) }
    page(router, "/devices", .devices) { views, query, _ throws(StoreFault) in try await views.devices(query) }
    for (path, kind, tab) in [("/nodes", Report.Kind.node, Tab.nodes), ("/clusters", .cluster, .clusters)] {
      page(router, RouterPath(path), tab) { views, query, _ throws(StoreFault) in
        try await views.subjects(kind, query)
      }
      page(router, RouterPath(path + "/:subject"), tab) { views, query, context throws(StoreFault) in
        try await views.subject(kind, context.part("subject"), query)
      }
    }
    page(router, "/reports/:id", .nodes) { views, _, context throws(StoreFault) in
      guard let id = context.number("id") else { return nil }
      return try await views.report(id, hash: Self.hash)
    }
    let facts = facts
    page(router, "/health", .health) { views, _, _ throws(StoreFault) in try await views.health(facts()) }
    addAssets(to: router)
  }

  /// One page: who asks is asked first, and what the store cannot answer becomes a page that says so.
  private func page<Context: RemoteAddressRequestContext>(
    _ router: Router<Context>, _ path: RouterPath, _ tab: Tab, _ make: @escaping Make<Context>
  ) {
    router.get(path) { request, context in
      await guarded(request, context) { side in
        var content: Content
        do throws(StoreFault) {
          content =
            try await make(side.views, request.asked, context) ?? Self.missing(request, tab: tab)
        } catch {
          logger.error("\(request.uri.path): \(Views.words(error))")
          content = Views.trouble(error, tab: tab)
        }
        return await side.html(content, request)
      }
    }
  }

  /// Runs what is asked where the one who asks may read; what is for all, also for who is bound to a tenant.
  func guarded(
    _ request: Request, _ context: some RemoteAddressRequestContext, isForAll: Bool = false,
    _ body: (_ side: ReadingSide) async -> Response
  ) async -> Response {
    switch await access.mayRead(request, peer: context.remoteAddress) {
    case .allowed(let reader):
      guard isForAll || reader.tenant == nil || Self.isOpenToBound(request.uri.path) else {
        return await seen(by: reader).html(
          Views.refused("This page counts all tenants together; you see the records of one.", status: 403), request)
      }
      return await body(seen(by: reader))
    case .login(let path):
      let back = Query([("back", request.address)]).text
      return Response.redirect(to: path + back, type: .normal)
    case .refused(let why): return await html(Views.refused(why, status: 403), request)
    case .trouble(let fault): return await html(Views.trouble(fault, tab: .overview), request)
    }
  }

  /// Whether a path answers from records alone, which have a tenant.
  static func isOpenToBound(_ path: String) -> Bool {
    let first = path.split(separator: "/").first.map(String.init) ?? ""
    return ["", "overview", "records", "crashes", "builds", "stats"].contains(first) && path != "/crashes/blocked"
  }

  private func addAssets<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    for asset in Assets.all {
      router.get(RouterPath(asset.path)) { _, _ in
        var response = answer(ByteBuffer(bytes: asset.bytes), type: asset.type)
        // The name has a hash of the content.
        response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        return response
      }
    }
    router.get("/favicon.ico") { _, _ in Response.redirect(to: Assets.icon.path, type: .found) }
  }
}
