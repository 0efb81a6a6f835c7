import Agent
import Demo
import Glibc
import Platform
import Report

/// The console over a simulated node and a collector on the loop-back interface, in a temporary directory that is
/// removed at the end: for a first look, for pictures, for tests.
enum DemoDoor {
  static func run(
    _ context: CommandContext, _ manner: ConsoleManner, readOnly: Bool
  ) throws(Explanation) -> ExitStatus {
    let node: DemoNode
    let sink: LoopbackSink
    let place: DemoPlace
    do throws(SystemError) {
      node = try DemoNode()
      sink = try LoopbackSink()
      place = try DemoPlace()
    } catch {
      throw error.explanation
    }
    defer {
      node.stop()
      sink.stop()
      place.remove()
    }
    do throws(SystemError) { try place.configure(node: node.port, home: sink.url) } catch { throw error.explanation }
    return try run(context, place, manner, readOnly: readOnly)
  }

  private static func run(
    _ context: CommandContext, _ place: DemoPlace, _ manner: ConsoleManner, readOnly: Bool
  ) throws(Explanation) -> ExitStatus {
    var global = context.global
    global.config = place.configuration
    global.stateDir = place.path
    // What is set for the real agent of this machine has no say over a simulated one.
    var variables = context.environment.variables.filter {
      $0.key != "DO_NOT_TRACK" && !$0.key.hasPrefix("TELEMETRY_TUI_")
    }
    // Nor does what is agreed to here touch the machine's own opt-in.
    variables["TELEMETRICS_ETC"] = place.oldClient
    let inner = CommandContext(global, environment: Environment(variables: variables))
    _ = try ConsentActions(try inner.settings()).agree([.home])
    return try ConsoleDoor.run(inner, manner, readOnly: readOnly)
  }
}

/// The demo's directory.
struct DemoPlace {
  let path: String

  init() throws(SystemError) {
    let base = Environment.current().nonEmpty("TMPDIR") ?? "/tmp"
    path = base + "/telemetry-tui-demo-" + Hex.encode(try Randomness.bytes(6))
    try Files.makeDirectory(path, mode: 0o700)
  }

  var configuration: String { path + "/telemetry.conf" }
  /// In the place of /etc/telemetrics.
  var oldClient: String { path + "/telemetrics" }

  func configure(node: UInt16, home: String) throws(SystemError) {
    let text = """
      # The demo's own configuration: a simulated node and a collector on this machine.
      [asd]
      host = 127.0.0.1
      port = \(node)

      [main]
      home-url = \(home)
      interval = 30
      email = you@example.com

      [logging]
      loglevel = info

      """
    try Files.create(configuration, with: Array(text.utf8), mode: 0o600)
  }

  func remove() {
    // Made when somebody agrees to the collector here.
    for place in [oldClient, path] {
      for name in (try? Files.names(in: place)) ?? [] { unlink("\(place)/\(name)") }
      rmdir(place)
    }
  }
}
