import Platform

/// What the manual pages of the faces say that no table of the program holds. Those of asd-telemetry,
/// crashprobe and telemctl are written by hand.
struct FaceProse {
  var summary: String
  var purpose: String
  var description: [String]
  var example: (what: String, lines: String)
  /// What the old tool did that this one does not.
  var corrections: [String]

  static let environment = [
    ("TELEMETRICS_ETC", "The directory in which opt-in is looked for, instead of `/etc/telemetrics`."),
    ("TELEMETRY_TUI_SETTINGS_SOCKET_PATH", "The socket, whatever the configuration says."),
  ]

  static let files = [
    ("/etc/telemetrics/opt-in", "Nothing is handed over unless it exists. What is in it does not matter."),
    ("/run/telem-0", "The socket of the service, unless `socket_path` of the section `settings` names another."),
  ]

  static let exits: [(ExitStatus, String)] = [
    (.done, "Done. The service gives no answer: the record was handed over, not delivered."),
    (.failed, "Failed."),
    (.usage, "An option that is unknown or ambiguous, or lacks its value."),
    (.noPermission, "The configuration may not be read."),
    (.badConfiguration, "The configuration has a fault."),
  ]

  private static let sharedCorrections = [
    "An unknown option ends the program with 64 and one line. It was said and passed over, or ended it with 1.",
    """
    A configuration with a fault ends the program with 78 and a line that names file and line. A key the service does \
    not know is no fault.
    """,
    "A service that hangs ends the program after a second. It used to wait for ever.",
    "Header values are whole, and a symbolic link as `/etc/os-release` is followed.",
  ]

  static let recordGenerator = FaceProse(
    summary: "make a record and hand it to the telemetry service",
    purpose: """
      The program makes one record of what the caller says and of the facts of this host, and hands it to the service \
      over its socket. Without `-p` and `-P` the payload is read from standard input: printable ASCII and white space, \
      at most 8192 bytes.
      """,
    description: [
      """
      A classification has three parts with a slash between them, of at most 40 bytes each and 122 in all: who, what, \
      and what of it.
      """,
      """
      With `-o` the 15 header lines, the payload and a line feed are printed; the machine id stands there as FFFFFFFF, \
      because the service puts it in.
      """,
    ],
    example: (
      "See a record without handing it over, then hand it over:",
      """
      echo hello | telem-record-gen -c org.example/hello/world -o -n
      echo hello | telem-record-gen -c org.example/hello/world
      """
    ),
    corrections: sharedCorrections + [
      "A payload longer than 8192 bytes is cut there and that is said. It was cut at 8191 silently, and never arrived.",
      "A payload that is no ASCII text is refused with a line that says where. It was refused without a word.",
      """
      When nobody listens the line says so: `Failed to get socket fd: Connection refused`. It asked to opt in, though \
      that had been done.
      """,
      "A record version greater than 4294967295 is refused. It lost its upper half.",
      "Arguments that are no options are refused. They were passed over.",
    ])

  static let helloProbe = FaceProse(
    summary: "hand a greeting to the telemetry service",
    purpose: """
      The program hands over a record that says hello, of the class org.clearlinux/hello/world, or with `-H` a \
      heartbeat, of the class org.clearlinux/heartbeat/ping. A timer does so daily: a machine whose greetings stop has \
      stopped telling anything.
      """,
    description: [
      """
      Locale, uptime in seconds and the names in `/usr/share/clear/bundles` are added on request, in this order, to at \
      most 8192 bytes; a list that is longer ends in a line of three dots.
      """
    ],
    example: ("As the daily timer does:", "hprobe -Hlu"),
    corrections: sharedCorrections + [
      "Without opt-in the message says what to do, behind the old words.",
      "Characters of a bundle's name that a payload cannot have become question marks.",
    ])
}
