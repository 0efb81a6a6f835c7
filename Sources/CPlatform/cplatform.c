#define _GNU_SOURCE
#include "cplatform.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int close_with_errno(int descriptor) {
  int saved = errno;
  close(descriptor);
  errno = saved;
  return -1;
}

int cp_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
int cp_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }
int cp_socketpair(int ends[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }
int cp_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

int cp_random(void *buffer, size_t length) {
  unsigned char *next = buffer;
  while (length > 0) {
    ssize_t got = getrandom(next, length, 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    next += got;
    length -= (size_t)got;
  }
  return 0;
}

int cp_peer(int socket, pid_t *pid, uid_t *uid, gid_t *gid) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return -1;
  *pid = peer.pid;
  *uid = peer.uid;
  *gid = peer.gid;
  return 0;
}

/* A classic record lock would go when any descriptor of the file is closed; an OFD lock names no holder.
   So both: the OFD lock decides, the pid file tells who. */
int cp_lock(int descriptor) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(descriptor, F_OFD_SETLK, &lock) == 0) return 0;
  return errno == EAGAIN || errno == EACCES ? 1 : -1;
}

int cp_is_locked(int descriptor) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(descriptor, F_OFD_GETLK, &lock) != 0) return -1;
  return lock.l_type != F_UNLCK;
}

pid_t cp_lock_holder(int descriptor) {
  char text[24] = {0};
  if (pread(descriptor, text, sizeof text - 1, 0) <= 0) return 0;
  pid_t pid = 0;
  for (const char *c = text; *c >= '0' && *c <= '9' && pid < 100000000; c++) pid = pid * 10 + (*c - '0');
  return pid;
}

int cp_exited(int status) { return WIFEXITED(status); }
int cp_exit_status(int status) { return WEXITSTATUS(status); }
int cp_signaled(int status) { return WIFSIGNALED(status); }
int cp_term_signal(int status) { return WTERMSIG(status); }

int cp_is_regular(unsigned int mode) { return S_ISREG(mode); }
int cp_is_directory(unsigned int mode) { return S_ISDIR(mode); }
int cp_is_socket(unsigned int mode) { return S_ISSOCK(mode); }

static int signal_pipe[2] = {-1, -1};

static void on_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(signal_pipe[1], &byte, 1);
  (void)ignored;
  errno = saved;
}

int cp_catch(int number) {
  if (signal_pipe[0] < 0 && cp_pipe(signal_pipe) != 0) return -1;
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL);
}

int cp_signal_descriptor(void) { return signal_pipe[0]; }

static void set_handler(int number, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void cp_ignore(int number) { set_handler(number, SIG_IGN); }
void cp_default(int number) { set_handler(number, SIG_DFL); }

extern char **environ;

/* Below 0: `input` is /dev/null, `output` too, `errors` is kept. */
static pid_t start(const char *path, char *const argv[], int input, int output, int errors, short more) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  if (posix_spawn_file_actions_init(&actions) != 0) return -1;
  if (posix_spawnattr_init(&attributes) != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return -1;
  }
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | more);
  if (input >= 0) {
    posix_spawn_file_actions_adddup2(&actions, input, 0);
  } else {
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  }
  if (output >= 0) {
    posix_spawn_file_actions_adddup2(&actions, output, 1);
  } else {
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  }
  if (errors >= 0) posix_spawn_file_actions_adddup2(&actions, errors, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  pid_t pid = -1;
  int failure = posix_spawn(&pid, path, &actions, &attributes, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failure != 0) {
    errno = failure;
    return -1;
  }
  return pid;
}

pid_t cp_spawn(const char *path, char *const argv[], int input) { return start(path, argv, input, -1, -1, 0); }

pid_t cp_spawn_capturing(const char *path, char *const argv[], int output) {
  return start(path, argv, -1, output, output, 0);
}

pid_t cp_spawn_between(const char *path, char *const argv[], int input, int output) {
  return start(path, argv, input, output, -1, 0);
}

pid_t cp_spawn_group(const char *path, char *const argv[], int input, int output, int errors) {
  return start(path, argv, input, output, errors, POSIX_SPAWN_SETPGROUP);
}

int cp_watch(int first, int second) {
  int set = epoll_create1(EPOLL_CLOEXEC);
  if (set < 0) return -1;
  struct epoll_event event = {.events = EPOLLIN};
  if (epoll_ctl(set, EPOLL_CTL_ADD, first, &event) != 0 || epoll_ctl(set, EPOLL_CTL_ADD, second, &event) != 0)
    return close_with_errno(set);
  return set;
}

int cp_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

static int64_t clock_ms(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t cp_monotonic_ms(void) { return clock_ms(CLOCK_MONOTONIC); }
int64_t cp_realtime_ms(void) { return clock_ms(CLOCK_REALTIME); }
int64_t cp_boottime_ms(void) { return clock_ms(CLOCK_BOOTTIME); }

static int unix_address(const char *path, struct sockaddr_un *address) {
  size_t length = strlen(path);
  if (length >= sizeof address->sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  memcpy(address->sun_path, path, length + 1);
  return 0;
}

int cp_unix_connect(const char *path) {
  struct sockaddr_un address;
  if (unix_address(path, &address) != 0) return -1;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) return close_with_errno(descriptor);
  return descriptor;
}

int cp_unix_connect_within(const char *path, int milliseconds) {
  struct sockaddr_un address;
  if (unix_address(path, &address) != 0) return -1;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  struct timeval patience = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
  if (setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) != 0)
    return close_with_errno(descriptor);
  while (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0)
    if (errno != EINTR) return close_with_errno(descriptor);
  return descriptor;
}

int cp_unix_listen(const char *path, unsigned int mode, int backlog) {
  struct sockaddr_un address;
  if (unix_address(path, &address) != 0) return -1;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  unlink(path);
  /* bind takes the file's mode from the socket's (unix(7), Linux) less the umask: nobody can connect who may not, at no
     moment, and chmod only gives back what the umask took. The umask itself is the whole process's: another thread that
     makes a file meanwhile would get it too. */
  if (fchmod(descriptor, mode) != 0 || bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
      chmod(path, mode) != 0 || listen(descriptor, backlog) != 0)
    return close_with_errno(descriptor);
  return descriptor;
}

int cp_loopback_listen(int ipv6, uint16_t *port) {
  int descriptor = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  int yes = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(*port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
  struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(*port)};
  four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  struct sockaddr *address = ipv6 ? (struct sockaddr *)&six : (struct sockaddr *)&four;
  socklen_t size = ipv6 ? sizeof six : sizeof four;
  if (bind(descriptor, address, size) != 0 || listen(descriptor, SOMAXCONN) != 0 ||
      getsockname(descriptor, address, &size) != 0)
    return close_with_errno(descriptor);
  *port = ntohs(ipv6 ? six.sin6_port : four.sin_port);
  return descriptor;
}

/* Writable segments stay: relocations have changed them, and dropping them would bring the file's bytes back. */
static int give_back(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size;
  (void)unused;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W) != 0) continue;
    uintptr_t start = (object->dlpi_addr + segment->p_vaddr) & ~(page - 1);
    uintptr_t end = object->dlpi_addr + segment->p_vaddr + segment->p_memsz;
    /* Only advice: where it is refused, the pages simply stay. */
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void cp_give_back_pages(void) {
  malloc_trim(0);
  dl_iterate_phdr(give_back, NULL);
}

void cp_share_heap(void) { mallopt(M_ARENA_MAX, 1); }

long cp_resident_kib(void) {
  FILE *file = fopen("/proc/self/statm", "re");
  if (file == NULL) return -1;
  long total = 0, resident = 0;
  int read = fscanf(file, "%ld %ld", &total, &resident);
  fclose(file);
  return read == 2 ? resident * (sysconf(_SC_PAGESIZE) / 1024) : -1;
}
