/// The head of the cluster report: what stands in it whatever the cluster says.
let clusterHeadFields = """
  leaderboard | basic | [telemetry] leaderboard | plain | 1 | whether the cluster may be on a public list | a wish of its administrator
  leaderboard_description | basic | nowhere yet | plain | 1 | what that list would say; always empty | a key of newer releases
  report_version | basic | constant | plain | 1 | version of the report's form, 1 | tells readers how to read it
  report_timestamp | basic | this machine's clock | plain | 1 | when the report was made, UTC | puts reports in order
  report_id | basic | made once, random | plain | 1 | a random UUID that stands for the cluster; not its fsid | groups the reports of a cluster without naming it
  channels.* | basic | [telemetry] channel_* | plain | 1 | a channel that is on | tells what is missing by choice
  channels_available.* | basic | constant | plain | 1 | a channel there is | tells old forms from new ones
  collections_available.* | basic | constant | plain | 2 | a set of fields there is, by the names of releases 17 and later | tells what could be inside
  collections_opted_in.* | basic | [telemetry] channel_* | plain | 2 | a set of fields of the channels that are on | tells what is missing by choice
  license | basic | constant | plain | 1 | the licence the data is shared under | says what may be done with it
  unavailable.* | basic | what failed | plain | 1 | a part that could not be made, and why | tells a failure from a zero
  description | ident | [telemetry] description | plain | 1 | what the cluster is for | to tell clusters apart
  contact | ident | [telemetry] contact | plain | 1 | who runs the cluster | to be able to ask back
  organization | ident | [telemetry] organization | plain | 1 | whose cluster it is | to know who uses it
  """

/// The sections of the cluster report. They stand before the node's fields: a path that both have is here the
/// particular one.
let clusterReportFields = """
  created | basic | mon dump | plain | 1 | when the cluster was made | age of clusters
  mon.features.* | basic | mon dump | plain | 1 | a feature the monitors agreed on | which features are in use
  mon.* | basic | mon dump | plain | 1 | number of monitors, their release and kinds of address | shape and age of clusters
  config.cluster_changed.* | basic | config dump | plain | 1 | name of an option that was changed; never its value | which options are changed from their defaults
  config.active_changed.* | basic | config show | plain | 1 | name of an option that some daemon has changed; never its value | which options are changed from their defaults
  rbd.* | basic | rbd ls, rbd mirror pool info | plain | 1 | number of block images by pool, and whether they are mirrored | how block devices are used; no image or pool is named
  pools.*.pool | basic | osd dump | plain | 1 | number of a pool | tells pools apart without their names
  pools.*.erasure_code_profile.* | basic | osd dump | plain | 1 | a setting of an erasure code | which codes are in use
  pools.* | basic | osd dump, df | plain | 1 | size, kind, placement groups and use of a pool | how data is kept
  osd.count | basic | osd dump | plain | 1 | number of OSDs | size of clusters
  osd.require_osd_release | basic | osd dump | plain | 1 | oldest release an OSD may have | which versions are still in use
  osd.require_min_compat_client | basic | osd dump | plain | 1 | oldest release a client may have | which versions are still in use
  osd.cluster_network | basic | osd dump | plain | 1 | whether OSDs talk to each other over a network of their own | how networks are laid out; no address is told
  osd.* | basic | osd dump | plain | 1 | ? a number about the OSDs | size and layout of clusters
  crush.* | basic | osd crush dump | plain | 1 | numbers of the placement map, and its tunables | how data is placed; no bucket is named
  fs.* | basic | fs dump, tell mds perf dump | plain | 1 | numbers of file systems and their servers | how file systems are used; none is named
  metadata.* | basic | osd, mon and mds metadata | plain | 1 | how many daemons have a version, kernel, processor or system | which platforms are in use
  hosts.* | basic | osd, mon, mds and mgr metadata, service dump | plain | 1 | number of hosts, by kind of daemon | size of clusters; no host is named
  usage.* | basic | df | plain | 1 | bytes there are and are used, numbers of pools and placement groups | size of clusters
  services.* | basic | service dump | plain | 1 | a kind of service that runs; always 1 | which services are in use
  rgw.* | basic | service dump | plain | 1 | numbers of object gateways and their zones, and the kinds of their front ends | how object storage is used
  balancer.* | basic | balancer status | plain | 1 | whether the balancer is on, and its mode | how data is balanced
  rook.* | basic | config-key dump rook/ | plain | 1 | what Rook says of itself and of Kubernetes | which versions are in use
  crashes.*.entity_name | crash | crash ls, /var/lib/ceph/crash | name | 1 | kind of the daemon that crashed; its id hashed, 40 hexadecimal digits | tells one daemon that crashes from many
  crashes.*.backtrace.* | crash | crash ls, /var/lib/ceph/crash | plain | 1 | a line of the stack; the text of a module's exception and names of hosts are cut | where it crashed
  crashes.*.assert_msg | crash | crash ls, /var/lib/ceph/crash | plain | 1 | what was found wrong; addresses and names of hosts are cut | why it crashed
  crashes.*.stack_sig | crash | crash ls, /var/lib/ceph/crash | plain | 1 | a hash over the functions of the stack | tells crashes of one kind
  crashes.* | crash | crash ls, /var/lib/ceph/crash | plain | 1 | ? a member of a crash's description; host names are never sent | where and why programs crash
  perf_counters.* | perf | tell DAEMON perf dump | plain | 1 | ? a counter of a daemon; the daemon's name is hashed | how fast clusters are in practice
  stats_per_pool.* | perf | pg dump | plain | 1 | ? a counter of a pool, by its number | how pools are used
  stats_per_pg.* | perf | pg dump | plain | 1 | ? a counter of a placement group | how evenly work is spread
  io_rate.* | perf | pg dump | plain | 1 | ? how much is read and written in a while | how busy clusters are
  osd_perf_histograms.* | perf | tell osd perf histogram dump | plain | 1 | ? sizes and times of requests to an OSD | how fast disks are in practice
  heap_stats.* | perf | tell DAEMON heap stats | plain | 3 | bytes that a daemon's allocator (tcmalloc) has in use, keeps and gave back; the daemon's name is hashed | how much memory daemons need
  mempool.* | perf | tell DAEMON dump_mempools | plain | 1 | ? memory of a daemon, by purpose; the daemon's name is hashed | how much memory daemons need
  """

/// The device report. Its bodies begin with the name of a disk, which no table can know: here, and for the rules of
/// `[privacy]`, a path begins with `device`.
let deviceReportFields = """
  device.*.host_id | device | made once, random | plain | 1 | a random UUID that stands for the host | groups the disks of a host without naming it
  device.*serial_number* | device | device get-health-metrics, smartctl | plain | 1 | the word `deleted` in place of the serial number | serial numbers are never sent
  device.* | device | device get-health-metrics, smartctl | plain | 1 | ? what a disk says of its health (SMART); the disk is called by vendor, model and a random UUID | to foresee failures
  """
