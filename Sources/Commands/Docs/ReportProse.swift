import Report

/// What telemetry-tui-report(5) says around its tables.
enum ReportProse {
  static let purpose = """
    A report of a node is one JSON object in ASCII, without white space, posted to the destination `home`. Its values \
    are text, but for the lists and objects named here. `telemetry-tui show` prints the very bytes that leave next.
    """

  static let description = [
    """
    A report is full or abbreviated. It is full at the first round after the agent found the node, when the node was \
    restarted, and when the last full one is more than a day old; every other report leaves out the keys marked with \
    a star below. A field whose source did not answer is left out or empty, as it was in the old agent's report.
    """,
    """
    When the node cannot be reached there is no report but a word on it: `telemetry-agent-status` (`Connecting to \
    ASD.`, `Connected to ASD.`, `ASD is down.`), followed by the last five keys of a report. The classic words are \
    `agent-status` and `error`.
    """,
    """
    Each field belongs to a channel. A field whose channel is off, or was not agreed to, is not in the bytes. This is \
    revision \(FieldRegistry.revision) of the set of fields; what a later revision adds waits until it is agreed to, \
    unless `new-fields` of the section `privacy` says otherwise.
    """,
  ]

  static let cluster = [
    """
    The report of a storage cluster is one JSON object, put to the destination `report`; `telemetry-tui show --to \
    report` prints it. It is made from outside, by the commands of `stone` or `ceph`, and has the keys that the \
    cluster's own module reports, each section by itself: what could not be asked is named in `unavailable`, with the \
    reason. `report_id` is random and not the fsid. A crash is told once, and again only when the report that carried \
    it was not accepted; with `report-format = classic` every crash is in every report, and the keys that came after \
    release 16 are not there.
    """,
    """
    It differs from the module's report in this: `balancer.mode` is filled in; an OSD that never booted is passed \
    over, where it ended the module's whole report; `hosts` are those of now, also after a daemon moved; names of \
    daemons are pseudonyms under this machine's key, and texts of crashes are cleaned. Of the channel perf, \
    `rocksdb_stats` is never there: it holds the version of a library, which the manager tells its modules and no \
    command. `heap_stats` is there where daemons are built with tcmalloc (Debian's are not), for at most 100 of them, \
    counters for at most 16. What is missing for such a reason is named in `unavailable` too.
    """,
    """
    The device report goes to the destination `device`, a request for each host: disk, time, record. Hosts and disks \
    are called by random names that this machine remembers; serial numbers and world wide names are taken out. Where \
    no cluster tells of this host's disks, `smartctl` is asked. Nothing joins the two reports. In patterns of rules, \
    and below, its paths begin with `device`.
    """,
    """
    Both are made at once after consent, then every `interval` hours of the section `telemetry`, up to a twentieth \
    more or less. A report that would be nothing but its head is not sent; `status` says why.
    """,
  ]

  static let order = """
    The order never changes. Within an object that the node filled, members stand in the order of the node's answer. \
    Keys with a star are in full reports only, `email` only where the channel ident is on, `udfs` only where \
    functions are registered.
    """

  static let hiding = """
    Hashed means: the first 32 hexadecimal digits of the HMAC-SHA-256 of the exact text, under the key in `hash.key` of \
    the state directory or in the `key-file` of the section `privacy`. Nodes that share a key give the same address \
    the same hash. With `hash = md5` it is the MD5 the old agent used, without a key: that hides nothing from anyone \
    who tries all addresses. Withheld means: the value is the word `withheld`. A value that is empty or `null` says \
    that nothing is there and stays as it is. Lines `redact.PATTERN = withhold`, `coarsen` or `keep` of the section \
    `privacy` come after all this: they can hide more, never less.
    """

  static let fields = """
    Every field of every report, by its path. A * stands for any run of characters; the first entry that matches a \
    path is the one that counts. What the node's own names stand for (of namespaces, sets, indexes) is hashed in paths \
    as well.
    """

  static let differences = """
    With `hash = md5` a report in the format `current` equals, value by value, the one of Aerospike Telemetry Agent \
    1.0.12 for the same answers of the node, except where that agent was wrong or said what it promised not to say:
    """
}
