import Agent
import Demo
import Glibc
import Platform
import Report

/// The console over a simulated node and a collector on the loop-back interface, the real one where it is installed, in
/// a temporary directory that is removed at the end: for a first look, for pictures, for tests.
enum DemoDoor {
  static func run(
    _ context: CommandContext, _ manner: ConsoleManner, readOnly: Bool
  ) throws(Explanation) -> ExitStatus {
    let node: DemoNode
    let receiver: DemoReceiver
    let place: DemoPlace
    do throws(SystemError) {
      node = try DemoNode()
      place = try DemoPlace()
      receiver = try DemoReceiver(place, context.environment)
    } catch {
      throw error.explanation
    }
    defer {
      node.stop()
      receiver.stop()
      waitForChildren()
      place.remove()
    }
    do throws(SystemError) { try place.configure(node: node.port, receiver) } catch { throw error.explanation }
    return try run(context, place, receiver.destinations, manner, readOnly: readOnly)
  }

  /// A deliverer that has only just started would make the directory anew.
  private static func waitForChildren() {
    let deadline = Monotonic.now() + 5000
    while Monotonic.now() < deadline {
      let ended = waitpid(-1, nil, WNOHANG)
      if ended < 0, errno == ECHILD { return }
      if ended == 0 { usleep(5000) }
    }
  }

  private static func run(
    _ context: CommandContext, _ place: DemoPlace, _ destinations: [Destination], _ manner: ConsoleManner,
    readOnly: Bool
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
    _ = try ConsentActions(try inner.settings()).agree(destinations)
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

  /// The collector's.
  var collector: String { path + "/collector" }

  func configure(node: UInt16, _ receiver: DemoReceiver) throws(SystemError) {
    let text = """
      # The demo's own configuration: a simulated node and a collector on this machine.
      [asd]
      host = 127.0.0.1
      port = \(node)

      [main]
      home-url = \(receiver.home)
      interval = 30
      email = you@example.com

      [logging]
      loglevel = info
      \(receiver.settings(socket: path + "/probe.sock"))

      """
    try Files.create(configuration, with: Array(text.utf8), mode: 0o600)
  }

  func remove() {
    // Made when somebody agrees to the collector here.
    for place in [oldClient, collector, path] {
      for name in (try? Files.names(in: place)) ?? [] { unlink("\(place)/\(name)") }
      rmdir(place)
    }
  }
}
