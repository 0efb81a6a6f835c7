import ArgumentParser
import CPlatform
import Glibc
import Platform

/// Where the program begins: arguments in, exit code out.
public enum Entry {
  public static func main() -> Never {
    signal(SIGPIPE, SIG_IGN)
    // Before any file is opened: it could become standard output.
    if cp_fill_descriptors() != 0 { exit(ExitStatus.io.rawValue) }
    exit(run(Face.words(CommandLine.arguments)))
  }

  static func run(_ arguments: [String]) -> Int32 {
    // The most asked question needs no argument parser to be set up.
    if arguments == ["--version"] {
      Output.line(Root.configuration.version)
      return ExitStatus.done.rawValue
    }
    if let complaint = TelemctlUsage.complaint(arguments) {
      Output.lines(complaint)
      return ExitStatus.misused.rawValue
    }
    do {
      var command = try Root.parseAsRoot(ArgumentOrder.arranged(CrashProbeWords.joined(arguments)))
      try command.run()
      return ExitStatus.done.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return complain(error)
    }
  }

  /// Help and version are data; a usage error is one line.
  private static func complain(_ error: any Error) -> Int32 {
    let code = Root.exitCode(for: error)
    if code.isSuccess {
      Output.write(Array((Root.fullMessage(for: error) + "\n").utf8))
      return code.rawValue
    }
    Output.complain(UsageText.line(Root.message(for: error)))
    return ExitStatus.usage.rawValue
  }
}
