import Glibc
import Platform
import Testing

/// A terminal of its own for one probe: the shell in it notes the terminal's modes before and after.
final class Tmux {
  static let isThere = Shell.run("command -v tmux") != ""
  /// Beside the test program.
  static let probe = Files.directory(of: Shell.run("readlink /proc/\(getpid())/exe").firstLine) + "/console-probe"

  private let scratch = Scratch()
  private let tmux: String

  init() {
    tmux = "env -u TMUX -u NO_COLOR LANG=C.UTF-8 tmux -S \(scratch.path)/socket -f /dev/null -u"
  }

  deinit { _ = Shell.run("\(tmux) kill-server 2>/dev/null") }

  /// Starts the probe by way of a command that sets its surroundings.
  func start(_ wrapper: String = "env", _ arguments: String = "") {
    let script = """
      stty -g >before
      (echo $BASHPID >pid; exec \(wrapper) TZ=UTC '\(Self.probe)' \(arguments) 2>errors)
      echo $? >status
      stty -g >after
      echo THE-SHELL-IS-BACK
      sleep 60
      """
    try? Files.replace(scratch.path + "/script", with: Array(script.utf8))
    _ = Shell.run("cd \(scratch.path) && \(tmux) new-session -d -x 80 -y 24 'bash ./script'")
  }

  /// Starts the probe from a shell with job control, which notes the modes while the probe is stopped and continues
  /// it when told to.
  func startAsJob() {
    let script = """
      stty -g >before
      set -m
      env TZ=UTC '\(Self.probe)' 2>errors
      echo THE-JOB-IS-STOPPED
      stty -g >after
      until test -e continue; do sleep 0.05; done
      fg
      echo $? >status
      echo THE-SHELL-IS-BACK
      sleep 60
      """
    try? Files.replace(scratch.path + "/script", with: Array(script.utf8))
    _ = Shell.run("cd \(scratch.path) && \(tmux) new-session -d -x 80 -y 24 'bash ./script'")
  }

  func continueJob() { try? Files.replace(scratch.path + "/continue", with: []) }

  /// A file beside the probe.
  func write(_ name: String, _ text: String) throws {
    try Files.replace(scratch.path + "/" + name, with: Array(text.utf8))
  }

  func press(_ key: String) { _ = Shell.run("\(tmux) send-keys '\(key)'") }
  func type(_ text: String) { _ = Shell.run("\(tmux) send-keys -l '\(text)'") }
  /// As the terminal's own paste, between its marks where the program asked for them.
  func paste(_ text: String) {
    try? write("pasted", text)
    _ = Shell.run("\(tmux) load-buffer \(scratch.path)/pasted && \(tmux) paste-buffer -p -r")
  }
  func resize(_ columns: Int, _ rows: Int) { _ = Shell.run("\(tmux) resize-window -x \(columns) -y \(rows)") }
  func kill(_ name: String) { _ = Shell.run("kill -\(name) $(cat \(scratch.path)/pid)") }

  var text: String { Shell.run("\(tmux) capture-pane -p") }
  var colored: String { Shell.run("\(tmux) capture-pane -p -e") }
  /// `1 0`: on the alternate screen, cursor hidden.
  var state: String { Shell.run("\(tmux) display-message -p '#{alternate_on} #{cursor_flag}'").firstLine }
  var errors: String { (try? Files.readText(scratch.path + "/errors")) ?? "" }

  /// How often the kernel has put the probe's threads to sleep.
  var wakeUps: String {
    Shell.run("cat /proc/$(cat \(scratch.path)/pid)/task/*/status 2>/dev/null | grep voluntary_ctxt_switches")
  }

  /// Polls until the screen is as wanted.
  func wait(_ condition: (String) -> Bool) throws {
    var last = ""
    for _ in 0..<500 {
      last = text
      if condition(last) { return }
      usleep(20_000)
    }
    throw Missing(screen: last)
  }

  struct Missing: Error { var screen: String }

  /// The shell is back, on the usual screen with its cursor, and the modes are those it had.
  func expectRestored(exit: String) throws {
    try wait { $0.contains("THE-SHELL-IS-BACK") }
    #expect(state == "0 1")
    #expect(try Files.readText(scratch.path + "/before") == Files.readText(scratch.path + "/after"))
    #expect(try Files.readText(scratch.path + "/status") == exit + "\n")
  }
}

extension String {
  fileprivate var firstLine: String { String(prefix { $0 != "\n" }) }
}
