/* System calls and macros that Swift cannot import from glibc's headers, as plain functions.
   _GNU_SOURCE stays in cplatform.c: in an imported header it gives Swift a second utsname. */
#ifndef TELEMETRY_CPLATFORM_H
#define TELEMETRY_CPLATFORM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "cprocess.h"
#include "cthread.h"
#include "cwatch.h"

/* Each returns what the system call returns: -1 and errno on failure. */
int cp_eventfd(void);                               /* close-on-exec, non-blocking */
int cp_pipe(int ends[2]);                           /* close-on-exec, non-blocking */
int cp_socketpair(int ends[2]);                     /* AF_UNIX stream, close-on-exec */
int cp_accept(int listener);                        /* close-on-exec, non-blocking */
int cp_random(void *buffer, size_t length);         /* 0 when all bytes are random */
int cp_peer(int socket, pid_t *pid, uid_t *uid, gid_t *gid);

/* An open-file-description lock on the whole file: 0 held, 1 somebody else holds it, -1 errno. It goes with the
   descriptor, so a process that dies leaves none behind. */
int cp_lock(int descriptor);
/* Asks without taking it: 1 somebody holds it, 0 nobody does, -1 errno. */
int cp_is_locked(int descriptor);
/* The pid that holds a conflicting lock, 0 when none is known. */
pid_t cp_lock_holder(int descriptor);

int cp_exited(int status);
int cp_exit_status(int status);
int cp_signaled(int status);
int cp_term_signal(int status);

int cp_is_regular(unsigned int mode);
int cp_is_directory(unsigned int mode);
int cp_is_socket(unsigned int mode);

/* The pipe end that `cp_catch`'s handler writes the signal's number to (one byte each); -1 before the first. */
int cp_catch(int signal);
int cp_signal_descriptor(void);
void cp_ignore(int signal);
void cp_default(int signal);

/* Starts a program: stdin from `input` (or /dev/null when -1), stdout to /dev/null, stderr kept; every other
   descriptor closed; signals at their defaults. Returns the pid or -1. */
pid_t cp_spawn(const char *path, char *const argv[], int input);

/* As cp_spawn, with stdin from /dev/null and both outputs going to `output`. */
pid_t cp_spawn_capturing(const char *path, char *const argv[], int output);

/* One descriptor that is readable while one of the two is; -1 on failure. */
int cp_watch(int first, int second);

/* Terminal size of a descriptor: 0 on success. */
int cp_window_size(int descriptor, int *columns, int *rows);

/* Milliseconds of CLOCK_MONOTONIC, of CLOCK_REALTIME, and of CLOCK_BOOTTIME, which counts suspended time too. */
int64_t cp_monotonic_ms(void);
int64_t cp_realtime_ms(void);
int64_t cp_boottime_ms(void);

/* Connects a Unix stream socket or binds and listens on one; the path must fit sockaddr_un (errno ENAMETOOLONG). */
int cp_unix_connect(const char *path);
/* As cp_unix_connect, with a limit on waiting for the connection and for each write on it (errno EAGAIN). */
int cp_unix_connect_within(const char *path, int milliseconds);
int cp_unix_listen(const char *path, unsigned int mode, int backlog);

/* Loop-back TCP listener on 127.0.0.1 (or ::1); port 0 picks one, `*port` tells which. */
int cp_loopback_listen(int ipv6, uint16_t *port);

/* Unmaps what only starting needed: the read-only pages of the program and its libraries, and free heap. A page that
   is needed again is mapped again from the page cache. Halves the resident size of a long-running process. */
void cp_give_back_pages(void);

/* Resident set size of this process in KiB, -1 when /proc does not tell. */
long cp_resident_kib(void);

#endif
