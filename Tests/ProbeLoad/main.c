/* Many programs at once that send records to a probe socket, as libtelemetry does: one connection and one write each.
   Prints how fast that was and how the connections ended; see the usage below. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { longest_payload = 8192, longest = 16384, patience_seconds = 60 };

static struct {
  struct sockaddr_un address;
  long clients, records, payload;
  int old_framing, forget, until_taken, silent;
  FILE *taken;
  uint64_t run;
} job;

static atomic_long sent, taken, resets, failures;
static pthread_mutex_t file_lock = PTHREAD_MUTEX_INITIALIZER;

static const char *usage =
    "usage: probe-load SOCKET CLIENTS RECORDS [OPTION...]   CLIENTS threads send RECORDS records each\n"
    "  --payload N     payload of N bytes (default 6, at most 8192)\n"
    "  --old           framing of libtelemetry up to 2.2.1\n"
    "  --forget        close after writing, as libtelemetry does; else wait for the end of the connection\n"
    "  --silent        connect and close, send nothing\n"
    "  --until-taken   send each record again until its connection ends in a clean end of file\n"
    "  --taken FILE    write the event ids of the records that were taken, one a line\n";

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Once a client: a record then costs its event id and four system calls. */
static size_t make_message(char *message, size_t *event_at) {
  char headers[1024];
  int size = snprintf(
      headers, sizeof headers,
      "record_format_version: 4\nclassification: org.example/load/record\nseverity: 1\nmachine_id: FFFFFFFF\n"
      "creation_timestamp: %lld\narch: x86_64\nhost_type: blank|blank|blank\nbuild: \"12\"\nkernel_version: 6.1.0\n"
      "payload_format_version: 1\nsystem_name: debian\nboard_name: blank|blank\ncpu_model: blank\n"
      "bios_version: blank\nevent_id: %032d\n",
      (long long)time(NULL), 0);
  uint32_t header_size = (uint32_t)size;
  uint32_t word = header_size + (uint32_t)job.payload + (job.old_framing ? 0 : 9);
  char *next = message;
  memcpy(next, &word, 4);
  memcpy(next + 4, &header_size, 4);
  memcpy(next + 8, headers, header_size);
  *event_at = 8 + header_size - 33;
  next += 8 + header_size;
  memset(next, 'x', (size_t)job.payload);
  next += job.payload;
  *next++ = 0;
  return (size_t)(next - message);
}

static void write_digits(char *text, uint64_t value, int count) {
  while (count-- > 0) {
    text[count] = "0123456789abcdef"[value & 15];
    value >>= 4;
  }
}

/* 1: taken, or written and forgotten; 0: reset; -1: nobody there. */
static int deliver(const char *message, size_t length) {
  int end = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (end < 0) return -1;
  if (connect(end, (struct sockaddr *)&job.address, sizeof job.address) != 0) {
    close(end);
    return -1;
  }
  if (job.silent) {
    close(end);
    return 1;
  }
  ssize_t written = send(end, message, length, MSG_NOSIGNAL);
  int outcome = written == (ssize_t)length;
  char byte;
  if (outcome && !job.forget) outcome = recv(end, &byte, 1, 0) == 0;
  close(end);
  return outcome;
}

static void *client(void *argument) {
  long number = (long)(intptr_t)argument;
  static _Thread_local char message[longest];
  size_t event_at;
  size_t length = make_message(message, &event_at);
  char *event = message + event_at;
  write_digits(event, job.run, 16);
  write_digits(event + 16, (uint64_t)number, 8);
  for (long record = 0; record < job.records; record++) {
    write_digits(event + 24, (uint64_t)record, 8);
    double deadline = job.until_taken ? seconds() + patience_seconds : 0;
    int outcome;
    for (;;) {
      outcome = deliver(message, length);
      if (outcome == 0) resets++;
      if (outcome == 1 || !job.until_taken || seconds() > deadline) break;
      usleep(1000);
    }
    sent++;
    if (outcome == 1) taken++;
    if (outcome < 0) failures++;
    if (outcome == 1 && job.taken != NULL) {
      pthread_mutex_lock(&file_lock);
      fprintf(job.taken, "%.32s\n", event);
      pthread_mutex_unlock(&file_lock);
    }
  }
  return NULL;
}

static int number(const char *text, long least, long most, long *value) {
  char *end;
  errno = 0;
  *value = strtol(text, &end, 10);
  return errno == 0 && *text != 0 && *end == 0 && *value >= least && *value <= most;
}

static int read_arguments(int count, char **arguments) {
  job.payload = 6;
  job.address.sun_family = AF_UNIX;
  if (count < 4 || strlen(arguments[1]) >= sizeof job.address.sun_path) return 0;
  strcpy(job.address.sun_path, arguments[1]);
  if (!number(arguments[2], 1, 4096, &job.clients) || !number(arguments[3], 0, 100000000, &job.records)) return 0;
  for (int i = 4; i < count; i++) {
    const char *value = i + 1 < count ? arguments[i + 1] : "";
    if (strcmp(arguments[i], "--old") == 0) {
      job.old_framing = 1;
    } else if (strcmp(arguments[i], "--forget") == 0) {
      job.forget = 1;
    } else if (strcmp(arguments[i], "--silent") == 0) {
      job.silent = 1;
    } else if (strcmp(arguments[i], "--until-taken") == 0) {
      job.until_taken = 1;
    } else if (strcmp(arguments[i], "--payload") == 0 && number(value, 0, longest_payload, &job.payload)) {
      i++;
    } else if (strcmp(arguments[i], "--taken") == 0 && (job.taken = fopen(value, "we")) != NULL) {
      i++;
    } else {
      return 0;
    }
  }
  return 1;
}

int main(int count, char **arguments) {
  if (!read_arguments(count, arguments)) {
    fputs(usage, stderr);
    return 64;
  }
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  job.run = (uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec ^ (uint64_t)getpid() << 48;
  pthread_t *threads = calloc((size_t)job.clients, sizeof *threads);
  if (threads == NULL) return 1;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 128 << 10);
  double start = seconds();
  long started = 0;
  while (started < job.clients &&
         pthread_create(&threads[started], &attributes, client, (void *)(intptr_t)started) == 0)
    started++;
  for (long i = 0; i < started; i++) pthread_join(threads[i], NULL);
  double took = seconds() - start;
  free(threads);
  if (job.taken != NULL && fclose(job.taken) != 0) return 1;
  struct rusage used = {0};
  getrusage(RUSAGE_SELF, &used);
  double busy = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  printf("%.0f records/s, %ld records, %ld taken, %ld resets, %ld not sent, %.2f s, %.2f s of a processor\n",
         (double)sent / took, (long)sent, (long)taken, (long)resets, (long)failures, took, busy);
  return started == job.clients && taken == sent ? 0 : 1;
}
