#define _GNU_SOURCE
#include "cprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

static int is_unheard;

int cp_fill_descriptors(void) {
  is_unheard = fcntl(2, F_GETFD) < 0;
  for (int wanted = 0; wanted <= 2; wanted++) {
    if (fcntl(wanted, F_GETFD) >= 0) continue;
    /* The lowest free number: all below are open by now. */
    if (open("/dev/null", O_RDWR) != wanted) return -1;
  }
  return 0;
}

int cp_is_unheard(void) { return is_unheard; }

void cp_log_error(const char *program, const char *text) {
  openlog(program, LOG_PID, LOG_DAEMON);
  syslog(LOG_ERR, "%s", text);
  closelog();
}

int cp_conceal(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int cp_become(const char *name, uid_t uid, gid_t gid) {
  if (initgroups(name, gid) != 0 || setresgid(gid, gid, gid) != 0 || setresuid(uid, uid, uid) != 0) return -1;
  if (uid != 0 && (setuid(0) == 0 || geteuid() == 0)) {
    errno = EPERM;
    return -1;
  }
  return 0;
}

int cp_nameless_file(const char *directory) {
  int made = open(directory, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return made;
  /* Some file systems cannot: then one with a name, which goes at once. */
  char *path = NULL;
  if (asprintf(&path, "%s/telemetry-XXXXXX", directory) < 0) return -1;
  made = mkostemp(path, O_CLOEXEC);
  if (made >= 0) unlink(path);
  free(path);
  return made;
}

int cp_detach(int *end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  pid_t middle = fork();
  if (middle < 0) {
    int saved = errno;
    close(ends[0]);
    close(ends[1]);
    errno = saved;
    return -1;
  }
  if (middle > 0) {
    close(ends[1]);
    while (waitpid(middle, NULL, 0) < 0 && errno == EINTR) {
    }
    *end = ends[0];
    return 1;
  }
  close(ends[0]);
  setsid();
  pid_t last = fork();
  /* Without the last one the pipe has no writer: its reader sees the end. */
  if (last != 0) _exit(last < 0);
  *end = ends[1];
  return 0;
}

int cp_exec_alone(const char *path, char *const argv[], char *const variables[], const int *kept, int count) {
  enum { first = 3, most = 8 };
  int high[most];
  if (count < 0 || count > most) {
    errno = EINVAL;
    return -1;
  }
  int nothing = open("/dev/null", O_RDWR);
  if (nothing < 0) return -1;
  /* The low numbers may be taken by anything, by one of `kept` too: all go high first. */
  for (int index = 0; index < count; index++) {
    high[index] = fcntl(kept[index], F_DUPFD_CLOEXEC, first + most);
    if (high[index] < 0) return -1;
  }
  for (int wanted = 0; wanted <= 2; wanted++)
    if (dup2(nothing, wanted) < 0) return -1;
  for (int index = 0; index < count; index++)
    if (dup2(high[index], first + index) < 0) return -1;
  closefrom(first + count);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  struct sigaction action = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
  execve(path, argv, variables);
  return -1;
}

/* In the child, with all signals blocked: only what is safe after a fork. */
static void become_bound(pid_t parent, const char *path, char *const argv[], const int *standard, int report) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  setpgid(0, 0);
  /* Who was gone before sends nothing any more. */
  int fits = getppid() == parent;
  for (int wanted = 0; fits && wanted <= 2; wanted++) fits = dup2(standard[wanted], wanted) >= 0;
  struct sigaction action = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (fits) execv(path, argv);
  int reason = errno;
  ssize_t told = write(report, &reason, sizeof reason);
  _exit(told < 0 ? 126 : 127);
}

pid_t cp_spawn_bound(const char *path, char *const argv[], int input, int output, int errors) {
  const int standard[] = {input, output, errors};
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid(), child = fork();
  if (child == 0) become_bound(parent, path, argv, standard, ends[1]);
  int reason = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[1]);
  /* The end comes when the other program runs: it has not inherited the pipe. */
  ssize_t count = 0;
  if (child > 0)
    while ((count = read(ends[0], &reason, sizeof reason)) < 0 && errno == EINTR) {
    }
  close(ends[0]);
  if (child > 0 && count == 0) return child;
  if (child > 0)
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
  errno = reason;
  return -1;
}

int cp_pidfd(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }
