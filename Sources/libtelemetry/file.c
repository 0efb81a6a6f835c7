#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

ssize_t tm_file_read(const char *path, char *buffer, size_t size) {
  /* O_NONBLOCK: a pipe somebody put there must not hold the program up. */
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) return -errno;

  size_t length = 0;
  while (length < size - 1) {
    ssize_t count = read(file, buffer + length, size - 1 - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      int failure = errno;
      close(file);
      return -failure;
    }
    if (count == 0) break;
    length += (size_t)count;
  }
  close(file);
  buffer[length] = '\0';
  return (ssize_t)length;
}

int tm_random_id(char id[TM_EVENT_ID_LENGTH + 1]) {
  unsigned char bytes[TM_EVENT_ID_LENGTH / 2];
  ssize_t count;
  /* So few bytes come whole or not at all. */
  while ((count = getrandom(bytes, sizeof bytes, 0)) < 0 && errno == EINTR) {}
  if (count != (ssize_t)sizeof bytes) return count < 0 ? -errno : -EIO;

  for (size_t index = 0; index < sizeof bytes; index++) {
    id[2 * index] = "0123456789abcdef"[bytes[index] >> 4];
    id[2 * index + 1] = "0123456789abcdef"[bytes[index] & 15];
  }
  id[TM_EVENT_ID_LENGTH] = '\0';
  return 0;
}
