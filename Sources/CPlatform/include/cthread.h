/* What pthreads offer only with _GNU_SOURCE. */
#ifndef TELEMETRY_CTHREAD_H
#define TELEMETRY_CTHREAD_H

/* Names the calling thread as ps -T and a debugger show it; the kernel keeps the first 15 bytes. */
void cp_thread_name(const char *name);

#endif
