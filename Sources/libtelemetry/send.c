#include "internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Longer than this a service that hangs never holds its callers up. */
enum { PATIENCE_MS = 1000 };

TM_PUBLIC int tm_is_opted_in(void) {
  struct stat status;
  return stat(TM_ROOT "/etc/telemetrics/opt-in", &status) == 0;
}

static char *put(char *at, const void *bytes, size_t count) {
  if (count > 0) memcpy(at, bytes, count);
  return at + count;
}

/* The message of telemetrics-client 2.2.2 and later: its whole length, perhaps `CFG:` and a path with its NUL, the
   length of the header block, the block, the payload, NUL. Lengths are 32 bits in the host's byte order. */
TM_PUBLIC int tm_send_record(struct telem_ref *t_ref) {
  if (t_ref == NULL || t_ref->record == NULL) return -EINVAL;
  if (!tm_is_opted_in()) return -ECONNREFUSED;
  struct tm_route route;
  int failure = tm_route_now(&route);
  if (failure != 0) return failure;

  const struct telem_record *record = t_ref->record;
  size_t config_size = route.config_file[0] == '\0' ? 0 : strlen(route.config_file) + 1;
  size_t total = 2 * sizeof(uint32_t) + (config_size > 0 ? 4 + config_size : 0) + record->header_size +
                 record->payload_size + 1;
  if (total > TM_MESSAGE_MAX) return -EMSGSIZE;

  char *message = malloc(total);
  if (message == NULL) return -ENOMEM;
  uint32_t total_size = (uint32_t)total, header_size = (uint32_t)record->header_size;
  char *at = put(message, &total_size, sizeof total_size);
  if (config_size > 0) {
    at = put(at, "CFG:", 4);
    at = put(at, route.config_file, config_size);
  }
  at = put(at, &header_size, sizeof header_size);
  at = put(at, record->headers, record->header_size);
  at = put(at, record->payload, record->payload_size);
  *at = '\0';
  failure = tm_socket_write(route.socket_path, message, total);
  free(message);
  return failure;
}

static long long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* A connect that waits for room in the listener's queue ends after the socket's sending time. */
static int connect_until(int connection, const char *path, long long deadline) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, path, strlen(path) + 1);
  for (;;) {
    long long left = deadline - now_ms();
    if (left <= 0) return -EAGAIN;
    struct timeval patience = {.tv_sec = left / 1000, .tv_usec = left % 1000 * 1000};
    if (setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) != 0) return -errno;
    if (connect(connection, (const struct sockaddr *)&address, sizeof address) == 0) return 0;
    if (errno != EINTR) return -errno;
  }
}

/* In one piece wherever the socket's buffer allows it: older services read once. */
static int write_until(int connection, const char *bytes, size_t count, long long deadline) {
  size_t done = 0;
  while (done < count) {
    ssize_t written = send(connection, bytes + done, count - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written >= 0) {
      done += (size_t)written;
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return -errno;
    long long left = deadline - now_ms();
    if (left <= 0) return -EAGAIN;
    struct pollfd entry = {.fd = connection, .events = POLLOUT};
    if (poll(&entry, 1, (int)left) < 0 && errno != EINTR) return -errno;
  }
  return 0;
}

int tm_socket_write(const char *path, const char *bytes, size_t count) {
  int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0) return -errno;
  long long deadline = now_ms() + PATIENCE_MS;
  int failure = connect_until(connection, path, deadline);
  if (failure == 0) failure = write_until(connection, bytes, count, deadline);
  close(connection);
  return failure;
}
