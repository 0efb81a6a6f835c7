import ArgumentParser
import Testing

@testable import Commands

/// What is generated for the faces, and the table of their options.
@Suite("The older names of the program") struct FaceTableTests {
  /// The arguments of a face, of all its commands.
  private func all(_ face: Face) throws -> [CommandArgument] {
    var all: [CommandArgument] = []
    for leaf in try CommandTree.of(face.command).leaves {
      all += leaf.arguments.filter { !all.contains($0) }
    }
    return all
  }

  @Test("the manual page names every option", arguments: Face.allCases)
  func page(_ face: Face) throws {
    let words = try DocsShell.file("man/\(face.rawValue).1").split { $0 == " " || $0 == "\n" }
    let pairs = Set(zip(words, words.dropFirst()).map { "\($0) \($1)" })
    for option in face.command.options {
      let names = (option.short.map { [String($0)] } ?? []) + ["-" + option.long[0]]
      for name in names { #expect(pairs.contains("Fl \(name)")) }
    }
  }

  @Test("the table of options is the one the argument parser has", arguments: Face.allCases)
  func options(_ face: Face) throws {
    let arguments = try all(face)
    for option in face.command.options + FaceOption.common {
      let argument = try #require(arguments.first { $0.names.contains("--" + option.long[0]) }, "\(option)")
      #expect((argument.kind == .option) == option.takesValue, "\(option)")
      // The version has no short name in the parser; the table gives it one.
      guard let short = option.short, short != "V" else { continue }
      #expect(argument.names.contains("-\(short)"), "\(option)")
    }
    #expect(arguments.count { $0.kind != .positional } == (face.command.options + FaceOption.common).count)
  }

  @Test("the completion scripts are those this program prints, and each shell takes them", arguments: Face.allCases)
  func completions(_ face: Face) throws {
    let files =
      [("bash", ".bash", CompletionsCommand.Shell.bash), ("fish", ".fish", .fish)]
      .map { ($0.0, face.rawValue + $0.1, $0.2) } + [("zsh", "_" + face.rawValue, .zsh)]
    for (shell, file, kind) in files {
      let text = try DocsShell.file("completions/\(file)")
      #expect(text == CompletionsCommand.script(kind, face) + "\n", "run make generate")
      guard DocsShell.has(shell) else { continue }
      let result = DocsShell.run("\(shell) -n '\(DocsShell.root)/completions/\(file)'")
      #expect(result.status == 0 && result.output.isEmpty, "\(file): \(result.output)")
    }
  }

  @Test(
    "bash completes options, values, the configuration file and the action of a face",
    .enabled(if: DocsShell.has("bash")),
    arguments: [
      (["telem-record-gen", "--sev"], ["--severity"]), (["asd-telemetry", "--set-log"], ["--set-logfile"]),
      (["asd-telemetry", "--set-loglevel", "w"], ["warning"]),
      (["asd-telemetry", "--set-loglevel", ""], ["debug", "info"]),
      (["asd-telemetry", "telemetry-c"], ["telemetry-completed.conf"]),
      (["asd-telemetry", "telemetry-completed.conf", "st"], ["start", "stop", "status"]),
    ])
  func bash(_ words: [String], _ offers: [String]) throws {
    let directory = try DocsDirectory()
    _ = try directory.write("telemetry-completed.conf", "")
    let script = try directory.write(
      "complete.bash",
      """
      cd '\(directory.path)'
      . '\(DocsShell.root)/completions/\(words[0]).bash'
      COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))) COMP_CWORD=\(words.count - 1) COMPREPLY=()
      COMP_LINE="${COMP_WORDS[*]}" COMP_POINT=${#COMP_LINE}
      function=$(complete -p \(words[0]) | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function" \(words[0]) "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    let offered = DocsShell.run("bash --norc '\(script)'").output.split(separator: "\n").map(String.init)
    for offer in offers { #expect(offered.contains(offer), "\(words): \(offered)") }
  }

  @Test("a face is meant by its name, or as a subcommand behind the program's own options")
  func meant() {
    #expect(Face.meant(by: "/usr/bin/hprobe", ["-H"])?.arguments == ["-H"])
    #expect(Face.meant(by: "telemetry-tui", ["--quiet", "--config", "hprobe", "status"]) == nil)
    let sub = Face.meant(by: "telemetry-tui", ["--config", "x", "--ascii", "telem-record-gen", "-o"])
    #expect(sub?.face == .recordGenerator && sub?.arguments == ["--config", "x", "--ascii", "-o"])
    #expect(Face.meant(by: "/usr/bin/telemctl", ["start"])?.face == .control)
    #expect(Face.meant(by: "telemetry-tui", ["--state-dir=x", "crashprobe", "-p", "telemctl"])?.face == .crashProbe)
    let agent = Face.meant(by: "/usr/sbin/asd-telemetry", ["telemetry.conf", "hprobe"])
    #expect(agent?.face == .nodeAgent && agent?.arguments == ["telemetry.conf", "hprobe"])
    #expect(Face.meant(by: "telemetry-tui", ["status"]) == nil && Face.meant(by: "telemetry-tui", []) == nil)
  }
}
