import CollectorTestSupport
import Storage
import Testing

/// Pages without a mouse, in a real browser.
@Suite(
  .enabled(if: Browser.path != nil, "no Chromium here: .ci/setup build test collector installs it"), .serialized)
struct KeyboardTests {
  /// What can be used on a page and is shown.
  private static let usable = """
    [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
      .filter(each => each.checkVisibility())
    """

  /// Marks what has the focus and tells of it: empty for none, what is wrong with it, or `ok`.
  private static let visit = """
    (() => {
      const here = document.activeElement;
      if (!here || here === document.body || here === document.documentElement) return "";
      // A date has several places of its own.
      if (here.dataset.seen) return here.type === "date" ? "ok" : "again";
      here.dataset.seen = "yes";
      const box = here.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return getComputedStyle(here).outlineStyle === "none" ? "no outline: " + here.outerHTML
        : inside ? "ok" : "out of sight: " + here.outerHTML;
    })()
    """

  @Test("Tab reaches everything that can be used, and shows where it is")
  func reaches() async throws {
    try await Self.withBrowser { browser, client in
      for path in [
        "/overview", "/records", "/records/1", "/crashes", "/crashes/1", "/population", "/clusters",
      ] {
        _ = try await browser.visit(client.address(path), width: 1280, dark: false)
        var places = 0
        while true {
          try await browser.press(.tab)
          let told = try await browser.evaluate(Self.visit)
          if told.isEmpty || told == "again" { break }
          #expect(told == "ok", "\(path)")
          places += 1
        }
        let missed = try await browser.evaluate(
          Self.usable + ".filter(each => !each.dataset.seen).map(each => each.outerHTML).join('\\n')")
        #expect(missed.isEmpty, "\(path)")
        #expect(places > 15, "\(path)")
      }
    }
  }

  @Test("the way to one record: past the menu, a word into the filter, its line, Enter")
  func finds() async throws {
    try await Self.withBrowser { browser, client in
      _ = try await browser.visit(client.address("/records"), width: 1280, dark: false)
      try await browser.press(.tab)
      #expect(try await browser.evaluate("document.activeElement.textContent") == "Skip to the content")
      try await browser.press(.enter)
      try await Self.tab(browser, to: "here.name === 'classification'")
      try await browser.type("org.clearlinux/crash/*")
      try await browser.press(.enter)
      let filtered = try await browser.waitForAddress { $0.contains("crash%2F") }
      #expect(filtered.hasPrefix("/records?"))
      try await Self.tab(browser, to: "here.matches('tbody a[href^=\"/records/\"]')")
      try await browser.press(.enter)
      let record = try await browser.waitForAddress { $0.hasPrefix("/records/") }
      #expect(record.hasPrefix("/records/"))
      #expect(
        try await browser.evaluate("document.querySelector('main').textContent").contains("org.clearlinux/crash/"))
    }
  }

  @Test("a comment on a guilty frame is written and kept")
  func comments() async throws {
    try await Self.withBrowser { browser, client in
      _ = try await browser.visit(client.address("/crashes/1"), width: 1280, dark: false)
      try await Self.tab(browser, to: "here.name === 'comment'")
      try await browser.type("known, fixed in 33350")
      try await browser.press(.enter)
      // The answer leads to the page it came from.
      var kept = ""
      for _ in 0..<100 where !kept.contains("33350") {
        try await Task.sleep(for: .milliseconds(50))
        kept = try await client.get("/crashes/1").text
      }
      #expect(kept.contains("known, fixed in 33350"))
    }
  }

  /// Presses Tab until an expression over `here`, what has the focus, is true.
  private static func tab(_ browser: Browser, to isThere: String) async throws {
    for _ in 0..<200 {
      try await browser.press(.tab)
      if try await browser.evaluate("(here => String(\(isThere)))(document.activeElement)") == "true" { return }
    }
    Issue.record("no Tab leads to where \(isThere)")
  }

  private static func withBrowser(_ body: @escaping @Sendable (Browser, PageClient) async throws -> Void) async throws {
    try await withStore(.sqlite, Seed.lively(now: PageTests.now)) { store async throws in
      try await withPages(store, now: PageTests.now) { client async throws in
        let browser = try Browser()
        defer { browser.close() }
        try await body(browser, client)
      }
    }
  }
}
