/* Sends records from several threads at once, while one of them names the configuration again and again.
   usage: crowd THREADS RECORDS CONFIG. Prints how many calls failed. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <telemetry.h>

static long records;
static const char *config;
static char names[64][32];

static void *speak(void *name) {
  long failures = 0;
  for (long number = 0; number < records; number++) {
    char payload[64];
    snprintf(payload, sizeof payload, "%s %ld\n", (const char *)name, number);
    struct telem_ref *record = NULL;
    failures += tm_create_record(&record, 2, "crowd/test/thread", 1) != 0;
    failures += tm_set_payload(record, "first\n") != 0;
    failures += tm_set_payload(record, payload) != 0;
    failures += tm_send_record(record) != 0;
    tm_free_record(record);
    if (number % 16 == 0) failures += tm_set_config_file(config) != 0;
  }
  return (void *)failures;
}

int main(int count, char **arguments) {
  if (count != 4) return 64;
  long threads = atol(arguments[1]), failures = 0;
  records = atol(arguments[2]);
  config = arguments[3];
  if (threads < 1 || threads > 64) return 64;
  pthread_t started[64];
  for (long index = 0; index < threads; index++) {
    snprintf(names[index], sizeof names[index], "thread%ld", index);
    if (pthread_create(&started[index], NULL, speak, names[index]) != 0) return 1;
  }
  for (long index = 0; index < threads; index++) {
    void *result = NULL;
    pthread_join(started[index], &result);
    failures += (long)result;
  }
  printf("%ld\n", failures);
  return 0;
}
