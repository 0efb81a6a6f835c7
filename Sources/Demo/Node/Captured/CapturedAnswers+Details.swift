extension CapturedAnswers {
  /// The answers about bins, indexes and histograms.
  static let details: [String: String] = [
    "bins/bar": "bin_names=1,bin_names_quota=32768,total",
    "bins/test": "bin_names=2,bin_names_quota=32768,age,city",
    "latency:hist={bar}-query": "error-no-data-yet-or-back-too-small",
    "latency:hist={bar}-read": "error-no-data-yet-or-back-too-small",
    "latency:hist={bar}-udf": "error-no-data-yet-or-back-too-small",
    "latency:hist={bar}-write": "{bar}-write:06:21:34-GMT,ops/sec,>1ms,>8ms,>64ms;06:21:44,3256.0,0.01,0.00,0.00",
    "latency:hist={test}-query": "{test}-query:06:21:34-GMT,ops/sec,>1ms,>8ms,>64ms;06:21:44,65.1,4.15,0.00,0.00",
    "latency:hist={test}-read": "{test}-read:06:21:34-GMT,ops/sec,>1ms,>8ms,>64ms;06:21:44,3255.9,0.00,0.00,0.00",
    "latency:hist={test}-udf": "{test}-udf:06:21:34-GMT,ops/sec,>1ms,>8ms,>64ms;06:21:44,65.1,0.00,0.00,0.00",
    "latency:hist={test}-write": "{test}-write:06:21:34-GMT,ops/sec,>1ms,>8ms,>64ms;06:21:44,3255.9,0.01,0.00,0.00",
    "sindex/bar/idx_total":
      """
    keys=178;entries=200;ibtr_memory_used=18432;nbtr_memory_used=6618;si_accounted_memory=25050;load_pct=100;\
    loadtime=29;write_success=751444;write_error=0;delete_success=751244;delete_error=0;stat_gc_recs=0;\
    stat_gc_time=0;query_reqs=0;query_avg_rec_count=0;query_avg_record_size=0;query_agg=0;\
    query_agg_avg_rec_count=0;query_agg_avg_record_size=0;query_lookups=0;query_lookup_avg_rec_count=0;\
    query_lookup_avg_record_size=0;histogram=false
    """,
    "sindex/test/idx_age":
      """
    keys=90;entries=500;ibtr_memory_used=18432;nbtr_memory_used=18530;si_accounted_memory=36962;load_pct=100;\
    loadtime=26;write_success=743978;write_error=0;delete_success=743479;delete_error=0;stat_gc_recs=0;\
    stat_gc_time=0;query_reqs=15046;query_avg_rec_count=60;query_avg_record_size=101;query_agg=0;\
    query_agg_avg_rec_count=0;query_agg_avg_record_size=0;query_lookups=15046;query_lookup_avg_rec_count=60;\
    query_lookup_avg_record_size=101;histogram=false
    """,
    "sindex/test/idx_city":
      """
    keys=3;entries=500;ibtr_memory_used=18688;nbtr_memory_used=16523;si_accounted_memory=35211;load_pct=100;\
    loadtime=27;write_success=752196;write_error=0;delete_success=751696;delete_error=0;stat_gc_recs=0;\
    stat_gc_time=0;query_reqs=0;query_avg_rec_count=0;query_avg_record_size=0;query_agg=0;\
    query_agg_avg_rec_count=0;query_agg_avg_record_size=0;query_lookups=0;query_lookup_avg_rec_count=0;\
    query_lookup_avg_record_size=0;histogram=false
    """,
    "throughput:hist={bar}-query": "error-no-data-yet-or-back-too-small",
    "throughput:hist={bar}-read": "error-no-data-yet-or-back-too-small",
    "throughput:hist={bar}-udf": "error-no-data-yet-or-back-too-small",
    "throughput:hist={bar}-write": "{bar}-write:06:21:34-GMT,ops/sec;06:21:44,3256.0",
    "throughput:hist={test}-query": "{test}-query:06:21:34-GMT,ops/sec;06:21:44,65.1",
    "throughput:hist={test}-read": "{test}-read:06:21:34-GMT,ops/sec;06:21:44,3255.9",
    "throughput:hist={test}-udf": "{test}-udf:06:21:34-GMT,ops/sec;06:21:44,65.1",
    "throughput:hist={test}-write": "{test}-write:06:21:34-GMT,ops/sec;06:21:44,3255.9",
  ]
}
