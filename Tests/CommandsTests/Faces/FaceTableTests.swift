import ArgumentParser
import Testing

@testable import Commands

/// What is generated for the faces, and the table of their options.
@Suite("The older names of the program") struct FaceTableTests {
  @Test("the table of options is the one the argument parser has", arguments: Face.allCases)
  func options(_ face: Face) throws {
    let arguments = try CommandTree.of(face.command).arguments
    for option in face.command.options + FaceOption.common {
      let argument = try #require(arguments.first { $0.names.contains("--" + option.long[0]) }, "\(option)")
      #expect((argument.kind == .option) == option.takesValue, "\(option)")
      // The version has no short name in the parser; the table gives it one.
      guard let short = option.short, short != "V" else { continue }
      #expect(argument.names.contains("-\(short)"), "\(option)")
    }
    #expect(arguments.count == (face.command.options + FaceOption.common).count)
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

  @Test("bash completes the options of a face", .enabled(if: DocsShell.has("bash")))
  func bash() throws {
    let directory = try DocsDirectory()
    let script = try directory.write(
      "complete.bash",
      """
      . '\(DocsShell.root)/completions/telem-record-gen.bash'
      COMP_WORDS=(telem-record-gen --sev) COMP_LINE='telem-record-gen --sev' COMP_POINT=22 COMP_CWORD=1 COMPREPLY=()
      function=$(complete -p telem-record-gen | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function" telem-record-gen --sev telem-record-gen
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    #expect(DocsShell.run("bash --norc '\(script)'").output.contains("--severity"))
  }

  @Test("a face is meant by its name, or as a subcommand behind the program's own options")
  func meant() {
    #expect(Face.meant(by: "/usr/bin/hprobe", ["-H"])?.arguments == ["-H"])
    #expect(Face.meant(by: "telemetry-tui", ["--quiet", "--config", "hprobe", "status"]) == nil)
    let sub = Face.meant(by: "telemetry-tui", ["--config", "x", "--ascii", "telem-record-gen", "-o"])
    #expect(sub?.face == .recordGenerator && sub?.arguments == ["--config", "x", "--ascii", "-o"])
    #expect(Face.meant(by: "telemetry-tui", ["status"]) == nil && Face.meant(by: "telemetry-tui", []) == nil)
  }
}
