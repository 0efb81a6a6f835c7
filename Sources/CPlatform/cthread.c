#define _GNU_SOURCE
#include "cthread.h"

#include <pthread.h>
#include <string.h>

void cp_thread_name(const char *name) {
  char kept[16] = {0};
  strncpy(kept, name, sizeof kept - 1);
  pthread_setname_np(pthread_self(), kept);
}
