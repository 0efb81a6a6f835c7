/* What a server of many Unix stream sockets needs: sets of descriptors with a key each, and whether a path is alive. */
#ifndef TELEMETRY_CSOCKET_H
#define TELEMETRY_CSOCKET_H

#include <stdint.h>

/* What an entry of a set is watched for, and what has happened to it. */
enum : uint32_t {
  CP_READABLE = 1,
  /* The peer has sent its last byte, or has gone. */
  CP_ENDED = 2,
  /* Told once for each arrival instead of as long as there is something to read. */
  CP_ONCE_EACH = 4,
};

/* An epoll set, close-on-exec. Each returns -1 and errno on failure. A closed descriptor leaves the set by itself. */
int cp_set(void);
int cp_set_add(int set, int descriptor, uint32_t events, uint64_t key);
int cp_set_change(int set, int descriptor, uint32_t events, uint64_t key);
/* At most `most` (and at most 256) entries that something happened to; 0 after `milliseconds` (-1: for ever) or an
   interruption. */
int cp_set_wait(int set, uint64_t *keys, uint32_t *events, int most, int milliseconds);

/* Whether somebody listens on a Unix stream socket: 1 yes, 0 nobody (or no such file), -1 errno. Never waits. */
int cp_unix_answers(const char *path);

#endif
