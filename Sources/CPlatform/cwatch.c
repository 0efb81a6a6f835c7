#define _GNU_SOURCE
#include "cwatch.h"

#include <errno.h>
#include <sys/epoll.h>

int cp_watch_add(int set, int descriptor) {
  struct epoll_event event = {.events = EPOLLIN};
  if (epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event) == 0 || errno == EEXIST) return 0;
  return -1;
}
