/* Programs whose output is read while they run. */
#ifndef TELEMETRY_CCHILD_H
#define TELEMETRY_CCHILD_H

#include <sys/types.h>

/* Starts a program in a process group of its own: stdin from `input` (or /dev/null when -1), stdout and stderr to the
   two descriptors; every other descriptor closed; signals at their defaults. Returns the pid or -1 and errno. */
pid_t cp_spawn_group(const char *path, char *const argv[], int input, int output, int errors);

/* A descriptor that is readable once the process has ended; -1 and errno where the kernel has none. */
int cp_pidfd(pid_t pid);

#endif
