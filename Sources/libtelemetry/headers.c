/* The 15 header lines of a record, format version 4: what they hold and where it comes from. */
#include "internal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

enum {
  /* Of one fact. Three stand in a line at most; the block has room for all lines at their longest. */
  FACT_MAX = 255,
  FILE_MAX = 8192
};

static const char *const os_releases[] = {TM_ROOT "/etc/os-release", TM_ROOT "/usr/lib/os-release"};

static void add(struct telem_record *record, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct telem_record *record, const char *format, ...) {
  va_list values;
  va_start(values, format);
  size_t room = sizeof record->headers - record->header_size;
  int length = vsnprintf(record->headers + record->header_size, room, format, values);
  va_end(values);
  if (length > 0) record->header_size += (size_t)length < room ? (size_t)length : room - 1;
}

/* The first line of a text as a fact: control bytes become blanks, trailing blanks stay. 0 when nothing but blanks
   is there. */
static int take_line(char fact[FACT_MAX + 1], const char *text) {
  size_t length = 0;
  int is_something = 0;
  for (; length < FACT_MAX && text[length] != '\0' && text[length] != '\n'; length++) {
    unsigned char byte = (unsigned char)text[length];
    fact[length] = byte < 0x20 || byte == 0x7f ? ' ' : text[length];
    if (fact[length] != ' ') is_something = 1;
  }
  fact[length] = '\0';
  return is_something;
}

static void cut_blanks(char *fact) {
  size_t length = strlen(fact);
  while (length > 0 && fact[length - 1] == ' ') fact[--length] = '\0';
}

/* A file of the firmware's tables: `blank` when it has no content, `missing` when it cannot be read. */
static const char *firmware(char fact[FACT_MAX + 1], const char *path, const char *missing) {
  char text[FILE_MAX];
  if (tm_file_read(path, text, sizeof text) < 0) return missing;
  return take_line(fact, text) ? fact : "blank";
}
#define FIRMWARE(fact, name, missing) firmware(fact, TM_ROOT "/sys/class/dmi/id/" name, missing)

/* The value of `KEY=` in os-release(5), with its quotes: that is how it always went over the wire. The last line
   counts, as it would for a shell. 0 when there is none. */
static int os_value(char fact[FACT_MAX + 1], const char *text, const char *key) {
  size_t length = strlen(key);
  int found = 0;
  for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, key, length) == 0 && line[length] == '=') found = take_line(fact, line + length + 1);
  }
  if (found) cut_blanks(fact);
  return found;
}

/* What stands behind the colon of the first `model name`, `blank` when nothing does. */
static void cpu_model(char fact[FACT_MAX + 1], const char *text) {
  static const char key[] = "model name";
  for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
    if (*line == '\n') line++;
    if (strncmp(line, key, sizeof key - 1) != 0) continue;
    const char *value = line + strcspn(line, ":\n");
    if (*value == ':') value++;
    value += strspn(value, " \t");
    if (take_line(fact, value)) return;
    break;
  }
  strcpy(fact, "blank");
}

static void add_system(struct telem_record *record, const char *release) {
  char id[FACT_MAX + 1], variant[FACT_MAX + 1];
  if (!os_value(id, release, "ID")) strcpy(id, "unknown");
  int has_variant = os_value(variant, release, "VARIANT_ID");
  add(record, "system_name: %s%s%s\n", id, has_variant ? "_" : "", has_variant ? variant : "");
}

int tm_headers_fill(struct telem_record *record, uint32_t severity, const char *classification,
                    uint32_t payload_version) {
  char text[FILE_MAX], cpu[FACT_MAX + 1], one[FACT_MAX + 1], two[FACT_MAX + 1], three[FACT_MAX + 1];
  char id[TM_EVENT_ID_LENGTH + 1];
  int failure = tm_random_id(id);
  if (failure != 0) return failure;
  /* The number is the old library's: programs compare with it. */
  if (tm_file_read(TM_ROOT "/proc/cpuinfo", text, sizeof text) < 0) return -1;
  cpu_model(cpu, text);
  if (tm_file_read(os_releases[0], text, sizeof text) < 0 && tm_file_read(os_releases[1], text, sizeof text) < 0) {
    text[0] = '\0';
  }
  struct utsname kernel;
  int is_known = uname(&kernel) == 0;

  record->header_size = 0;
  add(record, "record_format_version: 4\n");
  add(record, "classification: %s\n", classification);
  add(record, "severity: %" PRIu32 "\n", severity);
  add(record, "machine_id: FFFFFFFF\n");
  add(record, "creation_timestamp: %lld\n", (long long)time(NULL));
  add(record, "arch: %s\n", is_known ? kernel.machine : "unknown");
  add(record, "host_type: %s|%s|%s\n", FIRMWARE(one, "sys_vendor", "no_sv_file"),
      FIRMWARE(two, "product_name", "no_pn_file"), FIRMWARE(three, "product_version", "no_pvr_file"));
  add(record, "build: %s\n", os_value(one, text, "VERSION_ID") ? one : "0");
  add(record, "kernel_version: %s\n", is_known ? kernel.release : "unknown");
  add(record, "payload_format_version: %" PRIu32 "\n", payload_version);
  add_system(record, text);
  add(record, "board_name: %s|%s\n", FIRMWARE(one, "board_name", "no_bn_file"),
      FIRMWARE(two, "board_vendor", "no_bv_file"));
  add(record, "cpu_model: %s\n", cpu);
  add(record, "bios_version: %s\n", FIRMWARE(one, "bios_version", "no_bv_file"));
  add(record, "event_id: %s\n", id);
  return 0;
}
