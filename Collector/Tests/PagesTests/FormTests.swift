import CollectorTestSupport
import Foundation
import Hummingbird
import NIOCore
import Pages
import Storage
import Testing
import Words

@testable import Web

@Suite struct FormTests {
  static let now = PageTests.now
  static let token = "token=token-of-the-test"

  @Test("a comment, hiding and blocking are kept, and a block list computes again", arguments: StoreKind.present)
  func changes(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let first = try #require(try await store.guilties(GuiltyFilter(days: 30, now: Self.now)).first)
        let comment = try await client.post("/crashes/\(first.id)/comment", "\(Self.token)&comment=seen+%3Cb%3E")
        #expect(comment.status == 303)
        #expect(try await client.get("/crashes/\(first.id)").text.contains("seen &lt;b&gt;"))
        #expect(try await client.post("/crashes/\(first.id)/hidden", "\(Self.token)&hidden=yes").status == 303)
        let function = first.frame.function
        #expect(try await client.get("/crashes?days=30").text.contains(function) == false)
        #expect(try await client.get("/crashes?days=30&hidden=yes").text.contains(function))
        let block = "\(Self.token)&function=\(Plain.encode(function))&module=\(Plain.encode(first.frame.module))"
        #expect(try await client.post("/crashes/\(first.id)/block", Self.token).status == 303)
        #expect(try await store.blocked() == [first.frame])
        #expect(try await client.post("/crashes/blocked/add", block).status == 303)
        #expect(try await store.blocked() == [first.frame])
        let again = try await client.post("/crashes/recompute", Self.token)
        #expect(again.status == 303)
        let recomputed = try await store.guilty(first.id)?.row.count ?? 0
        #expect(recomputed == 0)
        #expect(try await client.get(again.headers["location"] ?? "").text.contains("Computed again"))
        #expect(try await client.post("/crashes/blocked/remove", block).status == 303)
        #expect(try await store.blocked().isEmpty)
      }
    }
  }

  @Test("without its token, from elsewhere or too long a form changes nothing", arguments: StoreKind.present)
  func refuses(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let path = "/crashes/1/comment"
        let good = "\(Self.token)&comment=x"
        #expect(try await client.post(path, "comment=x").status == 403)
        #expect(try await client.post(path, "token=wrong&comment=x").status == 403)
        #expect(try await client.post(path, good, headers: ["Origin: https://evil.example"]).status == 403)
        #expect(try await client.post(path, good, headers: ["Sec-Fetch-Site: cross-site"]).status == 403)
        #expect(try await client.post(path, good, headers: ["Host: evil.example"]).status == 403)
        let long = String(repeating: "x", count: 81)
        #expect(try await client.post(path, "\(Self.token)&comment=\(long)").status == 400)
        #expect(try await client.post("/crashes/999999/comment", good).status == 404)
        #expect(try await client.post("/crashes/1/hidden", "\(Self.token)&hidden=perhaps").status == 400)
        #expect(try await client.ask("POST", path, body: Array(good.utf8)).status == 400)
        let large = String(repeating: "x", count: 100_000)
        #expect(try await client.post(path, "\(Self.token)&comment=\(large)").status == 400)
        #expect(try await store.guilty(1)?.row.comment == "")
        let own = ["Origin: http://127.0.0.1:\(client.port)", "Sec-Fetch-Site: same-origin"]
        #expect(try await client.post(path, good, headers: own).status == 303)
      }
    }
  }

  @Test("a reader who asks by another name than this machine's sees nothing", arguments: StoreKind.present)
  func keepsOthersOut(kind: StoreKind) async throws {
    try await withStore(kind, []) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        for path in ["/overview", "/records/export.csv", "/api/records", "/metrics"] {
          #expect(try await client.get(path, headers: ["Host: rebound.example"]).status == 403, "\(path)")
        }
        #expect(try await client.get("/healthz", headers: ["Host: rebound.example"]).status == 200)
        #expect(try await client.get("/overview", headers: ["Host: localhost:8080"]).status == 200)
      }
    }
  }

  @Test("who may read and not write sees no forms", arguments: StoreKind.present)
  func showsNoFormsToReaders(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, access: ReadersOnly(), now: Self.now) { client async throws in
        #expect(try await client.get("/crashes/1").text.contains("action=\"/crashes/") == false)
        #expect(try await client.post("/crashes/1/comment", "token=t&comment=x").status == 403)
      }
    }
  }

  @Test("colours are chosen by a form and kept, and it leads nowhere else", arguments: StoreKind.present)
  func choosesColours(kind: StoreKind) async throws {
    try await withStore(kind, []) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let chosen = try await client.post("/theme", "to=dark&back=%2Frecords%3Fbuild%3D1")
        #expect(chosen.status == 303)
        #expect(chosen.headers["location"] == "/records?build=1")
        #expect(chosen.headers["set-cookie"]?.hasPrefix("theme=dark;") == true)
        #expect(try await client.get("/health", headers: ["Cookie: theme=dark"]).text.contains("data-theme=\"dark\""))
        for back in ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb"] {
          let answer = try await client.post("/theme", "to=light&back=\(Plain.encode(back))")
          #expect(answer.headers["location"] == "/overview")
        }
      }
    }
  }
}

private struct ReadersOnly: Access {
  func mayRead(_: Request, peer _: SocketAddress?) async -> Admission { .allowed(Reader(name: "reader")) }
  func mayWrite(_: Request, peer _: SocketAddress?) async -> Admission { .refused("reading is all this name may do") }
  func token(_: Request) async -> String { "t" }
}
