import Foundation
import Testing

/// Who may read, with the program as it is started.
@Suite struct AccessTests {
  private static let tenants = ["6907c830-eed9-4ce9-81ae-76daf8d88f0f", "other-fleet"]

  private func user(
    _ state: URL, _ arguments: [String], input: String = ""
  ) throws -> (
    code: Int32, output: String, errors: String
  ) {
    try Collector.run(["user"] + arguments + ["--state-dir", state.path], input: input)
  }

  private func added(_ state: URL, _ arguments: [String]) throws -> String {
    try #require(try user(state, ["add"] + arguments, input: "correct horse\n").code == 0)
    let token = try user(state, ["token", arguments[0]]).output
    return token.trimmingCharacters(in: .newlines)
  }

  @Test("without users this machine reads; with one, nobody who does not say who it is")
  func opens() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let collector = try Collector(state: state)
    let base = "http://127.0.0.1:\(collector.port)"
    #expect(try Curl(base + "/records").status == 200)
    // A name that points here from a page elsewhere, and what a proxy passes on.
    #expect(try Curl(base + "/records", ["-H", "Host: evil.example"]).status == 403)
    #expect(try Curl(base + "/records", ["-H", "X-Forwarded-For: 192.0.2.1"]).status == 403)
    let token = try added(state, ["ann"])
    let page = try Curl(base + "/records?build=1")
    #expect(page.status == 303)
    #expect(page.headers["location"] == "/login?back=%2Frecords%3Fbuild%3D1")
    let list = try Curl(base + "/api/records")
    #expect(list.status == 401 && list.headers["www-authenticate"] == "Bearer")
    #expect(try Curl(base + "/metrics").status == 401)
    #expect(try Curl(base + "/healthz").status == 200)
    #expect(try Curl(base + "/api/records", ["-H", "Authorization: Bearer \(token)"]).status == 200)
    #expect(try Curl(base + "/metrics", ["-H", "Authorization: Bearer \(token)"]).status == 200)
    for wrong in ["x", token + "x", String(token.dropLast()), String(repeating: "a", count: 43)] {
      #expect(try Curl(base + "/api/records", ["-H", "Authorization: Bearer \(wrong)"]).status == 401)
    }
    #expect(try Collector.post(collector.port, "still taken").status == 201)
    #expect(try user(state, ["token", "ann", "--revoke"]).output == "1 tokens of ann taken back\n")
    #expect(try Curl(base + "/api/records", ["-H", "Authorization: Bearer \(token)"]).status == 401)
    #expect(try user(state, ["remove", "ann"]).code == 0)
    #expect(try Curl(base + "/records").status == 200)
  }

  @Test("elsewhere than on loopback nobody reads without a user, and the program says so")
  func closedElsewhere() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let collector = try Collector(state: state, ["--listen", "0.0.0.0:0"])
    let base = "http://127.0.0.1:\(collector.port)"
    #expect(try Curl(base + "/records").status == 303)
    #expect(try Curl(base + "/api/records").status == 401)
    #expect(try Collector.post(collector.port, "taken").status == 201)
    let check = try Collector.run(["check-config", "--listen", "0.0.0.0:0", "--state-dir", state.path])
    #expect(check.code == 0)
    #expect(check.output.contains("reading: users only, and there is none yet: telemetry-collector user add NAME\n"))
    #expect(check.output.contains("warning: passwords and records cross the network unencrypted"))
  }

  @Test("a session begins with the right password, carries the forms' token, and ends")
  func sessions() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let collector = try Collector(state: state)
    let base = "http://127.0.0.1:\(collector.port)"
    _ = try added(state, ["ann", "--write"])
    _ = try added(state, ["bob"])
    let jar = ["-b", state.path + "/jar", "-c", state.path + "/jar"]
    func signIn(_ name: String, _ password: String) throws -> Curl {
      let token = try #require(try Curl(base + "/login?back=%2Fstats", jar).input("token"))
      return try Curl(
        base + "/login", jar + ["-d", "token=\(token)&back=%2Fstats&name=\(name)", "-d", "password=\(password)"])
    }
    #expect(try signIn("ann", "correct+hors").status == 401)
    #expect(try signIn("nobody", "correct+horse").status == 401)
    #expect(try Curl(base + "/login", ["-d", "token=x&name=ann&password=correct+horse"]).status == 403)
    let begun = try signIn("ann", "correct+horse")
    #expect(begun.status == 303 && begun.headers["location"] == "/stats")
    let cookie = try #require(begun.headers["set-cookie"])
    #expect(cookie.contains("; HttpOnly; SameSite=Strict") && !cookie.contains("Secure"))
    let blocked = try Curl(base + "/crashes/blocked", jar)
    #expect(blocked.status == 200 && blocked.body.contains("for ann"))
    let form = try #require(blocked.input("token"))
    let change = ["-d", "function=f&module=m"]
    #expect(try Curl(base + "/crashes/blocked/add", jar + change).status == 403)
    #expect(try Curl(base + "/crashes/blocked/add", jar + change + ["-d", "token=\(form)"]).status == 303)
    // Another's session and token do not go together.
    let old = try String(contentsOfFile: state.path + "/jar", encoding: .utf8)
    #expect(try signIn("bob", "correct+horse").status == 303)
    #expect(try Curl(base + "/crashes/blocked/add", jar + change + ["-d", "token=\(form)"]).status == 403)
    #expect(try Curl(base + "/crashes/blocked", jar).body.contains("action=\"/crashes/") == false)
    try old.write(toFile: state.path + "/jar", atomically: true, encoding: .utf8)
    #expect(try Curl(base + "/logout", jar + ["-d", "token=wrong"]).status == 403)
    #expect(try Curl(base + "/logout", ["-b", state.path + "/jar", "-d", "token=\(form)"]).status == 303)
    // The cookie is still sent, and opens nothing.
    #expect(try Curl(base + "/records", ["-b", state.path + "/jar"]).status == 303)
    #expect(try signIn("ann", "correct+horse").status == 303)
    #expect(try user(state, ["password", "ann"], input: "battery staple\n").code == 0)
    #expect(try Curl(base + "/records", jar).status == 303)
    #expect(try signIn("ann", "correct+horse").status == 401)
    #expect(try signIn("ann", "battery+staple").status == 303)
  }

  @Test("who tries password after password must wait")
  func guesses() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let collector = try Collector(state: state)
    let base = "http://127.0.0.1:\(collector.port)"
    _ = try added(state, ["ann"])
    let jar = ["-b", state.path + "/jar", "-c", state.path + "/jar"]
    let token = try #require(try Curl(base + "/login", jar).input("token"))
    func attempt(_ name: String, _ password: String) throws -> Curl {
      try Curl(base + "/login", jar + ["-d", "token=\(token)&name=\(name)&password=\(password)"])
    }
    for number in 0..<10 { #expect(try attempt("ann", "guess-\(number)").status == 401) }
    let refused = try attempt("ann", "correct+horse")
    #expect(refused.status == 429 && Int(refused.headers["retry-after"] ?? "").map { $0 > 0 } == true)
    #expect(try attempt("bob", "correct+horse").status == 401)
  }

  @Test("a user of one tenant hears of an address where nothing is that nothing is there")
  func missing() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let collector = try Collector(state: state, ["--tenant", "any"])
    let token = try added(state, ["bob", "--tenant", Self.tenants[0]])
    let asked = ["-H", "Authorization: Bearer \(token)", "-H", "Accept: text/html"]
    #expect(try Curl("http://127.0.0.1:\(collector.port)/none", asked).status == 404)
    #expect(try Curl("http://127.0.0.1:\(collector.port)/mce", asked).status == 403)
  }

  @Test("a user of one tenant sees its records and nothing of others, wherever it asks")
  func tenants() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    let collector = try Collector(state: state, ["--tenant", "any"])
    let base = "http://127.0.0.1:\(collector.port)"
    for (number, tenant) in Self.tenants.enumerated() {
      let crash = "Crash of needle\(number)\n#0 guilty\(number)() - [lib\(number)] - x.c:1\n"
      let sent = try Collector.post(
        collector.port, crash, tenant: tenant, classification: "org.clearlinux/crash/clr", build: "\(7000 + number)")
      #expect(sent.status == 201)
    }
    let report = #"{"report_id":"needle1","report_timestamp":"2026-11-21T10:00:00"}"#
    #expect(try Curl(base + "/report", ["-X", "PUT", "-d", report]).status == 200)
    let everything = ["-H", "Authorization: Bearer \(try added(state, ["ann"]))"]
    let own = ["-H", "Authorization: Bearer \(try added(state, ["bob", "--tenant", Self.tenants[0]]))"]
    let needles = ["needle1", "guilty1", "lib1", "7001", Self.tenants[1]]
    for path in [
      "/overview", "/records", "/records?tenant=other-fleet", "/records?page_size=1", "/crashes", "/crashes/1",
      "/builds",
      "/stats", "/records/tail", "/records/export.csv", "/records/export.jsonl", "/api/records", "/api/crashes",
      "/api/counts?by=tenant,build", "/api/counts?tenant=other-fleet&by=build",
    ] {
      let answer = try Curl(base + path, own)
      #expect(answer.status == 200, "\(path)")
      for needle in needles where !(path.contains("other-fleet") && needle == Self.tenants[1]) {
        #expect(!answer.body.contains(needle), "\(needle) at \(path)")
      }
    }
    #expect(try Curl(base + "/api/records", own).body.contains("needle0"))
    #expect(try Curl(base + "/crashes", own).body.contains("guilty0"))
    #expect(try Curl(base + "/api/records", everything).body.contains("needle1"))
    for path in ["/records/2", "/records/2/payload", "/crashes/2", "/api/records/2"] {
      #expect(try Curl(base + path, everything).status == 200, "\(path)")
      #expect(try Curl(base + path, own).status == 404, "\(path)")
    }
    for path in [
      "/population", "/updates", "/mce", "/thermal", "/devices", "/nodes", "/clusters", "/clusters/x", "/health",
      "/reports/1", "/reports/1/body", "/crashes/blocked", "/api/reports?kind=cluster", "/api/reports/1", "/metrics",
    ] {
      let answer = try Curl(base + path, own)
      #expect(answer.status == 403 && !answer.body.contains("needle1"), "\(path)")
    }
    for (path, form) in [("/crashes/1/comment", "comment=x"), ("/crashes/blocked/add", "function=f&module=m")] {
      #expect(try Curl(base + path, own + ["-d", form]).status == 403, "\(path)")
    }
  }

  @Test("what cannot be of a user is said in one line")
  func faults() throws {
    let state = try Collector.newState()
    defer { try? FileManager.default.removeItem(at: state) }
    _ = try added(state, ["ann"])
    let table: [(arguments: [String], input: String, code: Int32, line: String)] = [
      (["add", "a b"], "12345678", 64, "no name for a user: a b: use 1 to 64 of a-z A-Z 0-9 . _ - @"),
      (
        ["add", "bob"], "1234567\n", 65,
        "the password is too short or too long: bob: use at least 8 characters and at most 1000 bytes"
      ),
      (["add", "bob"], "", 66, "no password: standard input: write it on the first line"),
      (
        ["add", "ann"], "12345678\n", 73,
        "there is a user of this name: ann: change the password with user password ann"
      ),
      (["remove", "bob"], "", 66, "there is no such user: bob: see user list"),
      (["token", "bob"], "", 66, "there is no such user: bob: see user list"),
      (
        ["add", "bob", "--write", "--tenant", "t"], "12345678\n", 64,
        "one bound to a tenant cannot write: bob: comments and block lists are of all tenants: leave --write or --tenant away"
      ),
    ]
    for (arguments, input, code, line) in table {
      let result = try user(state, arguments, input: input)
      #expect(result.code == code && result.errors == "telemetry-collector: \(line)\n", "\(arguments): \(result)")
    }
    #expect(try user(state, ["list"]).output.hasPrefix("ann\tread\tall\t1 tokens\t"))
  }
}
