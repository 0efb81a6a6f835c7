/* What a process does to itself, and how it starts others between two descriptors. */
#ifndef TELEMETRY_CPROCESS_H
#define TELEMETRY_CPROCESS_H

#include <sys/types.h>

/* Opens /dev/null for each of the descriptors 0, 1, 2 that is closed, so that no file opened later gets their number:
   the kernel starts a core_pattern program without standard output. Returns 0, or -1 when /dev/null is missing. */
int cp_fill_descriptors(void);
/* Whether standard error was closed when cp_fill_descriptors was called: nobody reads what is written there. */
int cp_is_unheard(void);

/* One line to syslog(3), facility daemon, priority error, with the program's name and pid. */
void cp_log_error(const char *program, const char *text);

/* Nobody may trace this process or read its memory, and it leaves no core. */
int cp_conceal(void);

/* Becomes another user for good: supplementary groups, group, user, in this order; then makes sure that there is no way
   back to root. -1 and errno on failure: the caller has to leave, it may be anybody by then. */
int cp_become(const char *name, uid_t uid, gid_t gid);

/* A file without a name in the directory, 0600, for reading and writing, close-on-exec. */
int cp_nameless_file(const char *directory);

/* As cp_spawn, with standard output going to `output` and standard error kept. */
pid_t cp_spawn_between(const char *path, char *const argv[], int input, int output);

/* Forks twice, with a session of its own in between. Returns 1 in the caller, with `*end` the reading end of a pipe; 0 in
   the process that goes on alone (parent 1, no terminal, no way to get one), with `*end` the writing end; -1 and errno
   on failure. Only for a process of one thread. */
int cp_detach(int *end);

/* Becomes another program: standard descriptors are /dev/null, those of `kept` (at most 8) get the numbers from 3 on, all
   others are closed, signals have their defaults. Returns -1 and errno when that fails. */
int cp_exec_alone(const char *path, char *const argv[], char *const variables[], const int *kept, int count);

/* As cp_spawn, in a process group of its own, with standard output and standard error going to the two descriptors. */
pid_t cp_spawn_group(const char *path, char *const argv[], int input, int output, int errors);

/* As cp_spawn_group, with all three descriptors given, open and not to be inherited (O_CLOEXEC, above 2); the process gets
   SIGTERM when the thread that called this ends, however it does. */
pid_t cp_spawn_bound(const char *path, char *const argv[], int input, int output, int errors);

/* A descriptor that is readable once the process has ended; -1 and errno where the kernel has none. */
int cp_pidfd(pid_t pid);

#endif
