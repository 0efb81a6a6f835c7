/* Plays the cluster's command for a cluster of any size: answers in the shapes and sizes of real ones.
   usage: cluster-load OSDS CRASHES [WORD...]   (without words, `config show` lines of standard input are answered) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERSION "ceph version 16.2.15 (618f440892089921c3e944a991122ddc44e60516) pacific (stable)"

static long osds, crashes;

static void comma(long index) {
  if (index > 0) putchar(',');
}

static void addresses(const char *name, long osd, int port) {
  printf("\"%s\":{\"addrvec\":[{\"type\":\"v2\",\"addr\":\"10.%ld.%ld.7:%d\",\"nonce\":%ld},"
         "{\"type\":\"v1\",\"addr\":\"10.%ld.%ld.7:%d\",\"nonce\":%ld}]}",
         name, osd / 250, osd % 250, port, osd, osd / 250, osd % 250, port + 1, osd);
}

static void mon_dump(void) {
  printf("{\"epoch\":1,\"fsid\":\"91d853f0-463f-484f-94b8-3a9a9f636722\",\"created\":\"2026-11-21T05:56:36.455248Z\","
         "\"min_mon_release\":16,\"features\":{\"persistent\":[\"pacific\"],\"optional\":[]},\"mons\":[");
  for (int mon = 0; mon < 5; mon++) {
    comma(mon);
    printf("{\"rank\":%d,\"name\":\"mon-host-%d\",", mon, mon);
    addresses("public_addrs", mon, 3300);
    putchar('}');
  }
  printf("],\"quorum\":[0,1,2,3,4]}\n");
}

static void osd_dump(void) {
  printf("{\"epoch\":100,\"fsid\":\"91d853f0-463f-484f-94b8-3a9a9f636722\",\"require_min_compat_client\":\"luminous\","
         "\"require_osd_release\":\"pacific\",\"pools\":[");
  for (long pool = 1; pool <= 50; pool++) {
    comma(pool - 1);
    printf("{\"pool\":%ld,\"pool_name\":\"secret-pool-%ld\",\"type\":1,\"size\":3,\"min_size\":2,\"pg_num\":%ld,"
           "\"pg_placement_num\":%ld,\"pg_autoscale_mode\":\"on\",\"target_max_bytes\":0,\"target_max_objects\":0,"
           "\"erasure_code_profile\":\"\",\"cache_mode\":\"none\",\"flags_names\":\"hashpspool\",\"options\":{},"
           "\"application_metadata\":{\"rgw\":{}}}",
           pool, pool, osds, osds);
  }
  printf("],\"osds\":[");
  for (long osd = 0; osd < osds; osd++) {
    comma(osd);
    printf("{\"osd\":%ld,\"uuid\":\"93959660-2720-42a7-987b-%012ld\",\"up\":1,\"in\":1,\"weight\":1,"
           "\"primary_affinity\":1,\"last_clean_begin\":43,\"last_clean_end\":80,\"up_from\":89,\"up_thru\":98,"
           "\"down_at\":88,\"lost_at\":0,",
           osd, osd);
    addresses("public_addrs", osd, 6800);
    putchar(',');
    addresses("cluster_addrs", osd, 6900);
    putchar(',');
    addresses("heartbeat_back_addrs", osd, 7000);
    putchar(',');
    addresses("heartbeat_front_addrs", osd, 7100);
    printf(",\"public_addr\":\"10.0.0.7:6805/4134\",\"cluster_addr\":\"10.0.0.7:6807/4134\",\"state\":[\"exists\",\"up\"]}");
  }
  printf("],\"osd_xinfo\":[");
  for (long osd = 0; osd < osds; osd++) {
    comma(osd);
    printf("{\"osd\":%ld,\"down_stamp\":\"2026-11-21T06:37:02.461570+0000\",\"laggy_probability\":0,\"laggy_interval\":0,"
           "\"features\":4540138314316775423,\"old_weight\":0,\"dead_epoch\":39}",
           osd);
  }
  printf("],\"pg_upmap_items\":[");
  for (long item = 0; item < osds * 3; item++) {
    comma(item);
    printf("{\"pgid\":\"3.%lx\",\"mappings\":[{\"from\":%ld,\"to\":%ld}]}", item, item % osds, (item + 7) % osds);
  }
  printf("],\"erasure_code_profiles\":{\"default\":{\"k\":\"2\",\"m\":\"2\"}}}\n");
}

static void bucket(long number, long id, const char *shadow, long first, long count) {
  comma(number);
  printf("{\"id\":%ld,\"name\":\"storage-host-%ld%s\",\"type_id\":1,\"type_name\":\"host\",\"weight\":765,\"alg\":\"straw2\","
         "\"hash\":\"rjenkins1\",\"items\":[",
         id, first / 20, shadow);
  for (long item = 0; item < count; item++) {
    comma(item);
    printf("{\"id\":%ld,\"weight\":255,\"pos\":%ld}", first + item, item);
  }
  printf("]}");
}

static void crush_dump(void) {
  printf("{\"devices\":[");
  for (long osd = 0; osd < osds; osd++) {
    comma(osd);
    printf("{\"id\":%ld,\"name\":\"osd.%ld\",\"class\":\"%s\"}", osd, osd, osd % 10 == 0 ? "ssd" : "hdd");
  }
  printf("],\"types\":[{\"type_id\":0,\"name\":\"osd\"},{\"type_id\":1,\"name\":\"host\"}],\"buckets\":[");
  long number = 0;
  for (long first = 0; first < osds; first += 20) {
    long count = osds - first < 20 ? osds - first : 20;
    bucket(number, -number - 1, "", first, count);
    number++;
    bucket(number, -number - 1, "~hdd", first, count);
    number++;
  }
  printf("],\"rules\":[{\"rule_id\":0}],\"tunables\":{\"profile\":\"jewel\"},\"choose_args\":{\"-1\":[");
  for (long item = 0; item < osds; item++) {
    comma(item);
    printf("{\"bucket_id\":%ld,\"weight_set\":[[0.0038909912109375]]}", -item - 1);
  }
  printf("]}}\n");
}

static void metadata(const char *kind, long count) {
  putchar('[');
  for (long id = 0; id < count; id++) {
    comma(id);
    if (strcmp(kind, "osd") == 0)
      printf("{\"id\":%ld,", id);
    else
      printf("{\"name\":\"%s-host-%ld\",", kind, id);
    printf("\"arch\":\"x86_64\",\"back_addr\":\"[v2:10.0.0.7:6806/4134,v1:10.0.0.7:6807/4134]\","
           "\"bluestore_bdev_path\":\"/var/lib/ceph/osd/ceph-%ld/block\",\"bluestore_bdev_size\":\"4294967296\","
           "\"bluestore_min_alloc_size\":\"4096\",\"ceph_release\":\"pacific\",\"ceph_version\":\"" VERSION "\","
           "\"ceph_version_short\":\"16.2.15\",\"container_image\":\"registry.example.com/ceph@sha256:%064ld\","
           "\"cpu\":\"AMD EPYC %ld\",\"device_ids\":\"sda=SEAGATE_ST8000NM0075_ZA11XYZ%09ld\",\"devices\":\"sda\","
           "\"device_paths\":\"sda=/dev/disk/by-path/pci-0000:00:17.0-ata-%ld\",\"distro\":\"debian\","
           "\"distro_description\":\"Debian GNU/Linux 12 (bookworm)\",\"distro_version\":\"12\","
           "\"front_addr\":\"[v2:10.0.0.7:6804/4134,v1:10.0.0.7:6805/4134]\","
           "\"hb_back_addr\":\"[v2:10.0.0.7:6810/4134,v1:10.0.0.7:6811/4134]\",\"hostname\":\"storage-host-%ld\","
           "\"kernel_description\":\"#1 SMP\",\"kernel_version\":\"6.1.0-18-amd64\",\"mem_swap_kb\":\"0\","
           "\"mem_total_kb\":\"24684092\",\"os\":\"Linux\",\"osd_data\":\"/var/lib/ceph/osd/ceph-%ld\","
           "\"osd_objectstore\":\"bluestore\",\"rotational\":\"%d\"}",
           id, id, id % 4, id, id, id / 20, id, id % 10 != 0);
  }
  printf("]\n");
}

static void config_show(void) {
  putchar('[');
  for (int option = 0; option < 40; option++) {
    comma(option);
    printf("{\"name\":\"option_number_%d\",\"value\":\"secret value %d\",\"source\":\"file\"}", option, option);
  }
  printf("]\n");
}

static void crash_ls(void) {
  putchar('[');
  for (long crash = 0; crash < crashes; crash++) {
    comma(crash);
    printf("\n    {\n        \"assert_msg\": \"./src/osd/PG.cc: In function 'x' on storage-host-%ld 10.0.0.7:6800\",\n"
           "        \"backtrace\": [\n",
           crash % (osds / 20 + 1));
    for (int frame = 0; frame < 30; frame++)
      printf("            \"(ceph::osd::some::long::function_%d(std::vector<int, std::allocator<int> > const&)+0x%x) "
             "[0x55d0c4b8e%03x]\"%s\n",
             frame, frame * 16, frame, frame < 29 ? "," : "");
    printf("        ],\n        \"ceph_version\": \"16.2.15\",\n"
           "        \"crash_id\": \"2026-11-20T03:04:05.%06ldZ_11111111-2222-4333-8444-%012ld\",\n"
           "        \"entity_name\": \"osd.%ld\",\n        \"os_id\": \"debian\",\n        \"process_name\": \"ceph-osd\",\n"
           "        \"stack_sig\": \"97b47f08b11342b1a596bf21c3caa81225561ffbf56b12c23f9d3f73eae4d602\",\n"
           "        \"timestamp\": \"2026-11-20T03:04:05.%06ldZ\",\n"
           "        \"utsname_hostname\": \"storage-host-%ld.corp.example.com\",\n"
           "        \"utsname_machine\": \"x86_64\",\n        \"utsname_release\": \"6.1.0-18-amd64\"\n    }",
           crash, crash, crash % osds, crash, crash % (osds / 20 + 1));
  }
  printf("\n]\n");
}

static void pg_dump(void) {
  printf("{\"pg_ready\":true,\"pg_map\":{\"version\":1,\"pg_stats_delta\":{\"stat_sum\":{\"num_bytes\":0}},\"pg_stats\":[");
  for (long group = 0; group < osds * 33; group++) {
    comma(group);
    printf("{\"pgid\":\"4.%lx\",\"version\":\"30'6\",\"reported_seq\":51,\"state\":\"active+clean\","
           "\"last_fresh\":\"2026-11-21T06:37:14.164173+0000\",\"last_change\":\"2026-11-21T06:37:10.021500+0000\","
           "\"last_scrub_stamp\":\"2026-11-21T05:57:51.147760+0000\",\"log_size\":6,\"stat_sum\":{",
           group);
    for (int number = 0; number < 39; number++) printf("%s\"num_objects_number_%d\":%ld", number ? "," : "", number, group);
    printf("},\"up\":[1,0,2],\"acting\":[1,0,2],\"blocked_by\":[],\"up_primary\":1,\"acting_primary\":1,\"purged_snaps\":[]}");
  }
  printf("],\"pool_stats\":[{\"poolid\":1,\"num_pg\":%ld,\"stat_sum\":{\"num_bytes\":0}}],\"osd_stats\":[]}}\n", osds);
}

static int answer(const char *line) {
  if (strcmp(line, "mon dump") == 0) mon_dump();
  else if (strcmp(line, "osd dump") == 0) osd_dump();
  else if (strcmp(line, "osd crush dump") == 0) crush_dump();
  else if (strcmp(line, "osd metadata") == 0) metadata("osd", osds);
  else if (strcmp(line, "mon metadata") == 0) metadata("mon", 5);
  else if (strcmp(line, "mgr metadata") == 0) metadata("mgr", 2);
  else if (strcmp(line, "mds metadata") == 0) printf("[]\n");
  else if (strcmp(line, "fs dump") == 0) printf("{\"feature_flags\":{},\"standbys\":[],\"filesystems\":[]}\n");
  else if (strcmp(line, "config-key dump rook/") == 0) printf("{}\n");
  else if (strcmp(line, "service dump") == 0) printf("{\"services\":{}}\n");
  else if (strcmp(line, "balancer status") == 0) printf("{\"active\":true,\"mode\":\"upmap\"}\n");
  else if (strcmp(line, "config dump") == 0) config_show();
  else if (strncmp(line, "config show ", 12) == 0) config_show();
  else if (strcmp(line, "crash ls") == 0) crash_ls();
  else if (strcmp(line, "pg dump") == 0) pg_dump();
  else if (strcmp(line, "df detail") == 0)
    printf("{\"stats\":{\"total_bytes\":1,\"total_used_bytes\":1,\"total_avail_bytes\":0},\"pools\":[]}\n");
  else {
    fprintf(stderr, "Error EINVAL: invalid command\n");
    return 22;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "cluster-load: no sizes: give the numbers of OSDs and crashes\n");
    return 64;
  }
  static char buffer[1 << 16];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  osds = strtol(argv[1], NULL, 10);
  crashes = strtol(argv[2], NULL, 10);
  char line[512] = "";
  for (int word = 3; word < argc; word++) {
    if (strcmp(argv[word], "--connect-timeout") == 0 || strcmp(argv[word], "--conf") == 0 ||
        strcmp(argv[word], "--format") == 0) {
      word++;
      continue;
    }
    if (strlen(line) + strlen(argv[word]) + 2 > sizeof line) return 64;
    if (line[0] != '\0') strcat(line, " ");
    strcat(line, argv[word]);
  }
  if (line[0] != '\0') return answer(line);
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    if (line[0] != '\0') answer(line);
  }
  return 0;
}
