/* A disk that does not take what is written, while the file DISK_FILE names is there: to be preloaded into a program. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int is_out_of_order(void) {
  const char *path = getenv("DISK_FILE");
  return path && access(path, F_OK) == 0;
}

static int sync_by(long call, int file) {
  if (!is_out_of_order()) return syscall(call, file);
  errno = EIO;
  return -1;
}

int fsync(int file) { return sync_by(SYS_fsync, file); }

int fdatasync(int file) { return sync_by(SYS_fdatasync, file); }
