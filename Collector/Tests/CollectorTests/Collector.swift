import CollectorTestSupport
import Foundation
import Testing

/// The built program, running in a state directory of its own.
final class Collector {
  let state: URL
  private let process = Process()
  private let output = Pipe()
  private(set) var port = 0

  /// Beside the tests it is built with.
  static var program: URL {
    var url = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    while url.pathComponents.count > 1 {
      url.deleteLastPathComponent()
      let candidate = url.appendingPathComponent("telemetry-collector")
      var isDirectory: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory), !isDirectory.boolValue {
        return candidate
      }
    }
    return url
  }

  static func newState() throws -> URL {
    let url = URL(fileURLWithPath: Scratch.path("collector"))
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  /// Starts it on a free port, and returns when it says that it listens.
  init(
    state: URL, _ arguments: [String] = [], environment: [String: String] = [:], errors: FileHandle = .nullDevice
  ) throws {
    self.state = state
    process.executableURL = Self.program
    let listens = arguments.contains("--listen") ? [] : ["--listen", "127.0.0.1:0"]
    process.arguments = listens + ["--state-dir", state.path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    var text = ""
    while !text.hasSuffix("\n") {
      let piece = output.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "it ended before it listened")
      text += String(decoding: piece, as: UTF8.self)
    }
    let end = try #require(text.lastIndex(of: ":"))
    port = try #require(Int(text[text.index(after: end)...].prefix { $0.isNumber }))
  }

  var identifier: Int32 { process.processIdentifier }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// The exit code when it has ended by itself, minus the signal when one ended it.
  func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Runs the program to its end: exit code, output, errors. Powerless, it may do no more than its user, even as root.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], powerless: Bool = false
  ) throws -> (code: Int32, output: String, errors: String) {
    let process = Process()
    let said = Pipe()
    let output = Pipe()
    let errors = Pipe()
    let drop = powerless && getuid() == 0 ? ["--bounding-set=-all", "--inh-caps=-all", program.path] : []
    process.executableURL = drop.isEmpty ? program : URL(fileURLWithPath: "/usr/bin/setpriv")
    process.arguments = drop + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = said
    try process.run()
    said.fileHandleForWriting.write(Data(input.utf8))
    try said.fileHandleForWriting.close()
    let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complained = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, told, complained)
  }

  /// Posts a record in headers by curl; the status and the number it was given.
  static func post(
    _ port: Int, _ payload: String, tenant: String = "6907c830-eed9-4ce9-81ae-76daf8d88f0f",
    classification: String = "org.clearlinux/hello/world", build: String = "12"
  ) throws -> (status: Int, id: Int?) {
    let curl = Process()
    let output = Pipe()
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    var arguments = [
      "-s", "-m", "15", "-w", "\n%{http_code}", "--data-binary", payload, "http://127.0.0.1:\(port)/v2/collector",
    ]
    let asked = [("X-Telemetry-TID", tenant), ("classification", classification), ("build", build)]
    for (name, value) in headers + asked { arguments += ["-H", "\(name): \(value)"] }
    curl.arguments = arguments
    curl.standardOutput = output
    try curl.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    curl.waitUntilExit()
    let status = text.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    let id = text.range(of: "\"id\":").map { text[$0.upperBound...].prefix { $0.isNumber } }.flatMap { Int($0) }
    return (status, id)
  }

  private static let headers = [
    ("record_format_version", "4"), ("severity", "1"),
    ("machine_id", "5e3ec3544778c785c96a54beadc7966b"), ("creation_timestamp", "1795241252"), ("arch", "x86_64"),
    ("host_type", "a|b|c"), ("kernel_version", "6.18.44"), ("payload_format_version", "1"),
    ("system_name", "debian"), ("board_name", "a|b"), ("cpu_model", "AMD EPYC"), ("bios_version", "b"),
    ("event_id", "1d02deb60b7c07e5370e98b23c750a6a"),
  ]
}
