import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A Chromium without a window, told what to do over its DevTools pipe.
final class Browser: @unchecked Sendable {
  // One queue asks and waits, so that the state below is that queue's alone.
  private let queue = DispatchQueue(label: "browser")
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let profile = FileManager.default.temporaryDirectory.appendingPathComponent("browser-\(UUID().uuidString)")
  private var received: [UInt8] = []
  private var events: [[String: Any]] = []
  private var number = 0
  private var session = ""

  /// Keys that are no text, by their names in the DevTools protocol.
  enum Key: String, Sendable {
    case tab = "Tab"
    case enter = "Enter"

    var code: Int { self == .tab ? 9 : 13 }
  }

  enum Failure: Error { case silent(String), refused(String) }

  /// What a page came out as.
  struct Visit: Sendable {
    /// Errors and warnings of the console, and what the content security policy stopped.
    var complaints: [String]
    var title: String
    /// How much wider the page is than its window, pixels.
    var overflow: Int
    /// The ground behind the text, `rgb(…)`.
    var ground: String
    var rows: Int
  }

  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  init() throws {
    let options = [
      "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
      "--disable-background-networking", "--disable-dev-shm-usage", "--user-data-dir=\(profile.path)",
      "--remote-debugging-pipe", "about:blank",
    ]
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // The pipe is expected at descriptors 3 (to the browser) and 4 (from it).
    process.arguments = ["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>&1", Self.path ?? ""] + options
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let target = try ask("Target.createTarget", ["url": "about:blank"], inSession: false)
    let attached = try ask(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true], inSession: false)
    session = attached["sessionId"] as? String ?? ""
    for domain in ["Page", "Runtime", "Log"] { _ = try ask("\(domain).enable") }
  }

  func close() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: profile)
  }

  /// Opens an address in a window of that width; `picture` takes a PNG of the whole page.
  func visit(
    _ address: String, width: Int, dark: Bool, script: Bool = true, picture: String? = nil
  ) async throws -> Visit {
    try await queued { browser in try browser.look(address, width, dark, script, picture) }
  }

  /// How many elements of the open page a selector finds.
  func count(_ selector: String) async throws -> Int {
    Int(try await evaluate("String(document.querySelectorAll(\"\(selector)\").length)")) ?? -1
  }

  /// The text an expression gives in the open page.
  func evaluate(_ expression: String) async throws -> String {
    try await queued { browser in
      let answer = try browser.ask("Runtime.evaluate", ["expression": expression, "returnByValue": true])
      return (answer["result"] as? [String: Any])?["value"] as? String ?? ""
    }
  }

  /// What a key does that is pressed and let go.
  func press(_ key: Key) async throws {
    try await queued { browser in
      var event: [String: Any] = ["key": key.rawValue, "code": key.rawValue, "windowsVirtualKeyCode": key.code]
      if key == .enter { event["text"] = "\r" }
      for type in ["keyDown", "keyUp"] {
        event["type"] = type
        _ = try browser.ask("Input.dispatchKeyEvent", event)
      }
    }
  }

  /// Types into what has the focus.
  func type(_ text: String) async throws {
    try await queued { browser in _ = try browser.ask("Input.insertText", ["text": text]) }
  }

  /// Waits until the open page's address is one that is looked for, for at most ten seconds.
  func waitForAddress(_ isRight: (String) -> Bool) async throws -> String {
    var address = ""
    for _ in 0..<200 {
      address = try await evaluate("document.readyState == 'complete' ? location.pathname + location.search : ''")
      if isRight(address) { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    return address
  }

  private func queued<Value: Sendable>(_ body: @escaping @Sendable (Browser) throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { done in
      queue.async { done.resume(with: Result { try body(self) }) }
    }
  }

  private func look(_ address: String, _ width: Int, _ dark: Bool, _ script: Bool, _ picture: String?) throws -> Visit {
    _ = try ask(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500])
    _ = try ask(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": dark ? "dark" : "light"]]])
    _ = try ask("Emulation.setScriptExecutionDisabled", ["value": !script])
    events.removeAll()
    _ = try ask("Page.navigate", ["url": address])
    while !events.contains(where: { $0["method"] as? String == "Page.loadEventFired" }) { try receive() }
    func value(_ expression: String) throws -> Any? {
      let answer = try ask("Runtime.evaluate", ["expression": expression, "returnByValue": true])
      return (answer["result"] as? [String: Any])?["value"]
    }
    let visit = Visit(
      complaints: [], title: try value("document.title") as? String ?? "",
      overflow: try value("document.documentElement.scrollWidth - window.innerWidth") as? Int ?? -1,
      ground: try value("getComputedStyle(document.body).backgroundColor") as? String ?? "",
      rows: try value("document.querySelectorAll('tbody tr').length") as? Int ?? -1)
    if let picture {
      let shot = try ask("Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
      try Data(base64Encoded: shot["data"] as? String ?? "")?.write(to: URL(fileURLWithPath: picture))
    }
    var seen = visit
    seen.complaints = events.compactMap(Self.complaint)
    return seen
  }

  private static func complaint(_ event: [String: Any]) -> String? {
    let parameters = event["params"] as? [String: Any] ?? [:]
    switch event["method"] as? String {
    case "Runtime.exceptionThrown": return "\(parameters)"
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      return ["error", "warning"].contains(entry["level"] as? String) ? "\(entry["text"] ?? "")" : nil
    case "Runtime.consoleAPICalled":
      return ["error", "warning", "assert"].contains(parameters["type"] as? String) ? "\(parameters)" : nil
    default: return nil
    }
  }

  private func ask(_ method: String, _ parameters: [String: Any] = [:], inSession: Bool = true) throws -> [String: Any]
  {
    number += 1
    var message: [String: Any] = ["id": number, "method": method, "params": parameters]
    if inSession { message["sessionId"] = session }
    try input.fileHandleForWriting.write(contentsOf: try JSONSerialization.data(withJSONObject: message) + [0])
    while true {
      if let index = events.firstIndex(where: { $0["id"] as? Int == number }) {
        let answer = events.remove(at: index)
        guard let result = answer["result"] as? [String: Any] else { throw Failure.refused("\(method): \(answer)") }
        return result
      }
      try receive()
    }
  }

  /// Reads until one more message is there.
  private func receive() throws {
    while true {
      if let end = received.firstIndex(of: 0) {
        let message = try JSONSerialization.jsonObject(with: Data(received[..<end])) as? [String: Any]
        received.removeSubrange(...end)
        if let message { events.append(message) }
        return
      }
      var waiting = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 60_000) > 0 else { throw Failure.silent("nothing for a minute") }
      let piece = output.fileHandleForReading.availableData
      guard !piece.isEmpty else { throw Failure.silent("the browser ended") }
      received.append(contentsOf: piece)
    }
  }
}
