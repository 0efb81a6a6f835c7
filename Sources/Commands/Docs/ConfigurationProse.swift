/// What telemetry-tui.conf(5) says that is not in the option table.
enum ConfigurationProse {
  static let purpose = """
    The file says where the node and the destinations are, how often reports are made, and what is hidden in them. It \
    does not give consent: nothing leaves this machine before somebody agreed with `telemetry-tui on`, whatever the \
    file says.
    """

  static let description = [
    """
    Files of Aerospike Telemetry Agent and of telemetrics-client are understood as they are: name them with \
    `--config`. What each of their keys does here is listed at the end; those that mean nothing any more are named by \
    `telemetry-tui config check` as well.
    """,
    """
    `telemetry-tui config set` changes one value and leaves comments, order, owner and mode of the file alone; a value \
    that is not allowed is refused with file, line, key and what is allowed, never bent into range. A running agent \
    takes the change over at once. `telemetry-tui config list` names for each value the place it comes from.
    """,
  ]

  static let search = "A file named with `--config` is used alone. Otherwise the first of these that exists counts:"

  static let places = [
    "not for root: `telemetry-tui/telemetry.conf` in `$XDG_CONFIG_HOME` (else `~/.config`), with `telemetry.conf.d`",
    "`/etc/telemetry-tui/telemetry.conf`, and after it `/etc/telemetry-tui/telemetry.conf.d/*.conf` by name",
    "`/etc/telemetrics/telemetrics.conf`",
    "`/usr/share/defaults/telemetry-tui/telemetry.conf`",
  ]

  static let precedence = """
    An environment variable overrides every file: its name is `TELEMETRY_TUI_`, the section, and the key, in capitals, \
    with _ for every other character.
    """

  static let syntax = """
    A line `[section]` begins a section, a line `key = value` (or with a colon) sets a value, a line that begins with \
    # or ; is a comment. Keys may be written in capitals. A line that is indented deeper than its key continues the \
    value, and `%%` stands for a percent sign; in the section `settings` neither holds, there `\\s` stands for a space.
    """

  static let oldKeys = """
    Every key of the files and modules that this program takes the place of, and what it does here. A file may hold \
    keys that are none of these: `config check` names them, and they do nothing. A value that is out of range is \
    refused, where the older programs bent it or ended.
    """

  static let example = """
    [asd]
    config-file = /etc/aerospike/aerospike.conf

    [main]
    interval = 3600
    home-url = https://telemetry.example.com
    proxy = http://proxy.example.com:3128

    [privacy]
    redact.system.uname.* = withhold
    redact.namespaces.*.objects = coarsen
    """
}
