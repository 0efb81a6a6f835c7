/* What the sources of libtelemetry share. Included first: it asks for the whole of glibc. */
#ifndef TELEMETRY_INTERNAL_H
#define TELEMETRY_INTERNAL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/un.h>

#include "telemetry.h"

/* Everything else is hidden: the library is loaded into other people's programs. */
#define TM_PUBLIC __attribute__((visibility("default")))

/* Stands before every absolute path but a named one, so that tests can describe a machine. */
#ifndef TM_ROOT
#define TM_ROOT ""
#endif

enum {
  TM_PAYLOAD_MAX = 8192,
  /* What services have always taken as header block, and as message: 8 + 4096 + 8192 + 15 * 80. */
  TM_HEADERS_MAX = 4096 + 15 * 80,
  TM_MESSAGE_MAX = 13500,
  TM_EVENT_ID_LENGTH = 32,
  TM_SOCKET_PATH_MAX = sizeof(((struct sockaddr_un *)0)->sun_path)
};

struct telem_record {
  size_t header_size;
  /* 15 lines; the last is the event id's. */
  char headers[TM_HEADERS_MAX];
  size_t payload_size;
  /* Without a terminator; NULL is an empty one. */
  char *payload;
};

/* Where records go now. */
struct tm_route {
  char socket_path[TM_SOCKET_PATH_MAX];
  /* The file of tm_set_config_file, empty when none was named. */
  char config_file[PATH_MAX];
};

/* 0 or a negative errno. */
int tm_route_now(struct tm_route *route);

/* 0, or -EINVAL. */
int tm_classification_check(const char *classification);

/* Fills the header lines of a new record with the facts of this host. 0 or a negative number. */
int tm_headers_fill(struct telem_record *record, uint32_t severity, const char *classification,
                    uint32_t payload_version);

/* The beginning of a file, NUL-terminated: its length, or a negative errno. */
ssize_t tm_file_read(const char *path, char *buffer, size_t size);

/* Lower-case hexadecimal digits of random bytes, NUL-terminated. 0 or a negative errno. */
int tm_random_id(char id[TM_EVENT_ID_LENGTH + 1]);

/* Writes within a second on a connection of its own. 0 or a negative errno. */
int tm_socket_write(const char *path, const char *bytes, size_t count);

#endif
