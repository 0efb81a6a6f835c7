import CPlatform
import Glibc
import Outbox
import Platform

/// The command line of `telemetry-deliver`.
public struct DeliverCommand {
  /// Gives a delivery its settings and its gate, for a state directory and the configuration file that was named.
  public typealias Furnish = (_ stateDirectory: String, _ configuration: String?) throws -> any DeliverySurroundings

  struct Options: Equatable {
    var stateDirectory = ""
    var configuration: String?
    var isOnce = false
    var asksVersion = false
  }

  private let version: String
  private let furnish: Furnish

  public init(version: String, furnish: @escaping Furnish) {
    self.version = version
    self.furnish = furnish
  }

  /// Runs the program with the arguments after its name. Errors are one line on standard error.
  public func run(_ arguments: [String]) -> Int32 {
    do {
      let options = try Self.parse(arguments)
      if options.asksVersion {
        print("telemetry-deliver \(version)")
        return ExitStatus.done.rawValue
      }
      return try deliver(options).rawValue
    } catch {
      let explanation = explain(error)
      let line = Array("telemetry-deliver: \(explanation.line)\n".utf8)
      _ = write(STDERR_FILENO, line, line.count)
      return explanation.exit.rawValue
    }
  }

  static func parse(_ arguments: [String]) throws(Explanation) -> Options {
    var options = Options()
    var rest = arguments[...]
    func value(_ name: String, _ inline: String?) throws(Explanation) -> String {
      guard let text = inline ?? rest.popFirst(), !text.isEmpty else {
        throw usage("a value is missing", name)
      }
      return text
    }
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let inline = parts.count == 2 ? parts[1] : nil
      switch (parts.first ?? "", inline) {
      case ("--state-dir", _): options.stateDirectory = try value("--state-dir", inline)
      case ("--config", _): options.configuration = try value("--config", inline)
      case ("--once", nil): options.isOnce = true
      case ("--version", nil): options.asksVersion = true
      default: throw usage("an argument it does not know", argument)
      }
    }
    if options.stateDirectory.isEmpty, !options.asksVersion {
      throw usage("a state directory is missing", "--state-dir")
    }
    return options
  }

  private static func usage(_ what: String, _ place: String) -> Explanation {
    Explanation(
      what, at: place, remedy: "telemetry-deliver --state-dir DIR [--config FILE] [--once] [--version]", exit: .usage)
  }

  private func deliver(_ options: Options) throws -> ExitStatus {
    cp_ignore(SIGPIPE)
    for signal in [SIGTERM, SIGINT, SIGHUP] {
      guard cp_catch(signal) == 0 else { throw SystemError("sigaction", "") }
    }
    // Another one is at work and will see what is due.
    guard let lock = try ProcessLock.tryAcquire(directory: options.stateDirectory, .deliver) else { return .done }
    defer { withExtendedLifetime(lock) {} }
    let outbox = try Outbox(directory: options.stateDirectory, access: .readWrite)
    let deliverer = try Deliverer(
      outbox: outbox, surroundings: try furnish(options.stateDirectory, options.configuration), version: version)
    var run = DeliveryRun(outbox: outbox, deliverer: deliverer, pokes: Self.pokes, signals: cp_signal_descriptor())
    cp_give_back_pages()
    if options.isOnce { return try run.once() }
    try run.serve()
    return .done
  }

  /// Standard input, when it is a pipe or a socket: `/dev/null` would be at its end at once.
  private static var pokes: Int32? {
    var info = stat()
    guard fstat(STDIN_FILENO, &info) == 0 else { return nil }
    return info.st_mode & S_IFMT == S_IFIFO || cp_is_socket(info.st_mode) != 0 ? STDIN_FILENO : nil
  }
}
