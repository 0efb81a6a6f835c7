import Glibc
import Platform
import Testing

/// The probe program on a real terminal: tmux, on a socket of its own.
@Suite("On a terminal", .serialized, .enabled(if: Tmux.isThere))
struct TerminalTests {
  @Test(
    "it starts, draws and leaves the terminal as it found it",
    arguments: [
      ("C.UTF-8", "tmux-256color", "", "●"), ("C", "tmux-256color", "", "*"), ("C.UTF-8", "vt100", "", "●"),
      ("C.UTF-8", "tmux-256color", "NO_COLOR=1", "●"), ("C.UTF-8", "xterm", "LINES=5 COLUMNS=20", "●"),
    ])
  func startAndLeave(locale: String, terminal: String, environment: String, mark: String) throws {
    let tmux = Tmux()
    tmux.start("env LC_ALL=\(locale) TERM=\(terminal) \(environment)")
    try tmux.wait { $0.contains("\(mark) home on") && $0.contains("1 Overview") }
    // A vt100 has no second screen and cannot hide its cursor.
    if terminal != "vt100" { #expect(tmux.state == "1 0") }
    if environment.hasPrefix("NO_COLOR") { #expect(!tmux.colored.contains("[32m") && !tmux.colored.contains("[33m")) }
    if environment.isEmpty, terminal.hasPrefix("tmux") { #expect(tmux.colored.contains("[32m")) }
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("a signal that ends it leaves the terminal as it was found", arguments: ["TERM", "HUP", "INT", "QUIT"])
  func signals(name: String) throws {
    let tmux = Tmux()
    tmux.start()
    try tmux.wait { $0.contains("1 Overview") }
    tmux.kill(name)
    try tmux.expectRestored(exit: "0")
  }

  @Test("so does a crash")
  func crash() throws {
    let tmux = Tmux()
    tmux.start("env SWIFT_BACKTRACE=enable=no")
    try tmux.wait { $0.contains("1 Overview") }
    tmux.press(":")
    tmux.type("abort")
    tmux.press("Enter")
    try tmux.expectRestored(exit: "134")
  }

  @Test("Ctrl-Z gives the terminal back to the shell, and fg takes it again")
  func suspend() throws {
    let tmux = Tmux()
    tmux.startAsJob()
    try tmux.wait { $0.contains("1 Overview") }
    tmux.press("4")
    try tmux.wait { $0.contains("CHANNELS") }
    tmux.press("C-z")
    try tmux.wait { $0.contains("THE-JOB-IS-STOPPED") }
    #expect(tmux.state == "0 1")
    tmux.continueJob()
    try tmux.wait { $0.contains("CHANNELS") }
    #expect(tmux.state == "1 0")
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("a storm of sizes ends in a screen of the last one")
  func storm() throws {
    let tmux = Tmux()
    tmux.start()
    try tmux.wait { $0.contains("1 Overview") }
    for step in 0..<30 { tmux.resize(20 + step * 7 % 90, 3 + step * 5 % 40) }
    tmux.resize(100, 30)
    try tmux.wait { text in
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.count >= 30 && lines[2] == String(repeating: "─", count: 100) && lines[29].contains("q quit")
    }
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("keys with escape sequences, wide characters and Ctrl-L arrive; Esc does not wait for more")
  func keys() throws {
    let tmux = Tmux()
    tmux.start()
    try tmux.wait { $0.contains("1 Overview") }
    tmux.press("F1")
    try tmux.wait { $0.contains("Help") }
    tmux.press("Escape")
    try tmux.wait { $0.contains("NEEDS YOU") }
    tmux.press(":")
    tmux.type("日é")
    try tmux.wait { $0.contains(":日é") }
    #expect(tmux.state == "1 1")
    tmux.press("C-u")
    tmux.press("Escape")
    tmux.press("C-l")
    try tmux.wait { $0.contains("NEEDS YOU") && !$0.contains(":日é") }
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("what is pasted is text for the line that is typed, and no keys for anything else")
  func paste() throws {
    let tmux = Tmux()
    tmux.start()
    try tmux.wait { $0.contains("1 Overview") }
    tmux.paste("q\no\ny\n\u{1B}[B日")
    try tmux.wait { $0.contains("what was pasted is left out") }
    tmux.press(":")
    try tmux.wait { $0.contains("channel ls") || $0.contains("status") }
    tmux.paste("spool\tls --json\nq\n")
    try tmux.wait { $0.contains(":spool ls --json q") }
    for key in ["M-b", "C-k", "Home", "x", "Left", "DC", "End"] { tmux.press(key) }
    tmux.type("日")
    try tmux.wait { $0.contains(":spool ls --json 日") }
    tmux.press("Escape")
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("a script is played before one's eyes, then the keyboard is one's own")
  func play() throws {
    let tmux = Tmux()
    try tmux.write("demo.script", "wait-idle\nkey 5\nwait-idle\nexpect SPOOL\nkey Enter\nwait-idle\n")
    tmux.start("env", "--play demo.script")
    try tmux.wait { $0.contains("A record that waits") }
    usleep(300_000)
    tmux.press("Escape")
    try tmux.wait { $0.contains("SPOOL") }
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("a script that does not get what it wants leaves the terminal as it was found, and says so")
  func playFails() throws {
    let tmux = Tmux()
    try tmux.write("bad.script", "wait-idle\nexpect no such words\n")
    tmux.start("env", "--play bad.script")
    try tmux.expectRestored(exit: "1")
    #expect(tmux.errors.contains("not on the screen: no such words"))
  }

  @Test("a key stops a script that is played")
  func playStopped() throws {
    let tmux = Tmux()
    try tmux.write("long.script", "wait-idle\n" + String(repeating: "key 5\nkey 1\n", count: 500) + "quit\n")
    tmux.start("env", "--play long.script")
    try tmux.wait { $0.contains("1 Overview") }
    tmux.press("x")
    try tmux.wait { $0.contains("the keyboard is yours") }
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("line by line needs no terminal abilities and leaves no escape sequence", arguments: ["dumb", "vt100"])
  func plain(terminal: String) throws {
    let tmux = Tmux()
    tmux.start("env TERM=\(terminal)", "--plain")
    try tmux.wait { $0.contains("Keys: ") }
    tmux.type("5")
    tmux.press("Enter")
    try tmux.wait { $0.contains("View 5 of 9, Spool") }
    #expect(tmux.state == "0 1")
    tmux.type("quit")
    tmux.press("Enter")
    try tmux.expectRestored(exit: "0")
  }

  @Test("a daemon that dies under the console is said to be gone, and its return is noticed")
  func daemonDies() throws {
    let tmux = Tmux()
    tmux.start()
    try tmux.wait { $0.contains("attached to daemon 4711") }
    for (command, words) in [("die", "goes on from its outbox"), ("return", "attached to daemon 4712 again")] {
      tmux.press(":")
      tmux.type(command)
      tmux.press("Enter")
      try tmux.wait { $0.contains("line 1 of \(command)") || $0.contains(words) }
      tmux.press("Escape")
      try tmux.wait { $0.contains(command == "die" ? "outbox only" : "daemon 4712") }
    }
    tmux.press("q")
    try tmux.expectRestored(exit: "0")
  }

  @Test("an idle console neither draws nor wakes")
  func idle() throws {
    let tmux = Tmux()
    tmux.start()
    try tmux.wait { $0.contains("1 Overview") }
    // Voluntary switches count the wake-ups. A countdown's minute may fall into the look: one of three is enough.
    var isIdle = false
    for _ in 0..<3 where !isIdle {
      let before = tmux.wakeUps
      usleep(700_000)
      isIdle = !before.isEmpty && tmux.wakeUps == before
    }
    #expect(isIdle)
  }

  @Test(
    "what is no terminal gets an explanation and no console", arguments: ["dumb", "unknown", "", "no-such-terminal"])
  func refused(terminal: String) throws {
    let tmux = Tmux()
    tmux.start("env TERM=\(terminal)")
    try tmux.expectRestored(exit: "69")
    #expect(tmux.errors.contains("TERM=\(terminal)"))
    #expect(Shell.run("'\(Tmux.probe)' </dev/null 2>&1; echo $?").hasSuffix("69\n"))
  }
}
