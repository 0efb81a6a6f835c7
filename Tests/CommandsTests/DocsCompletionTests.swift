import Digest
import Outbox
import Platform
import Report
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
    ("telemetry-tui on report --license ", ["sharing-1-0"]), ("telemetry-tui telem", ["telem-record-gen", "telemctl"]),
  ]

  /// What the program itself is asked for.
  static let asked: [(line: String, offers: [String])] = [
    ("telemetry-tui config set privacy.hash ", ["keyed", "md5"]),
    ("telemetry-tui config set main.disable ", ["true", "false"]),
    ("telemetry-tui config set main.inte", ["main.interval"]),
    ("telemetry-tui config set mgr mgr/telemetry/inter", ["mgr/telemetry/interval"]),
    ("telemetry-tui config set mgr mgr/telemetry/enabled ", ["true", "false"]),
    ("telemetry-tui config set privacy.redact.system.* ", ["withhold", "coarsen", "keep"]),
  ]

  @Test("bash completes", .enabled(if: DocsShell.has("bash")), arguments: words + asked)
  func bash(_ line: String, _ offers: [String]) throws { expect(offers, in: try askBash(line), line) }

  @Test("fish completes", .enabled(if: DocsShell.has("fish")), arguments: words)
  func fish(_ line: String, _ offers: [String]) throws { expect(offers, in: try askFish(line), line) }

  @Test(
    "fish asks the program", .enabled(if: DocsShell.has("fish") && DocsShell.has("zsh")),
    arguments: asked.filter { $0.offers.count > 1 })
  func fishAsks(_ line: String, _ offers: [String]) throws { expect(offers, in: try askFish(line, offers), line) }

  @Test("zsh completes", .enabled(if: DocsShell.has("zsh")), arguments: words.filter { $0.offers.count > 1 } + asked)
  func zsh(_ line: String, _ offers: [String]) throws { expect(offers, in: try askZsh(line, offers), line) }

  /// What bash offers for a line, by its own completion of commands.
  private func askBash(_ line: String) throws -> DocsShell.Result {
    let directory = try DocsDirectory()
    let script = try directory.write(
      "complete.bash",
      """
      . '\(DocsShell.root)/completions/telemetry-tui.bash'
      line='\(line)'
      set -f
      COMP_WORDS=($line)
      set +f
      case $line in *' ') COMP_WORDS+=('') ;; esac
      COMP_LINE=$line COMP_POINT=${#line} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
      function=$(complete -p telemetry-tui | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function" telemetry-tui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    return DocsShell.run("\(Self.path) bash --norc '\(script)'")
  }

  private func askFish(_ line: String) throws -> DocsShell.Result {
    let source = "source \(DocsShell.root)/completions/telemetry-tui.fish; complete -C \"\(line)\""
    // fish writes below its home directory.
    let directory = try DocsDirectory()
    return DocsShell.run("\(Self.path) HOME=\(directory.path) fish --no-config -c '\(source)'")
  }

  /// zsh completes on a terminal only: its own zpty gives it one. What it offers of the words is printed.
  private func askZsh(_ line: String, _ offers: [String]) throws -> DocsShell.Result {
    let set =
      "PS1= ; fpath=('\(DocsShell.root)/completions' \\$fpath); autoload -U compinit; compinit -u -D; "
      + "unsetopt zle_bracketed_paste; LISTMAX=1000"
    return try type(line, into: "zsh -f -i", after: set, until: offers)
  }

  /// fish asks the program for words on a terminal only.
  private func askFish(_ line: String, _ offers: [String]) throws -> DocsShell.Result {
    let set = "source '\(DocsShell.root)/completions/telemetry-tui.fish'"
    return try type(line, into: "fish --no-config", after: set, until: offers)
  }

  /// Types a line and two tabulators into a shell on a terminal, and waits for each of the offers.
  private func type(
    _ line: String, into shell: String, after set: String, until offers: [String]
  ) throws -> DocsShell.Result {
    let directory = try DocsDirectory()
    let script = try directory.write(
      "complete.zsh",
      """
      zmodload zsh/zpty
      zpty shell \(shell)
      zpty -w shell "stty columns 200 rows 50; \(set); echo rea''dy"
      zpty -r -m shell out '*ready*'
      zpty -n -w shell $'\(line)\\t\\t'
      for offer in \(offers.map { "'\($0)'" }.joined(separator: " ")); do
        zpty -r -m shell more "*${(b)offer}*" && print -r -- $offer
      done
      zpty -d shell
      """)
    return DocsShell.run("\(Self.path) HOME=\(directory.path) TERM=xterm timeout 30 zsh -f '\(script)'")
  }

  /// Two records that wait, one of a program that would like to be more than text.
  private func waiting(in directory: String) throws -> [String] {
    let outbox = try Outbox(directory: directory, access: .readWrite)
    return try ["org/demo/hello", "$(touch \(directory)/owned)`touch \(directory)/owned`;\u{1B}[2J\n:x"].map { name in
      let record = SealedRecord(
        id: try Randomness.identifier(), source: .probe, channels: [.event], destination: .collector,
        classification: name, created: .now(), revision: 1,
        request: SealedRequest(method: "POST", url: "http://127.0.0.1/", headers: [], body: [0x61]),
        sha256: Hex.encode(Digest.sha256([0x61])))
      try outbox.accept([record])
      return record.id
    }
  }

  @Test(
    "Each shell offers the ids that wait and says what they are, and does nothing a record would like it to",
    .enabled(if: DocsShell.has("bash") && DocsShell.has("zsh") && DocsShell.has("fish")),
    arguments: ["spool show", "spool retry", "spool rm"])
  func waitingRecords(_ command: String) throws {
    let directory = try DocsDirectory()
    let ids = try waiting(in: directory.path)
    let line = "telemetry-tui \(command) --state-dir \(directory.path) "
    let bash = try askBash(line)
    #expect(Set(bash.output.split(separator: "\n").map(String.init)) == Set(ids), "\(bash.output)")
    // In the order of the ids, as both are listed.
    let wanted =
      ids[0] < ids[1] ? ["org/demo/hello to collector", "?(touch "] : ["?(touch ", "org/demo/hello to collector"]
    expect(wanted, shown: try askFish(line, wanted))
    expect(wanted, shown: try askZsh(line, wanted))
    #expect(!Files.exists(directory.path + "/owned"))
  }

  @Test("A broken outbox is no offer and no word", .enabled(if: DocsShell.has("bash")))
  func broken() throws {
    let directory = try DocsDirectory()
    _ = try directory.write("outbox.sqlite", "no database at all")
    let line = "telemetry-tui spool show --state-dir \(directory.path) "
    #expect(try askBash(line).output.allSatisfy(\.isWhitespace))
  }

  @Test("A description keeps to what no shell and no terminal acts on") func descriptions() {
    #expect(CompletionLists.offer("abc", "größe 1", to: .fish) == "abc\tgröße 1")
    #expect(CompletionLists.offer("abc", "$(rm)`x`\u{1B}[0m\n", to: .fish) == "abc\t?(rm)?x???0m?")
    #expect(CompletionLists.offer("http://a", "b: c", to: .zsh) == "http\\://a:b: c")
    #expect(CompletionLists.offer("abc", "$(rm)", to: .bash) == "abc")
  }

  @Test("Ids of records are offered from the outbox that the line means") func identifiers() throws {
    let directory = try DocsDirectory()
    try DocsOutboxTests.fill(directory.path)
    let line = ["telemetry-tui", "journal", "show", "--state-dir", directory.path, ""]
    // A description follows for shells that show one, and another test may just be such a shell.
    func id(_ offer: String) -> Substring { offer.prefix(while: \.isHexDigit) }
    let ids = CompletionLists.settled(line, 5, "").map(id)
    #expect(ids.count == 3)
    #expect(CompletionLists.settled(line, 5, String(ids[0].prefix(9))).map(id) == [ids[0]])
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

  private func expect(_ texts: [String], shown result: DocsShell.Result) {
    #expect(result.output.split(whereSeparator: \.isNewline).map(String.init) == texts, "\(result.output)")
  }

  private func expect(_ offers: [String], in result: DocsShell.Result, _ line: String) {
    let words = result.output.split { " \n\t\r".contains($0) }
    for offer in offers { #expect(words.contains(Substring(offer)), "\(line): \(result.output)") }
  }
}
