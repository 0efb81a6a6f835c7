import HTTPTypes
import Hummingbird
import Pages
import Storage

extension ReadingSide {
  /// `/login` and `/logout`, where there are users.
  func addSignIn<Context: RemoteAddressRequestContext>(to router: Router<Context>) {
    guard let accounts = access.accounts else { return }
    let limiter = SignInLimiter()
    let waiting = Budget(Self.mostWaiting)
    router.get("/login") { request, _ in
      let fresh = Secret.make()
      let back = Self.local(request.asked.value("back"))
      var response = await html(Views.door(back: back, token: Secret.formToken(fresh)), request)
      response.headers[.setCookie] = cookie("door", fresh, request, path: "/login", seconds: 3600)
      return response
    }
    router.post("/login") { request, context in
      // Each takes a while, one after another.
      guard waiting.take(1) else {
        return await html(Views.trouble(.unavailable("many sign in"), tab: .overview), request)
      }
      defer { waiting.give(1) }
      return await signIn(request, context, accounts, limiter)
    }
    router.post("/logout") { request, _ in
      guard Self.isSameOrigin(request), let session = request.session, let form = await fields(request),
        Secret.equal(form.value("token") ?? "", Secret.formToken(session))
      else { return await html(Views.refused("The form came from another place.", status: 403), request) }
      do throws(StoreFault) {
        try await accounts.signOut(session)
      } catch {
        return await html(Views.trouble(error, tab: .overview), request)
      }
      var response = Response.redirect(to: "/login", type: .normal)
      response.headers[.setCookie] = cookie("session", "", request, seconds: 0)
      return response
    }
  }

  private static let mostWaiting = 64

  private func signIn(
    _ request: Request, _ context: some RemoteAddressRequestContext, _ accounts: Accounts, _ limiter: SignInLimiter
  ) async -> Response {
    guard Self.isSameOrigin(request), let form = await fields(request) else {
      return await html(Views.refused("The form came from another place.", status: 403), request)
    }
    let door = request.cookies["door"]?.value ?? ""
    let token = Secret.formToken(door)
    let name = form.value("name") ?? ""
    let back = Self.local(form.value("back"))
    func again(_ why: String, _ status: Int) async -> Response {
      await html(Views.door(back: back, token: token, name: name, trouble: why, status: status), request)
    }
    guard !door.isEmpty, Secret.equal(form.value("token") ?? "", token) else {
      return await html(
        Views.refused("The form is too old, or cookies are off: load /login and try again.", status: 403), request)
    }
    let now = Int64(uptime())
    if let delay = limiter.delay(name, from: context.remoteAddress, now: now) {
      var response = await again("Too many tries failed: wait \((delay + 59) / 60) minutes.", 429)
      response.headers[.retryAfter] = String(delay)
      return response
    }
    limiter.tries(name, from: context.remoteAddress, now: now)
    do throws(StoreFault) {
      guard let secret = try await accounts.signIn(name, form.value("password") ?? "") else {
        logger.notice("a sign-in failed", metadata: ["from": "\(context.remoteAddress?.ipAddress ?? "a socket")"])
        return await again("Name and password do not belong together.", 401)
      }
      limiter.succeeded(name, from: context.remoteAddress)
      var response = Response.redirect(to: back, type: .normal)
      response.headers[.setCookie] = cookie("session", secret, request, seconds: Accounts.sessionSeconds)
      return response
    } catch {
      limiter.succeeded(name, from: context.remoteAddress)
      return await html(Views.trouble(error, tab: .overview), request)
    }
  }

  private func cookie(
    _ name: String, _ value: String, _ request: Request, path: String = "/", seconds: Int64
  ) -> String {
    let forwarded = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
    let isSecure = isEncrypted || forwarded == "https"
    return "\(name)=\(value); Path=\(path); Max-Age=\(seconds); HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"
  }
}
