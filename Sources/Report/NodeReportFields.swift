/// The report of an Aerospike node, format `current`, in the order of its keys.
let nodeReportFields = """
  features | basic | Info features | plain | 1 | features compiled into the server | tells which clients and functions are in use
  partition-generation | basic | Info partition-generation | plain | 1 | how often the partition map has changed | tells how restless clusters are
  edition | basic | Info edition | plain | 1 | server edition | community or enterprise
  version | basic | Info version | plain | 1 | edition and build as one text | which versions are still in use
  build | basic | Info build | plain | 1 | server build number | which versions are still in use
  build_os | basic | Info build_os | plain | 1 | operating system the server was built for | which packages are in use
  build_time | basic | Info build_time | plain | 1 | when the server was built | tells own builds from released ones
  config.cluster-name | basic | Info get-config | name | 1 | name of the cluster | groups the nodes of a cluster without naming it
  config.node-id | basic | Info get-config | hashed | 1 | id of the node, often made from its MAC address | tells nodes apart
  config.*mesh-seed-address-port | basic | Info get-config | address | 1 | addresses of the first nodes to talk to | shape of the heartbeat mesh
  config.*address-port | basic | Info get-config | address | 1 | address and port of another service | which services are in use
  config.*multicast-group | basic | Info get-config | hashed | 1 | multicast groups of the heartbeat | shape of the heartbeat
  config.*address | basic | Info get-config | hashed | 1 | address a service of the node listens on or tells clients | tells single nodes from clusters
  config.*-port | basic | Info get-config | plain | 1 | port a service listens on or tells clients | which services are in use
  config.*.port | basic | Info get-config | plain | 1 | port a service listens on | which services are in use
  config.*tls-name | basic | Info get-config | hashed | 1 | name in the TLS certificate | tells whether TLS is in use
  config.*tls-context | basic | Info get-config | name | 1 | name of a TLS context | tells whether TLS is in use
  config.tls*.name | basic | Info get-config | name | 1 | name of a TLS context | tells whether TLS is in use
  config.*password* | basic | Info get-config | withheld | 1 | a password, or where one is kept | secrets are never sent
  config.*blacklist | basic | Info get-config | withheld | 1 | path of a list of certificates | paths name users and machines, so it is never sent
  config.pidfile | basic | Info get-config | withheld | 1 | path of the pid file | paths name users and machines, so it is never sent
  config.work-directory | basic | Info get-config | withheld | 1 | directory the server works in | paths name users and machines, so it is never sent
  config.*-file | basic | Info get-config | withheld | 1 | path of a file the server reads | paths name users and machines, so it is never sent
  config.*-path | basic | Info get-config | withheld | 1 | path the server reads or writes | paths name users and machines, so it is never sent
  config.*-directory | basic | Info get-config | withheld | 1 | directory the server reads or writes | paths name users and machines, so it is never sent
  config.user | basic | Info get-config | withheld | 1 | the user the server runs as | names of people and accounts are never sent
  config.group | basic | Info get-config | withheld | 1 | the group the server runs as | names of people and accounts are never sent
  config.ldap.server | basic | Info get-config | withheld | 1 | the LDAP directory asked | names an organization, so it is never sent
  config.ldap.*-dn* | basic | Info get-config | withheld | 1 | where in the LDAP directory is looked | names an organization, so it is never sent
  config.ldap.user-query-pattern | basic | Info get-config | withheld | 1 | how users are looked up in the LDAP directory | names an organization, so it is never sent
  config.ldap.role-query-pattern | basic | Info get-config | withheld | 1 | how roles are looked up in the LDAP directory | names an organization, so it is never sent
  config.vault-* | basic | Info get-config | withheld | 1 | how the server asks a vault for secrets | names an organization, so it is never sent
  config.*-url | basic | Info get-config | withheld | 1 | address of another service | names an organization, so it is never sent
  config.*dc | basic | Info get-config | name | 1 | name of a remote datacenter | tells whether datacenters are linked
  config.* | basic | Info get-config | plain | 1 | ? a setting of the server | which settings are changed from their defaults
  node | basic | Info node | node | 1 | id of the node: its fabric port and MAC address | tells nodes apart
  succession-list | basic | Info get-sl: | node | 1 | ids of the cluster's nodes in succession | size and membership of the cluster
  cluster-name | basic | Info cluster-name | name | 1 | name of the cluster | groups the nodes of a cluster without naming it
  service | basic | Info service | address | 1 | address and port clients use | tells single nodes from clusters
  services | basic | Info services | address | 1 | addresses of the other nodes | size and membership of the cluster
  services-alternate | basic | Info services-alternate | address | 1 | alternate addresses of the other nodes | clusters behind address translation
  services-alumni | basic | Info services-alumni | address | 1 | addresses of nodes seen since the start | how clusters change
  """

/// What follows the statistics in the report: `NodeStatisticsFields.swift` stands between by key order only.
let nodeReportTailFields = """
  bins.*.bin_names | basic | Info bins/NAMESPACE | plain | 1 | how many bin names are in use | the names themselves are never sent
  bins.*.bin_names_quota | basic | Info bins/NAMESPACE | plain | 1 | how many bin names are allowed | limits of the namespace
  bins.*.single-bin | basic | Info bins/NAMESPACE | plain | 1 | whether the namespace stores single bins | which storage models are used
  bins.* | basic | Info bins/NAMESPACE | plain | 1 | bins of a namespace; its name is hashed | which storage models are used
  histograms.*.latency.* | basic | Info latency:hist={NAMESPACE}-NAME | plain | 1 | how long transactions took, in steps of 1, 8 and 64 ms | how fast the server is in practice
  histograms.*.latencies.* | basic | Info latencies:hist={NAMESPACE}-NAME | plain | 1 | how long transactions took, in powers of two | how fast the server is in practice
  histograms.*.throughput.* | basic | Info throughput:hist={NAMESPACE}-NAME | plain | 1 | transactions a second | how busy the server is in practice
  histograms.* | basic | Info latency:, latencies: or throughput: | plain | 1 | histograms of a namespace; its name is hashed | how fast the server is in practice
  udfs.num-udf-files | basic | Info udf-list | plain | 1 | how many user-defined function files are registered | whether they are used; names and contents are never sent
  meminfo.* | basic | /proc/meminfo | plain | 1 | a line of the kernel's memory account | how much memory servers have and use
  sindex-metadata.*.ns | basic | Info sindex | name | 1 | namespace of a secondary index | which indexes belong together
  sindex-metadata.*.set | basic | Info sindex | name | 1 | set of a secondary index | which indexes belong together
  sindex-metadata.*.indexname | basic | Info sindex | name | 1 | name of a secondary index | tells indexes apart
  sindex-metadata.*.bin | basic | Info sindex | name | 1 | bin of a secondary index | which indexes belong together
  sindex-metadata.*.path | basic | Info sindex | name | 1 | path inside the bin of a secondary index | which indexes belong together
  sindex-metadata.*.context | basic | Info sindex | name | 1 | context inside the bin of a secondary index | which indexes belong together
  sindex-metadata.*.exp | basic | Info sindex | name | 1 | expression a secondary index is made of | which indexes belong together
  sindex-metadata.*.type | basic | Info sindex | plain | 1 | data type of a secondary index | which types are indexed
  sindex-metadata.*.indextype | basic | Info sindex | plain | 1 | collection type of a secondary index | which types are indexed
  sindex-metadata.*.state | basic | Info sindex | plain | 1 | whether a secondary index can be read and written | how indexes are doing
  sindex-metadata.* | basic | Info sindex | plain | 1 | ? a property of a secondary index | how indexes are used
  sindexes.* | basic | Info sindex/NAMESPACE/INDEX | plain | 1 | ? a counter of a secondary index; its name is hashed | how indexes are used
  sets.*.ns | basic | Info sets | name | 1 | namespace of a set | which sets belong together
  sets.*.set | basic | Info sets | name | 1 | name of a set | tells sets apart
  sets.*.objects | basic | Info sets | plain | 1 | how many records a set holds | how data is spread
  sets.* | basic | Info sets | plain | 1 | ? a property or counter of a set | how data is spread
  system.uname.1 | basic | uname(2) | name | 1 | host name of this machine | tells machines apart without naming them
  system.uname.* | basic | uname(2) | plain | 1 | kernel, release, version, machine | which platforms are in use
  system.CPU information.*Serial | basic | /proc/cpuinfo | withheld | 1 | serial number of the processor, where the kernel tells it | it names this very machine, so it is never sent
  system.CPU information.* | basic | /proc/cpuinfo | plain | 1 | processors: model, flags, speed | which processors to optimize for
  system.linux_distribution.* | basic | /etc/os-release | plain | 1 | distribution and version | which packages to build
  system.python_version | basic | built in | plain | 1 | interpreter of the agent; this one has none | kept so that old readers find the key
  system.* | basic | uname(2) | plain | 1 | operating system | which platforms are in use
  dmi.*serial* | basic | /sys/devices/virtual/dmi/id | withheld | 1 | serial number of a machine part | it names this very machine, so it is never sent
  dmi.product_uuid | basic | /sys/devices/virtual/dmi/id | withheld | 1 | UUID of the machine | it names this very machine, so it is never sent
  dmi.*asset_tag | basic | /sys/devices/virtual/dmi/id | withheld | 1 | tag the owner put on the machine | it names this very machine, so it is never sent
  dmi.* | basic | /sys/devices/virtual/dmi/id | plain | 1 | model, maker or firmware of a machine part | which hardware servers run on
  telemetry-agent-version | basic | built in | plain | 1 | version of the report format: 1.0.12 for current, 1.0.0 for classic | tells readers what to expect
  telemetry-agent-status | basic | this program | plain | 1 | whether the node answers | tells a silent node from a silent agent
  interval | basic | [main] interval | plain | 1 | seconds between reports | tells a missing report from a late one
  email | ident | [main] email | plain | 1 | the address you gave | lets the vendor write to you; only with the channel ident on
  unix-epoch-time | basic | this machine's clock | plain | 1 | when the report was made, in seconds since 1970 | orders the reports
  telemetry-agent-ip-address | basic | this machine's routing table | hashed | 1 | address this machine would send from | tells machines apart without naming them
  """
