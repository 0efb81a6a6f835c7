import Console
import Glibc
import Platform

/// The console over a machine that exists nowhere: for tests on a real terminal, and to look at it.
/// `console-probe [--off] [--ascii] [--readonly] [--no-mouse] [--plain | --play FILE]`; the command `:abort` crashes
/// it, `:die` takes its agent away, `:return` brings another one.
@main
enum Probe {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let handle = FakeHandle(status: arguments.contains("--off") ? Samples.offStatus : Samples.status)
    handle.command = { text in
      if text == "abort" { abort() }
      if text == "die" { (handle.label, handle.access) = ("no agent, daemon 4711 is gone", .offline) }
      if text == "return" { (handle.label, handle.access) = ("daemon 4712", .full) }
      return .done((1...40).map { "line \($0) of \(text)" }.joined(separator: "\n"))
    }
    let options = ConsoleOptions(
      ascii: arguments.contains("--ascii") ? true : nil, mouse: !arguments.contains("--no-mouse"),
      readOnly: arguments.contains("--readonly"))
    do {
      if arguments.contains("--plain") {
        exit(PlainConsole(handle: handle, explainer: Samples.explain, options: options) { print($0) }.run().rawValue)
      }
      let file = arguments.firstIndex(of: "--play").map { arguments[$0 + 1] }
      let play = try file.map { PlayedScript(text: try Files.readText($0), name: $0, pause: 100) }
      exit(try ConsoleLoop.run(handle: handle, explainer: Samples.explain, options: options, play: play).rawValue)
    } catch {
      let line = Array(("console-probe: " + explain(error).line + "\n").utf8)
      _ = write(2, line, line.count)
      exit(explain(error).exit.rawValue)
    }
  }
}
