import CollectorTestSupport
import Foundation
import Storage
import Testing

/// Pages as a real browser shows them. Set `PAGES_PICTURES` to a directory to have each page as a PNG there.
@Suite(
  .enabled(if: Browser.path != nil, "no Chromium here: .ci/setup build test collector installs it"), .serialized)
struct BrowserTests {
  static let now = PageTests.now
  private static let pictures = ProcessInfo.processInfo.environment["PAGES_PICTURES"]

  @Test("every page fits its window in light, dark and on a telephone, and nothing complains")
  func shows() async throws {
    try await withStore(.sqlite, Seed.lively(now: Self.now)) { store async throws in
      try await Self.look(
        store,
        Addresses.lists + Addresses.details + [
          "/nodes/BB99c40D00000", "/clusters/84f60ea2-004a-451c-ace5-4d5bb5fab7c0",
        ], "lively")
    }
  }

  @Test("what real programs sent, through the doors they sent it to, fills its pages")
  func showsCaptures() async throws {
    try await withStore(.sqlite, []) { store async throws in
      let texts = try await withDoors(store, now: Self.now) { client async throws in
        for capture in try Capture.all() {
          let answer = try await client.ask(capture.method, capture.path, headers: capture.headers, body: capture.body)
          #expect(capture.statuses.contains(answer.status), "\(capture.name): \(answer.status) \(answer.text)")
        }
        var texts: [String: String] = [:]
        for path in ["/nodes", "/clusters", "/devices", "/crashes", "/records"] {
          texts[path] = try await client.get(path).text
        }
        return texts
      }
      let shown = [
        "/nodes": [">3301:b4c44c48c6bf74612d2e46ee165fa808<", "4.9.0.37", "8.0.0.15", "50.4 MB", "163 kB"],
        "/clusters": ["16.2.15", "12.9 GB", "of 1 cluster<"],
        "/devices": ["4.0 TB", "480 GB", "34 °C", "passed"], "/crashes": ["level3()"], "/records": ["hello/world"],
      ]
      for (path, words) in shown {
        for word in words { #expect(texts[path]?.contains(word) == true, "\(path): \(word)") }
        #expect(texts[path]?.contains("No report in this time tells it") == false, "\(path)")
      }
      try await Self.look(
        store,
        [
          "/overview", "/records", "/crashes", "/nodes", "/nodes/3301:b4c44c48c6bf74612d2e46ee165fa808", "/clusters",
          "/clusters/84f60ea2-004a-451c-ace5-4d5bb5fab7c8", "/devices", "/reports/1", "/reports/3",
        ], "captured")
    }
  }

  @Test("hostile arrivals fit as well, and none of their script runs")
  func showsHostility() async throws {
    try await withStore(StoreKind.present.last ?? .sqlite, Seed.hostile(now: Self.now)) { store async throws in
      let details = (1...6).flatMap { ["/records/\($0)", "/crashes/\($0)", "/reports/\($0)"] }
      try await Self.look(
        store, Addresses.lists + details + ["/records/35", "/records/36"], "hostile", views: Array(Self.all.suffix(2)))
    }
  }

  @Test("with nothing kept, and without script, pages are whole")
  func showsNothing() async throws {
    try await withStore(.sqlite, []) { store async throws in
      try await Self.look(
        store, ["/overview", "/records", "/nodes", "/health", "/none/such/page"], "empty", script: false)
    }
  }

  @Test("a record that arrives appears on the open listing by itself")
  func follows() async throws {
    try await withStore(.sqlite, Seed.lively(now: Self.now)) { store async throws in
      try await withPages(store, now: Self.now) { client async throws in
        let browser = try Browser()
        defer { browser.close() }
        let before = try await browser.visit(client.address("/records"), width: 1280, dark: false)
        var record = Seed.record("org.debian/new/arrival", created: 0, payload: Array("fresh".utf8))
        record.build = "fresh-build"
        _ = try await store.keep([Seed.arrival(5_000_000, .record(record), received: Self.now)])
        var rows = before.rows
        for _ in 0..<150 where rows == before.rows {
          try await Task.sleep(for: .milliseconds(100))
          rows = try await browser.count("tbody tr")
        }
        #expect(rows == before.rows + 1)
        #expect(try await browser.count("tr.fresh a[href*=fresh-build]") == 1)
      }
    }
  }

  typealias View = (name: String, width: Int, dark: Bool)
  private static let all: [View] = [("light", 1280, false), ("dark", 1280, true), ("narrow", 390, false)]

  private static func look(
    _ store: any Store, _ paths: [String], _ name: String, script: Bool = true, views: [View] = all
  )
    async throws
  {
    try await withPages(store, now: now) { client async throws in
      let browser = try Browser()
      defer { browser.close() }
      for (view, width, dark) in views {
        for (index, path) in paths.enumerated() {
          let file = pictures.map {
            "\($0)/\(name)-\(view)-\(index)-\(path.split(separator: "/").first ?? "")\(".png")"
          }
          let visit = try await browser.visit(
            client.address(path), width: width, dark: dark, script: script, picture: file)
          // The browser itself complains of an answer that is 404.
          #expect(path == "/none/such/page" || visit.complaints.isEmpty, "\(view) \(path)")
          #expect(visit.title.hasSuffix("– telemetry collector"), "\(view) \(path)")
          #expect(visit.overflow <= 0, "\(view) \(path)")
          #expect(visit.ground == (dark ? "rgb(20, 24, 27)" : "rgb(246, 247, 248)"), "\(view) \(path)")
        }
      }
    }
  }
}
