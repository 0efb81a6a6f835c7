/* Loaded before the C library: a connection that takes seven bytes at a time, with interruptions and full buffers. */
#define _GNU_SOURCE 1
#include <dlfcn.h>
#include <errno.h>
#include <sys/socket.h>

ssize_t send(int connection, const void *bytes, size_t count, int flags) {
  static ssize_t (*real)(int, const void *, size_t, int);
  static int calls;
  if (real == 0) real = (ssize_t(*)(int, const void *, size_t, int))dlsym(RTLD_NEXT, "send");
  switch (calls++ % 5) {
  case 1: errno = EINTR; return -1;
  case 3: errno = EAGAIN; return -1;
  default: return real(connection, bytes, count < 7 ? count : 7, flags);
  }
}
