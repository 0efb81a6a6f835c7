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
    exit(run(Array(CommandLine.arguments.dropFirst()), as: CommandLine.arguments.first ?? Program.name))
  }

  /// The exit code. `program` is the path or name it was called by.
  static func run(_ arguments: [String], as program: String) -> Int32 {
    if let (face, arguments) = Face.meant(by: program, arguments) { return run(face, arguments) }
    // The most asked question needs no argument parser to be set up.
    if arguments == ["--version"] {
      Output.line(Root.configuration.version)
      return ExitStatus.done.rawValue
    }
    return run(Root.self, ArgumentOrder.arranged(arguments), as: Program.name)
  }

  private static func run(_ face: Face, _ arguments: [String]) -> Int32 {
    // The shell's completion asks the argument parser itself.
    if arguments.first?.hasPrefix("---") == true { return run(face.command, arguments, as: face.rawValue) }
    if let complaint = face.command.complaint(arguments) {
      Output.lines(complaint)
      return ExitStatus.misused.rawValue
    }
    do throws(Explanation) {
      let arranged = try face.command.arranged(arguments)
      return run(face.command, arranged, as: face.rawValue)
    } catch {
      Output.complain(error.line, as: face.rawValue)
      return error.exit.rawValue
    }
  }

  private static func run(_ root: any ParsableCommand.Type, _ arguments: [String], as program: String) -> Int32 {
    do {
      var command = try root.parseAsRoot(arguments)
      try command.run()
      return ExitStatus.done.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return complain(error, root, arguments, as: program)
    }
  }

  /// Help and version are data; a usage error is one line.
  private static func complain(
    _ error: any Error, _ root: any ParsableCommand.Type, _ arguments: [String], as program: String
  ) -> Int32 {
    let code = root.exitCode(for: error)
    if code.isSuccess {
      Output.write(Array((root.fullMessage(for: error) + "\n").utf8))
      return code.rawValue
    }
    let meant = Suggestion.command(for: arguments, of: root, as: program)
    Output.complain(UsageText.line(root.message(for: error), program: program, meant: meant), as: program)
    return ExitStatus.usage.rawValue
  }
}
