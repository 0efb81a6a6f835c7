import Demo
import Glibc
import Outbox
import Platform
import Report

/// Where the demo's records go: a `telemetry-collector` of its own where there is one beside the program, in libexec or
/// in the PATH, else the built-in sink. `TELEMETRY_COLLECTOR` names another program.
///
/// The address of the collector's pages is among the last events once it listens.
final class DemoReceiver {
  private let collector: DemoCollector?
  private let sink: LoopbackSink?

  init(_ place: DemoPlace, _ environment: Environment) throws(SystemError) {
    guard let program = Self.find(environment) else {
      (collector, sink) = (nil, try LoopbackSink())
      return
    }
    let directory = place.path
    do throws(SystemError) {
      let tell: @Sendable (DemoCollector.News) -> Void = { Self.note($0, in: directory) }
      (collector, sink) = (try DemoCollector(program: program, directory: place.collector, tell: tell), nil)
    } catch {
      (collector, sink) = (nil, try LoopbackSink())
    }
  }

  private static func find(_ environment: Environment) -> String? {
    let name = "telemetry-collector"
    let searched = (environment.nonEmpty("PATH") ?? "").split(separator: ":").map { "\($0)/\(name)" }
    return Companion.first(of: Companion.places(name, variable: "TELEMETRY_COLLECTOR", environment) + searched)
  }

  /// A demo whose outbox cannot be written to shows that by itself.
  private static func note(_ news: DemoCollector.News, in directory: String) {
    guard let outbox = try? Outbox(directory: directory, access: .readWrite) else { return }
    switch news {
    case .listens(let address): try? outbox.note("demo", "what is sent from here arrives on \(address)")
    case .replaced(let why): try? outbox.note("error", "a built-in collector stands in: telemetry-collector, \(why)")
    }
  }

  private var url: String { collector?.url ?? sink?.url ?? "" }

  /// The `home-url`.
  var home: String { collector == nil ? url : url + "/telemetry/v1" }

  /// What there is to agree to: the sink takes no records of programs.
  var destinations: [Destination] { collector == nil ? [.home] : [.home, .collector] }

  /// What else the configuration says where there is a real collector.
  func settings(socket: String) -> String {
    collector == nil ? "" : "\n[settings]\nserver = \(url)/\nsocket_path = \(socket)"
  }

  /// Ends the collector; when it returns nobody listens.
  func stop() {
    collector?.stop()
    sink?.stop()
  }
}
