import Testing

@testable import Commands

/// The generated scripts in the shells they are for.
@Suite("Completion in real shells") struct DocsCompletionTests {
  private static let path = "PATH='\(DocsShell.programs)':\"$PATH\""

  /// What each shell is asked to complete, and what it must offer.
  static let words: [(line: String, offers: [String])] = [
    ("telemetry-tui sta", ["status"]), ("telemetry-tui channel on ", ["basic", "ident", "perf"]),
    ("telemetry-tui on h", ["home"]), ("telemetry-tui completions ", ["bash", "zsh", "fish"]),
    ("telemetry-tui --state", ["--state-dir"]),
    ("telemetry-tui explain telemetry-agent-v", ["telemetry-agent-version"]),
    ("telemetry-tui config get main.int", ["main.interval"]),
  ]

  /// What the program itself is asked for.
  static let asked: [(line: String, offers: [String])] = [
    ("telemetry-tui config set privacy.hash ", ["keyed", "md5"]),
    ("telemetry-tui config set main.disable ", ["true", "false"]),
    ("telemetry-tui config set main.inte", ["main.interval"]),
  ]

  @Test("bash completes", .enabled(if: DocsShell.has("bash")), arguments: words + asked)
  func bash(_ line: String, _ offers: [String]) throws {
    let directory = try DocsDirectory()
    let script = try directory.write(
      "complete.bash",
      """
      . '\(DocsShell.root)/completions/telemetry-tui.bash'
      line='\(line)'
      read -r -a COMP_WORDS <<<"$line"
      case $line in *' ') COMP_WORDS+=('') ;; esac
      COMP_LINE=$line COMP_POINT=${#line} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
      function=$(complete -p telemetry-tui | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function" telemetry-tui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    expect(offers, in: DocsShell.run("\(Self.path) bash --norc '\(script)'"), line)
  }

  @Test("fish completes", .enabled(if: DocsShell.has("fish")), arguments: words)
  func fish(_ line: String, _ offers: [String]) {
    let source = "source \(DocsShell.root)/completions/telemetry-tui.fish; complete -C \"\(line)\""
    // fish writes below its home directory.
    let directory = try? DocsDirectory()
    let home = directory?.path ?? "/nonexistent"
    expect(offers, in: DocsShell.run("\(Self.path) HOME=\(home) fish --no-config -c '\(source)'"), line)
  }

  /// zsh completes on a terminal only: its own zpty gives it one.
  @Test("zsh completes", .enabled(if: DocsShell.has("zsh")), arguments: words.filter { $0.offers.count > 1 } + asked)
  func zsh(_ line: String, _ offers: [String]) throws {
    let directory = try DocsDirectory()
    let script = try directory.write(
      "complete.zsh",
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1= ; fpath=('\(DocsShell.root)/completions' \\$fpath); autoload -U compinit; compinit -u -D"
      zpty -w shell "unsetopt zle_bracketed_paste; LISTMAX=1000; print rea''dy"
      zpty -r -m shell out '*ready*'
      zpty -n -w shell $'\(line)\\t\\t'
      for offer in \(offers.joined(separator: " ")); do
        zpty -r -m shell more "*$offer*"
        print -r -- $offer
        out=$more
      done
      zpty -d shell
      """)
    expect(offers, in: DocsShell.run("\(Self.path) TERM=dumb timeout 20 zsh -f '\(script)'"), line)
  }

  @Test("Ids of records are offered from the outbox that the line means") func identifiers() throws {
    let directory = try DocsDirectory()
    try DocsOutboxTests.fill(directory.path)
    let line = ["telemetry-tui", "journal", "show", "--state-dir", directory.path, ""]
    let ids = CompletionLists.settled(line, 5, "")
    #expect(ids.count == 3)
    #expect(CompletionLists.settled(line, 5, String(ids[0].prefix(9))) == [ids[0]])
    #expect(CompletionLists.settled(line, 5, "no id").isEmpty)
    #expect(CompletionLists.waiting(line, 5, "").isEmpty)
    #expect(CompletionLists.settled(["telemetry-tui", "--state-dir=/nonexistent", "journal"], 2, "").isEmpty)
  }

  @Test(
    "Each shell takes the whole script without a word",
    arguments: [("bash", "telemetry-tui.bash"), ("zsh", "_telemetry-tui"), ("fish", "telemetry-tui.fish")])
  func syntax(_ shell: String, _ file: String) {
    guard DocsShell.has(shell) else { return }
    let result = DocsShell.run("\(shell) -n '\(DocsShell.root)/completions/\(file)'")
    #expect(result.status == 0 && result.output.isEmpty, "\(result.output)")
  }

  private func expect(_ offers: [String], in result: DocsShell.Result, _ line: String) {
    let words = result.output.split { " \n\t\r".contains($0) }
    for offer in offers { #expect(words.contains(Substring(offer)), "\(line): \(result.output)") }
  }
}
