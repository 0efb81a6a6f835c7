import Platform

/// What telemetry-tui(1) says that no table of the program holds.
enum ProgramProse {
  static let purpose = """
    The program is the one place on a machine where its administrator sees, decides and proves what the machine tells \
    its vendors. It asks an Aerospike node for its statistics, makes the report the vendor expects, shows its exact \
    bytes, and sends them only after somebody agreed.
    """

  static let description = [
    """
    Everything that leaves goes through one door: whatever its origin, it becomes a record, passes consent, channels \
    and redaction, and is sealed into bytes once. Those bytes are what `show` prints, what waits in the spool, what is \
    sent, and what the journal keeps: the preview cannot lie.
    """,
    """
    Nothing reaches the network, name lookups included, before somebody agreed with `on` (or in the console with the \
    key a). Agreement is for a destination, for channels, and for a revision of the set of fields. Consent is looked at \
    before collecting, before sealing, and just before a socket is opened. A configuration file alone is no consent, \
    and consent that cannot be read lets nothing through.
    """,
    """
    What becomes of fields that a later version brings is for all destinations the setting `privacy.new-fields`, which \
    the console's form asks for too: with `ask` they are left out until somebody agrees again, with `never` for good, \
    with `accept` they are sent where the rest is, in the channels that were agreed to. Then `status`, `diff --with \
    consent` and the journal go on naming them.
    """,
    """
    Without a command the program is a console on a terminal, and prints the text of `status` on anything else. With \
    `--daemon` it serves without a console, in the foreground. A console started beside a running daemon shows that \
    daemon; alone it is the agent itself. The bytes are carried by a program of its own, telemetry-deliver, which is \
    started when something is due, reads nothing but the outbox, and leaves when it has been idle for 30 seconds.
    """,
    "SIGTERM and SIGINT end the daemon. SIGHUP makes it read its configuration again.",
  ]

  static let commands = """
    Each command prints data on standard output and talks on standard error. With `--json` a command that reads prints \
    JSON. A record is named by its id or the beginning of it.
    """

  static let place = """
    Without `--state-dir` root works with the files of the system's agent. Anybody else works with an agent of their own \
    where one runs or where they agreed to something with it; otherwise, where the system's agent runs and talks to \
    them, everything is asked of that one, through its socket: by the console and by each command. Members of the group \
    telemetry may do everything there, members of telemetry-read may look; anybody else is told so, and goes on with \
    an agent of their own. The groups are made by who installs the program; without them it is root alone who may.
    """

  static let console = [
    "The views of the console, by the key that opens them:",
    """
    The footer shows the keys of the part that has them, `?` shows all keys. A key that does nothing now says why. \
    `:` takes any command of this page, or the number of a line; `/` filters a list, `q` leaves. Esc stops long work; \
    a delivery that was stopped rests for ten minutes, also when the agent is started anew, or until somebody asks for \
    it again. The console leaves the terminal as it found \
    it, and shows control characters in data instead of sending them.
    """,
  ]

  static let keys = """
    The same keys as `?` shows, by who has them. With `--read-only`, and for somebody who may only look, those that ask \
    first are not there. When the daemon goes away the console goes on from the outbox until it is back; who may not \
    read the outbox keeps what is on the screen.
    """

  static let plain = """
    With `--plain` the console says what a view shows line by line and takes a line at a time: the digit of a view, the \
    word of an action (open, retry, filter), `:` and a command, `/` and a text, `line` and the number of any row, the \
    name of a key, \
    an answer where something is asked. An empty line says everything again.
    """

  static let script = """
    With `--script` the console is driven by the lines of a file, without a terminal. A script that does not get what \
    it wants ends with exit status 1 and prints the screen it met. With `--play` the same lines are played on the \
    terminal, slowly enough to follow; a key stops them, and after the last one the keyboard is yours. A line that begins with # is a comment.
    """

  static let scriptLines = [
    ("Ic key Ar name", "Press a key, as `Enter`, `Tab`, `F1` or a character."),
    ("Ic type Ar text", "Type a text."),
    ("Ic resize Ar WIDTHxHEIGHT", "Give the screen this size."),
    ("Ic wait-idle", "Wait until agent and screen have nothing left to do."),
    ("Ic wait Ar text", "Wait until the text is on the screen."),
    ("Ic expect Ar text", "End with a fault unless the text is on the screen now."),
    ("Ic save-screen Ar file", "Write the screen as text."),
    ("Ic save-attrs Ar file", "Write the attributes of its cells."),
    ("Ic quit", "Leave."),
  ]

  static let environment = [
    ("DO_NOT_TRACK", "Set and not `0`: nothing leaves, whatever was agreed to."),
    (
      "TELEMETRY_TUI_SECTION_KEY",
      "Overrides one setting: `TELEMETRY_TUI_MAIN_INTERVAL` is `interval` of the section `main`."
    ),
    (
      "TELEMETRY_TUI_DELIVER",
      """
      The telemetry-deliver to start, instead of the one that was installed; or a socket whose owner starts it for each \
      connection.
      """
    ),
    (
      "TELEMETRY_TUI_UNWIND",
      "The telemetry-unwind that `crashprobe` reads a core with, instead of the one that was installed."
    ),
    (
      "TELEMETRY_TUI_CRASH_DIR",
      "Where the crashes of this host's storage daemons are, instead of `/var/lib/ceph/crash`."
    ),
    (
      "http_proxy , https_proxy , all_proxy , no_proxy",
      "As libcurl reads them, where no proxy is configured for the destination."
    ),
    ("NO_COLOR", "Set and not empty: the console uses no colour."),
    ("XDG_CONFIG_HOME , XDG_STATE_HOME", "Where configuration and state are, unless the user is root."),
    (
      "TELEMETRICS_ETC",
      "The directory of `opt-in` and `opt-in-static-machine-id`, instead of `/etc/telemetrics`."
    ),
    (
      "NOTIFY_SOCKET , WATCHDOG_USEC , LISTEN_FDS",
      "As systemd sets them: where the daemon tells how it is, how often, and which sockets it is given."
    ),
    ("JOURNAL_STREAM", "Names the stream that leads to the system's journal: entries there have a priority."),
    ("TMPDIR", "Where `--demo` makes its directory."),
  ]

  static let files = [
    ("/etc/telemetry-tui/telemetry.conf", "The configuration."),
    ("/etc/telemetry-tui/telemetry.conf.d/*.conf", "Read after it in the order of their names; a later value wins."),
    ("/etc/telemetrics/telemetrics.conf", "Used where there is no configuration of our own."),
    (
      "/etc/telemetrics/opt-in",
      """
      Whether there is consent for `collector`: `on collector` makes it, `off` removes it, and so may you. Who is not \
      root has one of his own, before that, in `$XDG_CONFIG_HOME/telemetrics`.
      """
    ),
    (
      "/etc/telemetrics/opt-in-static-machine-id",
      "Its first line, 1 to 32 printable ASCII characters, is the machine's id in place of the one that changes."
    ),
    (
      "/var/lib/telemetry-tui",
      "The state directory, mode 0700; `--state-dir` names another. The files below are in it."
    ),
    ("consent.json", "Who agreed, when, to what. Removing it withdraws all consent but that of `opt-in`."),
    ("outbox.sqlite", "What waits and what left."),
    ("hash.key", "The key under which names and addresses are hashed, mode 0600. It never leaves the machine."),
    ("machine_id", "The pseudonymous id, replaced every three days."),
    (
      "agent.pid , agent.start , control.sock",
      "The running agent: its pid, when that process began, and how to talk to it. That of the system has them in "
        + "/run/telemetry-tui, where everybody may enter."
    ),
  ]

  static let exits: [(ExitStatus, String)] = [
    (.done, "Done. For `send`: the destination accepted the record."),
    (.failed, "Failed. For `service status` and `asd-telemetry`: dead, and its pid file is there."),
    (.misused, "Wrong arguments for `telemctl`."),
    (.notRunning, "For `service status`, `asd-telemetry` and `telemctl is-active`: not running."),
    (.usage, "Wrong arguments."),
    (.badData, "Bad data: a file that is no report, a ledger that was changed."),
    (.noInput, "No such record, field or file."),
    (.unavailable, "The node or the destination does not answer."),
    (.cannotCreate, "A file could not be created."),
    (.io, "Reading or writing failed."),
    (.waiting, "Accepted into the spool, not delivered yet."),
    (.noPermission, "No permission, or nobody agreed."),
    (.badConfiguration, "The configuration has a fault."),
  ]

  static let examples = [
    ("Look at everything without a node, a configuration or a network:", "telemetry-tui --demo"),
    (
      "See what would be sent, agree, and see that it was sent:",
      """
      telemetry-tui preview | less
      telemetry-tui on home
      telemetry-tui send
      telemetry-tui journal
      """
    ),
    (
      "Why is a field in the report, and what hides it?",
      "telemetry-tui explain config.service.access-address"
    ),
    (
      "Prove that the bytes which left are those that were shown:",
      """
      telemetry-tui journal verify
      telemetry-tui journal show ID --body | sha256sum
      """
    ),
    (
      "Use the files of Aerospike's agent as they are:",
      "telemetry-tui --config /etc/aerospike/telemetry.conf status"
    ),
  ]

  static let diagnostics = """
    An error is one line on standard error: the program's name, what happened, where, and what to do, separated by a \
    colon and a space.
    """
}
