#define _GNU_SOURCE
#include "limits.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static void limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard) {
  struct rlimit now;
  if (getrlimit(what, &now) != 0) return;
  struct rlimit wanted = {.rlim_cur = soft, .rlim_max = hard};
  if (now.rlim_max < hard) wanted.rlim_max = now.rlim_max;
  if (wanted.rlim_max < soft) wanted.rlim_cur = wanted.rlim_max;
  setrlimit(what, &wanted);
}

void limit_this_process(void) {
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  /* Were it to crash on a broken core, the kernel would start crashprobe for it, and so on. */
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_AS, 1 << 30, 1 << 30);
  limit(RLIMIT_CPU, 20, 21);
  limit(RLIMIT_NOFILE, 256, 256);
  limit(RLIMIT_FSIZE, 16 << 20, 16 << 20);
  alarm(30);
  if (nice(10) == -1) { /* It was nicer already. */
  }
  /* libdw would ask a server for debug information. */
  unsetenv("DEBUGINFOD_URLS");
}
