import HTTPTypes
import Hummingbird
import Pages
import Storage
import Words

extension ReadingSide {
  /// What an administrator changes: comments, what is hidden, what is blocked. And what a reader chooses: the colours.
  func addForms<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    form(router, "/crashes/:id/comment") { form, context throws(StoreFault) in
      guard let id = context.number("id") else { return .missing }
      let comment = form.value("comment") ?? ""
      guard comment.unicodeScalars.count <= 80 else { return .refused("A comment has at most 80 characters.") }
      guard try await store.guilty(id) != nil else { return .missing }
      try await store.edit(guilty: id, comment: comment, hidden: nil)
      return .done("/crashes/\(id)")
    }
    form(router, "/crashes/:id/hidden") { form, context throws(StoreFault) in
      guard let id = context.number("id") else { return .missing }
      guard let word = form.value("hidden"), ["yes", "no"].contains(word) else {
        return .refused("hidden is yes or no.")
      }
      guard try await store.guilty(id) != nil else { return .missing }
      try await store.edit(guilty: id, comment: nil, hidden: word == "yes")
      return .done("/crashes/\(id)")
    }
    form(router, "/crashes/:id/block") { _, context throws(StoreFault) in
      guard let id = context.number("id"), let found = try await store.guilty(id) else { return .missing }
      try await store.block(found.row.frame)
      return .done("/crashes/blocked")
    }
    form(router, "/crashes/blocked/add") { form, _ throws(StoreFault) in
      guard let function = form.value("function"), function.utf8.count <= 4000, let module = form.value("module"),
        module.utf8.count <= 4000
      else { return .refused("Name a function and a module, each of at most 4000 bytes.") }
      try await store.block(Frame(function: function, module: module))
      return .done("/crashes/blocked")
    }
    form(router, "/crashes/blocked/remove") { form, _ throws(StoreFault) in
      guard let function = form.value("function"), let module = form.value("module") else {
        return .refused("Name a function and a module.")
      }
      try await store.unblock(Frame(function: function, module: module))
      return .done("/crashes/blocked")
    }
    form(router, "/crashes/recompute") { _, _ throws(StoreFault) in
      .done("/crashes/blocked?changed=\(try await store.reanalyse(analyse))")
    }
    router.post("/theme") { request, _ in
      let form = await fields(request)
      let theme = form?.value("to").flatMap(Shell.Theme.init(rawValue:)) ?? .auto
      var response = Response.redirect(to: Self.local(form?.value("back")), type: .normal)
      response.headers[.setCookie] =
        "theme=\(theme.rawValue); Path=/; Max-Age=\(theme == .auto ? 0 : 31_536_000); SameSite=Lax; HttpOnly"
      return response
    }
  }

  enum Outcome { case done(String), missing, refused(String) }

  /// One form: the right to write, where it comes from and its token are looked at before anything is changed.
  private func form<Context: RemoteAddressRequestContext>(
    _ router: Router<Context>, _ path: RouterPath,
    _ change: @escaping @Sendable (Query, Context) async throws(StoreFault) -> Outcome
  ) {
    router.post(path) { request, context in
      func refuse(_ why: String, _ status: Int) async -> Response {
        await html(Views.refused(why, status: status), request)
      }
      switch await access.mayWrite(request, peer: context.remoteAddress) {
      case .allowed: break
      case .login(let path): return Response.redirect(to: path, type: .normal)
      case .refused(let why): return await refuse(why, 403)
      case .trouble(let fault): return await html(Views.trouble(fault, tab: .crashes), request)
      }
      guard Self.isSameOrigin(request) else { return await refuse("The form came from another place.", 403) }
      guard let form = await fields(request) else {
        return await refuse("Send the form as application/x-www-form-urlencoded, at most 64 kB.", 400)
      }
      let token = await access.token(request)
      // No page elsewhere can make a browser send a bearer.
      guard request.bearer != nil || Secret.equal(form.value("token") ?? "", token) else {
        return await refuse("The form is from before a restart: load its page again and send it once more.", 403)
      }
      do throws(StoreFault) {
        switch try await change(form, context) {
        case .done(let path): return Response.redirect(to: path, type: .normal)
        case .missing:
          return await html(
            Views.missing("Nothing has this number", tab: .crashes), request)
        case .refused(let why): return await refuse(why, 400)
        }
      } catch {
        logger.error("\(request.uri.path): \(Views.words(error))")
        return await html(Views.trouble(error, tab: .crashes), request)
      }
    }
  }

  func fields(_ request: Request) async -> Query? {
    guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
      return nil
    }
    do {
      let body = try await request.body.collect(upTo: 65_536)
      return Query(encoded: String(buffer: body))
    } catch { return nil }
  }

  /// A path of this server to go back to, whatever was asked for.
  static func local(_ path: String?) -> String {
    guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.utf8.count < 4000,
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return "/overview" }
    return path
  }

  static func isSameOrigin(_ request: Request) -> Bool {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name] {
      return site == "same-origin" || site == "none"
    }
    guard let origin = request.headers[.origin] else { return true }
    guard let start = origin.firstRange(of: "://") else { return false }
    return origin[start.upperBound...] == request.head.authority ?? ""
  }
}
