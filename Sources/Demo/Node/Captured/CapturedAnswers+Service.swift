extension CapturedAnswers {
  /// The answers of the node as a whole.
  static let service: [String: String] = [
    "features":
      """
    batch-index;blob-bits;cdt-list;cdt-map;cluster-stable;float;geo;sindex-exists;peers;pipelining;pscans;\
    relaxed-sc;replicas;replicas-all;replicas-master;truncate-namespace;udf
    """,
    "partition-generation": "0",
    "edition": "Aerospike Community Edition",
    "version": "Aerospike Community Edition build 4.9.0.37",
    "build": "4.9.0.37",
    "build_os": "debian12",
    "build_time": "Sat Nov 21 05:57:52 UTC 2026",
    "node": "BB901000000FC02",
    "get-sl:":
      """
    BB901000000FC02
    ok
    """,
    "cluster-name": "telemetry-lab",
    "service": "127.0.0.1:3000",
    "services": "",
    "services-alternate": "",
    "services-alumni": "",
    "namespaces": "test;bar",
    "udf-list": "filename=greet.lua,hash=b1dd26be0eff96e8b65bb3a6908d2e16ffc070d3,type=LUA;",
    "get-config":
      """
    paxos-single-replica-limit=1;pidfile=/var/run/asd/asd.pid;proto-fd-max=1024;advertise-ipv6=false;\
    auto-pin=none;batch-index-threads=2;batch-max-buffers-per-queue=255;batch-max-requests=5000;\
    batch-max-unused-buffers=256;batch-without-digests=false;batch-index-hist-track-back=300;\
    batch-index-hist-track-slice=10;batch-index-hist-track-thresholds=1,8,64;cluster-name=telemetry-lab;\
    disable-udf-execution=false;enable-benchmarks-fabric=false;enable-health-check=false;enable-hist-info=false;\
    feature-key-file=/etc/aerospike/features.conf;hist-track-back=300;hist-track-slice=10;\
    hist-track-thresholds=null;info-threads=16;keep-caps-ssd-health=false;log-local-time=false;log-millis=false;\
    migrate-fill-delay=0;migrate-max-num-incoming=4;migrate-threads=1;min-cluster-size=1;\
    node-id=BB901000000FC02;node-id-interface=null;proto-fd-idle-ms=60000;proto-slow-netio-sleep-ms=1;\
    query-batch-size=100;query-buf-size=2097152;query-bufpool-size=256;query-in-transaction-thread=false;\
    query-long-q-max-size=500;query-microbenchmark=false;query-pre-reserve-partitions=false;query-priority=10;\
    query-priority-sleep-us=1;query-rec-count-bound=18446744073709551615;query-req-in-query-thread=false;\
    query-req-max-inflight=100;query-short-q-max-size=500;query-threads=6;query-threshold=10;\
    query-untracked-time-ms=1000;query-worker-threads=15;run-as-daemon=false;scan-max-done=100;\
    scan-threads-limit=128;service-threads=4;sindex-builder-threads=4;sindex-gc-max-rate=50000;\
    sindex-gc-period=10;ticker-interval=10;transaction-max-ms=1000;transaction-retry-ms=1002;\
    work-directory=/var/run/asd/work;debug-allocations=none;indent-allocations=false;service.port=3000;\
    service.address=127.0.0.1;service.access-port=0;service.access-address=127.0.0.1;\
    service.alternate-access-port=0;service.tls-port=0;service.tls-access-port=0;\
    service.tls-alternate-access-port=0;service.tls-name=null;heartbeat.mode=mesh;heartbeat.address=127.0.0.1;\
    heartbeat.port=3002;heartbeat.tls-port=0;heartbeat.tls-name=null;heartbeat.mesh-seed-address-port=127.0.0.1:\
    3102;heartbeat.interval=150;heartbeat.timeout=10;heartbeat.mtu=65536;heartbeat.protocol=v3;\
    fabric.address=127.0.0.1;fabric.port=3001;fabric.tls-port=0;fabric.tls-name=null;fabric.channel-bulk-fds=2;\
    fabric.channel-bulk-recv-threads=4;fabric.channel-ctrl-fds=1;fabric.channel-ctrl-recv-threads=4;\
    fabric.channel-meta-fds=1;fabric.channel-meta-recv-threads=4;fabric.channel-rw-fds=8;\
    fabric.channel-rw-recv-threads=16;fabric.keepalive-enabled=true;fabric.keepalive-intvl=1;\
    fabric.keepalive-probes=10;fabric.keepalive-time=1;fabric.latency-max-ms=5;fabric.recv-rearm-threshold=1024;\
    fabric.send-threads=8;info.address=127.0.0.1;info.port=3003;enable-ldap=false;enable-security=false;\
    ldap-login-threads=8;privilege-refresh-period=300;ldap.disable-tls=false;ldap.polling-period=300;\
    ldap.query-base-dn=null;ldap.query-user-dn=null;ldap.query-user-password-file=null;\
    ldap.role-query-base-dn=null;ldap.role-query-search-ou=false;ldap.server=null;ldap.session-ttl=86400;\
    ldap.tls-ca-file=null;ldap.token-hash-method=sha-256;ldap.user-dn-pattern=null;ldap.user-query-pattern=null;\
    report-authentication-sinks=0;report-data-op-sinks=0;report-sys-admin-sinks=0;report-user-admin-sinks=0;\
    report-violation-sinks=0;syslog-local=-1
    """,
    "statistics":
      """
    cluster_size=1;cluster_key=88BEF4DB0B8C;cluster_generation=1;cluster_principal=BB901000000FC02;\
    cluster_min_compatibility_id=6;cluster_max_compatibility_id=6;cluster_integrity=true;cluster_is_member=true;\
    cluster_duplicate_nodes=null;cluster_clock_skew_stop_writes_sec=0;cluster_clock_skew_ms=0;\
    cluster_clock_skew_outliers=null;uptime=312;system_total_cpu_pct=59;system_user_cpu_pct=25;\
    system_kernel_cpu_pct=34;system_free_mem_pct=96;process_cpu_pct=39;heap_allocated_kbytes=321769;\
    heap_active_kbytes=323720;heap_mapped_kbytes=407552;heap_efficiency_pct=79;heap_site_count=0;objects=700;\
    tombstones=0;info_queue=0;rw_in_progress=0;proxy_in_progress=0;tree_gc_queue=0;client_connections=5;\
    heartbeat_connections=0;fabric_connections=0;heartbeat_received_self=0;heartbeat_received_foreign=0;\
    reaped_fds=0;info_complete=428;demarshal_error=0;early_tsvc_client_error=0;early_tsvc_from_proxy_error=0;\
    early_tsvc_batch_sub_error=0;early_tsvc_from_proxy_batch_sub_error=0;early_tsvc_udf_sub_error=0;\
    early_tsvc_ops_sub_error=0;batch_index_initiate=0;batch_index_queue=0:0,0:0;batch_index_complete=0;\
    batch_index_error=0;batch_index_timeout=0;batch_index_delay=0;batch_index_unused_buffers=0;\
    batch_index_huge_buffers=0;batch_index_created_buffers=0;batch_index_destroyed_buffers=0;\
    batch_index_proto_uncompressed_pct=0.000;batch_index_proto_compression_ratio=1.000;scans_active=0;\
    query_short_running=0;query_long_running=0;sindex_ucgarbage_found=0;sindex_gc_retries=5452;\
    sindex_gc_list_creation_time=26;sindex_gc_list_deletion_time=0;sindex_gc_objects_validated=36076;\
    sindex_gc_garbage_found=0;sindex_gc_garbage_cleaned=0;paxos_principal=BB901000000FC02;\
    time_since_rebalance=310;migrate_allowed=true;migrate_partitions_remaining=0;fabric_bulk_send_rate=0;\
    fabric_bulk_recv_rate=0;fabric_ctrl_send_rate=0;fabric_ctrl_recv_rate=0;fabric_meta_send_rate=0;\
    fabric_meta_recv_rate=0;fabric_rw_send_rate=0;fabric_rw_recv_rate=0
    """,
    "sindex":
      """
    ns=test:set=users:indexname=idx_age:bin=age:type=NUMERIC:indextype=NONE:path=age:state=RW;ns=test:set=users:\
    indexname=idx_city:bin=city:type=STRING:indextype=NONE:path=city:state=RW;ns=bar:set=orders:\
    indexname=idx_total:bin=total:type=NUMERIC:indextype=NONE:path=total:state=RW;
    """,
    "sets":
      """
    ns=test:set=users:objects=500:tombstones=0:memory_data_bytes=17500:truncate_lut=0:stop-writes-count=0:\
    set-enable-xdr=use-default:disable-eviction=false;ns=bar:set=orders:objects=200:tombstones=0:\
    memory_data_bytes=2800:truncate_lut=0:stop-writes-count=0:set-enable-xdr=use-default:disable-eviction=false;
    """,
  ]
}
