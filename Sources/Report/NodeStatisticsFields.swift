/// Counters and settings that the server defines. Where the meaning is known it is said; a family with `?` is not
/// known one by one.
let nodeStatisticsFields = """
  statistics.paxos_principal | basic | Info statistics | node | 1 | id of the node that leads the cluster | shape of the cluster
  statistics.cluster_principal | basic | Info statistics | node | 1 | id of the node that leads the cluster | shape of the cluster
  statistics.cluster_duplicate_nodes | basic | Info statistics | node | 1 | ids that more than one node claims | misconfigured clusters
  statistics.cluster_clock_skew_outliers | basic | Info statistics | node | 1 | ids of nodes whose clock is off | misconfigured clusters
  statistics.cluster_size | basic | Info statistics | plain | 1 | how many nodes the cluster has | how large clusters are
  statistics.cluster_key | basic | Info statistics | plain | 1 | random key of the present cluster state | which reports belong together
  statistics.cluster_integrity | basic | Info statistics | plain | 1 | whether all nodes see each other | how healthy clusters are
  statistics.cluster_* | basic | Info statistics | plain | 1 | ? state of the cluster | how healthy clusters are
  statistics.uptime | basic | Info statistics | plain | 1 | seconds since the server started | how long servers run
  statistics.objects | basic | Info statistics | plain | 1 | records on this node | how large databases are
  statistics.tombstones | basic | Info statistics | plain | 1 | marks of deleted records | how data changes
  statistics.client_connections | basic | Info statistics | plain | 1 | clients connected now | how many clients there are
  statistics.client_connections_* | basic | Info statistics | plain | 1 | clients that came and went | how restless clients are
  statistics.heartbeat_* | basic | Info statistics | plain | 1 | heartbeats between nodes | how healthy clusters are
  statistics.fabric_* | basic | Info statistics | plain | 1 | traffic between nodes, bytes a second | how busy clusters are
  statistics.batch_* | basic | Info statistics | plain | 1 | batch reads: begun, done, failed, waiting | whether batches are used
  statistics.scan* | basic | Info statistics | plain | 1 | scans | whether scans are used
  statistics.query* | basic | Info statistics | plain | 1 | queries | whether queries are used
  statistics.sindex_* | basic | Info statistics | plain | 1 | work of the secondary indexes and their garbage collector | whether indexes are used
  statistics.migrate_* | basic | Info statistics | plain | 1 | partitions on the move between nodes | how clusters change
  statistics.heap_* | basic | Info statistics | plain | 1 | the allocator's account, in KiB | how memory is used
  statistics.process_cpu_pct | basic | Info statistics | plain | 1 | processor time the server takes, per cent | how busy servers are
  statistics.system_* | basic | Info statistics | plain | 1 | processor and memory of the host, per cent | how busy hosts are
  statistics.info_* | basic | Info statistics | plain | 1 | Info commands answered and waiting | load by tools like this one
  statistics.reaped_fds | basic | Info statistics | plain | 1 | idle connections closed by the server | how clients behave
  statistics.early_tsvc_* | basic | Info statistics | plain | 1 | transactions refused before they began | how overloaded servers are
  statistics.demarshal_error | basic | Info statistics | plain | 1 | requests that could not be read | clients that speak wrongly
  statistics.*_in_progress | basic | Info statistics | plain | 1 | transactions under way now | how busy servers are
  statistics.time_since_rebalance | basic | Info statistics | plain | 1 | seconds since the cluster last changed | how clusters change
  statistics.xdr* | basic | Info statistics | plain | 1 | shipping to other datacenters | whether datacenters are linked
  statistics.*timeout* | basic | Info statistics | plain | 1 | operations that took too long | how reliable the server is
  statistics.*err* | basic | Info statistics | plain | 1 | operations that failed | how reliable the server is
  statistics.*success* | basic | Info statistics | plain | 1 | operations that worked | how much the server is used
  statistics.* | basic | Info statistics | plain | 1 | ? a counter of the server | how the server is used
  namespaces.*.storage-engine.filesize | basic | Info namespace/NAMESPACE | plain | 1 | how large a file of the storage engine is | how disks are used
  namespaces.*.storage-engine.direct-files | basic | Info namespace/NAMESPACE | plain | 1 | whether files are opened without the kernel's cache | which storage is used
  namespaces.*.storage-engine.file* | basic | Info namespace/NAMESPACE | withheld | 1 | file that holds the data | paths name users and machines, so it is never sent
  namespaces.*.storage-engine.device* | basic | Info namespace/NAMESPACE | withheld | 1 | device that holds the data | paths name users and machines, so it is never sent
  namespaces.*.storage-engine.*file* | basic | Info namespace/NAMESPACE | withheld | 1 | a file of the storage engine | paths name users and machines, so it is never sent
  namespaces.*.*mount* | basic | Info namespace/NAMESPACE | withheld | 1 | where an index is mounted | paths name users and machines, so it is never sent
  namespaces.*.xdr-remote-datacenter | basic | Info namespace/NAMESPACE | name | 1 | name of a remote datacenter | tells whether datacenters are linked
  namespaces.*.objects | basic | Info namespace/NAMESPACE | plain | 1 | records of the namespace on this node | how large databases are
  namespaces.*.*objects | basic | Info namespace/NAMESPACE | plain | 1 | records of a kind in the namespace | how data is spread
  namespaces.*.memory* | basic | Info namespace/NAMESPACE | plain | 1 | memory the namespace has and uses | how memory is used
  namespaces.*.device_* | basic | Info namespace/NAMESPACE | plain | 1 | disk the namespace has and uses | how disks are used
  namespaces.*.replication-factor | basic | Info namespace/NAMESPACE | plain | 1 | copies kept of each record | how safe data is kept
  namespaces.*.client_read_* | basic | Info namespace/NAMESPACE | plain | 1 | reads by clients: done, failed, not found, timed out | how the database is used
  namespaces.*.client_write_* | basic | Info namespace/NAMESPACE | plain | 1 | writes by clients: done, failed, timed out | how the database is used
  namespaces.*.client_delete_* | basic | Info namespace/NAMESPACE | plain | 1 | deletes by clients: done, failed, not found, timed out | how the database is used
  namespaces.*.client_udf_* | basic | Info namespace/NAMESPACE | plain | 1 | user-defined functions run by clients | whether functions are used
  namespaces.*.batch_sub_* | basic | Info namespace/NAMESPACE | plain | 1 | single reads out of batches | whether batches are used
  namespaces.*.from_proxy_* | basic | Info namespace/NAMESPACE | plain | 1 | operations passed on by other nodes | how clients find their node
  namespaces.*.scan_* | basic | Info namespace/NAMESPACE | plain | 1 | scans of the namespace | whether scans are used
  namespaces.*.query_* | basic | Info namespace/NAMESPACE | plain | 1 | queries of the namespace | whether queries are used
  namespaces.*.migrate_* | basic | Info namespace/NAMESPACE | plain | 1 | partitions of the namespace on the move | how clusters change
  namespaces.*.*hwm* | basic | Info namespace/NAMESPACE | plain | 1 | whether a high-water mark was passed | how full databases are
  namespaces.*.*evict* | basic | Info namespace/NAMESPACE | plain | 1 | records removed to make room, and the limits for it | how full databases are
  namespaces.*.*expire* | basic | Info namespace/NAMESPACE | plain | 1 | records whose time ran out | how long data lives
  namespaces.*.*ttl* | basic | Info namespace/NAMESPACE | plain | 1 | how long records live | how long data lives
  namespaces.*.stop-writes* | basic | Info namespace/NAMESPACE | plain | 1 | when writes are refused for lack of room | how full databases are
  namespaces.*.*hist* | basic | Info namespace/NAMESPACE | plain | 1 | how histograms are kept; the namespace's name in the key is hashed | how the server is watched
  namespaces.*.storage-engine* | basic | Info namespace/NAMESPACE | plain | 1 | settings of the storage engine | which storage is used
  namespaces.* | basic | Info namespace/NAMESPACE | plain | 1 | ? a counter or setting of a namespace; its name is hashed | how the database is used
  """

/// Keys that only the classic report has, besides those of `current`.
let classicFields = """
  storage.*.storage-engine.filesize | basic | Info namespace/NAMESPACE | plain | 1 | how large a file of the storage engine is | how disks are used
  storage.*.storage-engine.direct-files | basic | Info namespace/NAMESPACE | plain | 1 | whether files are opened without the kernel's cache | which storage is used
  storage.*.storage-engine.file* | basic | Info namespace/NAMESPACE | withheld | 1 | file that holds the data | paths name users and machines, so it is never sent
  storage.*.storage-engine.device* | basic | Info namespace/NAMESPACE | withheld | 1 | device that holds the data | paths name users and machines, so it is never sent
  storage.*.storage-engine.*file* | basic | Info namespace/NAMESPACE | withheld | 1 | a file of the storage engine | paths name users and machines, so it is never sent
  storage.*.xdr-remote-datacenter | basic | Info namespace/NAMESPACE | name | 1 | name of a remote datacenter | tells whether datacenters are linked
  storage.*.*mount* | basic | Info namespace/NAMESPACE | withheld | 1 | where an index is mounted | paths name users and machines, so it is never sent
  storage.* | basic | Info namespace/NAMESPACE | plain | 1 | ? a counter or setting of a namespace; the classic form has its name in clear | how the database is used
  queries.throughput | basic | Info throughput:hist=query | plain | 1 | queries a second | how busy the server is in practice
  queries.sindex | basic | Info sindex | plain | 1 | secondary indexes; the classic form has their names in clear | how indexes are used
  queries.sindexes.* | basic | Info sindex/NAMESPACE/INDEX | plain | 1 | ? a counter of a secondary index | how indexes are used
  loglevel | basic | [logging] loglevel | plain | 1 | how much the agent logs | tells test machines from others
  agent-status | basic | this program | plain | 1 | whether the node answers, in the classic words | tells a silent node from a silent agent
  error | basic | this program | plain | 1 | that the node is down, in the classic words | tells a silent node from a silent agent
  """
