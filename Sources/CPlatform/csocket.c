#define _GNU_SOURCE
#include "csocket.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int cp_set(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int set, int operation, int descriptor, uint32_t events, uint64_t key) {
  struct epoll_event event = {.data.u64 = key};
  if (events & CP_READABLE) event.events |= EPOLLIN;
  if (events & CP_ENDED) event.events |= EPOLLRDHUP;
  if (events & CP_ONCE_EACH) event.events |= EPOLLET;
  return epoll_ctl(set, operation, descriptor, &event);
}

int cp_set_add(int set, int descriptor, uint32_t events, uint64_t key) {
  return control(set, EPOLL_CTL_ADD, descriptor, events, key);
}

int cp_set_change(int set, int descriptor, uint32_t events, uint64_t key) {
  return control(set, EPOLL_CTL_MOD, descriptor, events, key);
}

int cp_set_wait(int set, uint64_t *keys, uint32_t *events, int most, int milliseconds) {
  struct epoll_event happened[256];
  if (most > 256) most = 256;
  int count = epoll_wait(set, happened, most, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -1;
  for (int i = 0; i < count; i++) {
    uint32_t what = happened[i].events;
    keys[i] = happened[i].data.u64;
    events[i] = what & EPOLLIN ? CP_READABLE : 0;
    if (what & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) events[i] |= CP_ENDED;
  }
  return count;
}

int cp_unix_answers(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  size_t length = strlen(path);
  if (length >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(address.sun_path, path, length + 1);
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  int answer = connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0 ? 1 : -1;
  int failure = errno;
  close(descriptor);
  /* EAGAIN: its queue of connections is full. */
  if (answer < 0 && failure == EAGAIN) answer = 1;
  if (answer < 0 && (failure == ECONNREFUSED || failure == ENOENT)) answer = 0;
  errno = failure;
  return answer;
}
