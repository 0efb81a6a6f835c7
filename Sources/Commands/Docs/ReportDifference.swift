/// One point where the report differs from that of Aerospike Telemetry Agent 1.0.12, and why.
struct ReportDifference: Sendable {
  var what: String
  /// What the old agent did.
  var then: String
  /// What this program does, with the reason.
  var now: String

  static let all: [ReportDifference] = wrongValues + clearText + whatIsSaid + howItIsSent

  private static let wrongValues = [
    ReportDifference(
      what: "cluster-name",
      then: "the MD5 of the empty text, always: it hashed the field it had just blanked.",
      now: "the name is hashed, so that the nodes of a cluster can be told to belong together, as was meant."),
    ReportDifference(
      what: "service with several addresses",
      then: "`null`, because it took the whole answer for one address.",
      now: "each address is hashed and keeps its port, separated by `;`."),
    ReportDifference(
      what: "config addresses with several values",
      then: "several values of `service.address` or `heartbeat.address` were hashed as one joined text.",
      now: "each is hashed, so that one of them can be recognized in another node's report."),
    ReportDifference(
      what: "IPv6 addresses",
      then: "`null` for `service`; in the lists of other nodes they ended the whole round, and nothing was reported.",
      now: "the address without its brackets is hashed and keeps its port."),
    ReportDifference(
      what: "values that hold an equals sign",
      then: "they ended the whole round (an LDAP name in the configuration was enough).",
      now: "the name ends at the first `=`, the rest is the value."),
    ReportDifference(
      what: "paxos_principal and cluster_principal",
      then: "without the first, the second was left in clear.",
      now: "each is treated by itself."),
    ReportDifference(
      what: "answers that begin with ERROR: or FAIL:",
      then: "reported as if they were values.",
      now: "absent: the server says that it has no such value. The console's Info view shows them."),
    ReportDifference(
      what: "empty values and null",
      then: "hashed where the field is one that is hashed, which looks like a value.",
      now: "left as they are: there is nothing to hide, and a hash would hide that."),
  ]

  private static let clearText = [
    ReportDifference(
      what: "addresses of the configuration",
      then: """
        `service.access-address`, `service.alternate-access-address`, `fabric.address`, `info.address`, every \
        `tls-*-address` and `tls-mesh-seed-address-port` were left in clear.
        """,
      now: "hashed like all other addresses: the documentation promised it."),
    ReportDifference(
      what: "names of the configuration",
      then:
        "`config.cluster-name`, `tls-name`, names of remote datacenters and `xdr-remote-datacenter` were left in clear.",
      now: "hashed: they name an organization or a place."),
    ReportDifference(
      what: "paths, users and other services",
      then: """
        `pidfile`, `work-directory`, `feature-key-file` and every other path, files, devices and mounts of a \
        namespace's storage, users, LDAP, vault and URL settings were left in clear.
        """,
      now: "withheld: no hash of a path is useful, and paths name users and machines."),
    ReportDifference(
      what: "cluster_duplicate_nodes and cluster_clock_skew_outliers",
      then: "node ids, MAC addresses among them, in clear.",
      now: "in the form of all node ids, with the MAC address hashed."),
    ReportDifference(
      what: "context of a secondary index",
      then: "in clear.",
      now: "hashed like the bin and path it belongs to."),
    ReportDifference(
      what: "serial numbers, UUID and asset tags in dmi",
      then: "sent, when the agent ran as root.",
      now: "withheld: they name this very machine."),
    ReportDifference(
      what: "email",
      then: "sent whenever it was set.",
      now: "sent only where the channel `ident` is on and was agreed to."),
  ]

  private static let whatIsSaid = [
    ReportDifference(
      what: "full reports",
      then:
        "meant for once a day, but sent at every round where no function is registered: the node's uptime was forgotten.",
      now: "once a day, as documented."),
    ReportDifference(
      what: "a node that is gone",
      then: "at a round that was due to be full, a nearly empty report and no word on the node.",
      now: "`ASD is down.` and no report."),
    ReportDifference(
      what: "python_version",
      then: "the version of its interpreter.",
      now: "`none`: there is no interpreter. The key stays for readers that look for it."),
    ReportDifference(
      what: "linux_distribution",
      then: "a list, or from Python 3.8 on the text `unknown`.",
      now: "always the list of id, version and code name."),
  ]

  private static let howItIsSent = [
    ReportDifference(
      what: "reports that could not be sent",
      then: "lost.",
      now: "kept in the outbox until the destination took them, in order."),
    ReportDifference(
      what: "redirects",
      then: "followed, as a GET without the report, and counted as success.",
      now: "not followed: the administrator agreed to one URL. The record waits."),
    ReportDifference(
      what: "home-url with a port or a path",
      then: "`:8192/telemetry/v1` was appended all the same, which nobody could reach.",
      now: "used as it is; port and path are added only where there are none."),
    ReportDifference(
      what: "proxy",
      then: "ignored for an http URL, and wherever `cafile` was set.",
      now: "used for every request to the destination."),
    ReportDifference(
      what: "white space in the body",
      then: "a space after each comma and colon.",
      now: "none. The JSON means the same."),
  ]
}
