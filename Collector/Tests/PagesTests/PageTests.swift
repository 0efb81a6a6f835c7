import CollectorTestSupport
import Foundation
import Pages
import Storage
import Testing
import Words

@testable import Web

@Suite struct PageTests {
  static let now: Int64 = 1_795_278_564_000_000

  @Test("with nothing kept every list answers, and says what to do", arguments: StoreKind.present)
  func answersWithoutData(kind: StoreKind) async throws {
    try await withStore(kind, []) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        for path in Addresses.lists {
          let answer = try await client.get(path)
          #expect(answer.status == 200, "\(path)")
          #expect(path == "/health" || answer.text.contains("class=\"empty\""), "\(path)")
        }
        for path in Addresses.details + ["/nodes/none", "/nothing-like-this/records"] {
          #expect(try await client.get(path).status == 404, "\(path)")
        }
      }
    }
  }

  @Test(
    "with a fleet's arrivals every page answers, with its figures in charts and in tables", arguments: StoreKind.present
  )
  func answersWithData(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        for path in Addresses.lists + Addresses.details {
          let answer = try await client.get(path)
          #expect(answer.status == 200, "\(path)")
          #expect(answer.text.contains("<h1>"), "\(path)")
        }
        for path in [
          "/overview", "/builds", "/stats", "/crashes", "/population", "/updates", "/mce", "/thermal", "/nodes",
        ] {
          let text = try await client.get(path).text
          #expect(text.contains("<svg viewBox=\"0 0 1000 200\""), "\(path)")
          #expect(text.contains("<summary>Figures</summary>"), "\(path)")
        }
        #expect(try await client.get("/crashes").text.contains("g_object_unref()"))
        #expect(try await client.get("/nodes").text.contains("8.0.0.15"))
        #expect(try await client.get("/updates").text.contains("33330"))
        #expect(try await client.get("/clusters/84f60ea2-004a-451c-ace5-4d5bb5fab7c0").text.contains("16.2.15"))
        #expect(
          try await client.get("/devices?host=deb1af74-e572-11f1-a8a2-02fc00000001").text.contains("480.1 GB") == false)
      }
    }
  }

  @Test(
    "hostile arrivals break no page: nothing of them is markup, and none is answered 500", arguments: StoreKind.present)
  func survivesHostility(kind: StoreKind) async throws {
    try await withStore(kind, Seed.hostile(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        var paths = Addresses.lists
        for id in 1...12 { paths += ["/records/\(id)", "/crashes/\(id)", "/reports/\(id)"] }
        for text in Seed.nasty {
          let part = Plain.encode(text)
          paths += [
            "/records?build=\(part)&payload=\(part)", "/crashes/build/\(part)", "/nodes/s\(part)", "/clusters/s\(part)",
            "/records?from_date=\(part)", "/records?before=\(part)", "/devices?host=\(part)", "/stats?days=\(part)",
            "/records/tail?after=\(part)", "/\(part)",
          ]
        }
        for path in paths {
          let answer = try await client.get(path)
          #expect([200, 400, 404].contains(answer.status), "\(path) \(answer.status)")
          // An answer that is no page is never read as one.
          guard answer.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
          for broken in ["<script>", "<img", "<\u{301}script", "onmouseover='", "\u{202E}", "\u{0}", "\u{1B}"] {
            #expect(!answer.text.unicodeScalars.contains(broken.unicodeScalars), "\(path) has \(broken)")
          }
          #expect(!answer.text.contains("</pre></details></main>"), "\(path)")
          #expect(answer.headers["set-cookie"] == nil, "\(path)")
        }
      }
    }
  }

  @Test(
    "every answer forbids scripts and styles from elsewhere, frames and guessing of types", arguments: StoreKind.present
  )
  func guardsAnswers(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        for path in ["/overview", "/records/1", "/api/records", "/records/1/payload", "/metrics"] {
          let headers = try await client.get(path).headers
          #expect(headers["content-security-policy"]?.contains("default-src 'none'") == true, "\(path)")
          #expect(headers["content-security-policy"]?.contains("unsafe") == false, "\(path)")
          #expect(headers["x-content-type-options"] == "nosniff", "\(path)")
          #expect(headers["x-frame-options"] == "DENY", "\(path)")
        }
        let page = try await client.get("/overview").text
        #expect(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick"))
        for asset in Assets.all {
          #expect(page.contains(asset.path))
          let answer = try await client.get(asset.path)
          #expect(answer.body == asset.bytes)
          #expect(answer.headers["cache-control"]?.contains("immutable") == true)
        }
      }
    }
  }

  @Test("a browser that asks for what is not there gets a page with the menu, a program JSON")
  func missing() async throws {
    try await withStore(.sqlite, []) { store async throws in
      try await withDoors(store, now: Self.now) { client async throws in
        let browser = ["Accept: text/html,application/xhtml+xml,*/*;q=0.8"]
        for path in ["/none", "/records/1/none", "/nodes/a/b", "/%3Cscript%3Ealert(1)%3C/script%3E"] {
          let page = try await client.get(path, headers: browser)
          #expect(page.status == 404 && page.text.contains("<h1>Not found</h1>"), "\(path)")
          #expect(page.text.contains("href=\"/records\"") && !page.text.contains("<script>alert"), "\(path)")
          #expect(page.headers["content-security-policy"]?.contains("default-src 'none'") == true, "\(path)")
          let answer = try await client.get(path)
          #expect(answer.status == 404 && answer.text.hasPrefix("{"), "\(path)")
        }
        #expect(try await client.get("/api/none", headers: browser).text.hasPrefix("{"))
        #expect(try await client.ask("DELETE", "/none", headers: browser).text.hasPrefix("{"))
      }
    }
  }

  @Test(
    "a store that cannot answer gives a page that says so, with 503",
    arguments: [StoreFault.unavailable("connection refused"), .tooSlow("after 2 s"), .broken("no such table")])
  func saysWhatIsWrong(fault: StoreFault) async throws {
    try await withPages(FaultyStore(fault: fault), now: Self.now) { client async throws in
      for path in Addresses.lists + Addresses.details + ["/nodes/a", "/records/1/payload", "/reports/1/body"] {
        let answer = try await client.get(path)
        #expect(answer.status == 503, "\(path)")
        #expect(answer.text.contains("<h1>"), "\(path)")
        #expect(answer.headers["retry-after"] != nil, "\(path)")
      }
      for path in [
        "/api/records", "/api/records/1", "/api/reports", "/api/crashes", "/api/counts", "/healthz", "/records/tail",
      ] {
        #expect(try await client.get(path).status == 503, "\(path)")
      }
    }
  }

  @Test("paging by key goes through all records once, and back", arguments: StoreKind.present)
  func pages(kind: StoreKind) async throws {
    try await withStore(kind, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        var path = "/records?page_size=100"
        var seen: [String] = []
        var pieces = 0
        while pieces < 50 {
          let text = try await client.get(path).text
          seen += text.matches(of: /"num" data-label="Record"><a href="\/records\/([0-9]+)"/).map { String($0.1) }
          pieces += 1
          guard let next = text.firstMatch(of: /rel="next" href="([^"]+)"/) else { break }
          path = String(next.1).replacing("&amp;", with: "&")
        }
        #expect(pieces > 3)
        #expect(Set(seen).count == seen.count)
        #expect(seen.count == (await store.health()).records)
        let last = try await client.get(path).text
        let back = try #require(last.firstMatch(of: /rel="prev" href="([^"]+)"/))
        let before = try await client.get(String(back.1).replacing("&amp;", with: "&")).text
        #expect(before.contains("rel=\"next\""))
      }
    }
  }

  @Test("bookmarks of the older pages lead to the new ones, with their filters")
  func movesOldAddresses() async throws {
    try await withPages(FaultyStore(fault: .unavailable("")), now: Self.now) { client async throws in
      for (old, new) in [
        ("/telemetryui", "/records"), ("/telemetryui/", "/records"),
        ("/telemetryui/records?classification=a%2Fb%2Fc&severity=2", "/records?classification=a%2Fb%2Fc&severity=2"),
        ("/telemetryui/records/record_details/17", "/records/17"),
        ("/telemetryui/records/export/records-1.csv?format_type=inline", "/records/export.csv?format_type=inline"),
        ("/telemetryui/crashes/overall", "/crashes"), ("/telemetryui/crashes/33330", "/crashes/build/33330"),
        ("/telemetryui/crashes/guilty_details/5", "/crashes/5"),
        ("/telemetryui/crashes/guilty_edit/", "/crashes/blocked"),
        ("/telemetryui/population", "/population"), ("/telemetryui/update_matrix", "/updates"),
        ("/records/record_details/17", "/records/17"), ("/telemetryui//evil.example", "/overview"),
      ] {
        let answer = try await client.get(old)
        #expect(answer.status == 301, "\(old)")
        #expect(answer.headers["location"] == new, "\(old)")
      }
    }
  }
}

extension String.UnicodeScalarView {
  /// By scalars, so that a combining mark hides nothing.
  func contains(_ other: String.UnicodeScalarView) -> Bool {
    Array(self).firstRange(of: Array(other)) != nil
  }
}
