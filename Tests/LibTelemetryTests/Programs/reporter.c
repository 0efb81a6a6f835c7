/* Makes the calls its arguments name, in their order, and prints what each returned. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <telemetry.h>

static struct telem_ref *record;

static const char *next(char ***words) { return **words == NULL ? "" : *(*words)++; }

/* `NULL` is no text; `*N` is N times the letter x; `0xHEX` is bytes. */
static char *text(char ***words) {
  const char *word = next(words);
  if (strcmp(word, "NULL") == 0) return NULL;
  char *made;
  if (word[0] == '*') {
    size_t count = strtoul(word + 1, NULL, 10);
    made = calloc(1, count + 1);
    memset(made, 'x', count);
  } else if (strncmp(word, "0x", 2) == 0) {
    made = calloc(1, strlen(word));
    for (size_t index = 0; word[2 + 2 * index] != '\0'; index++) {
      char digits[3] = {word[2 + 2 * index], word[3 + 2 * index], '\0'};
      made[index] = (char)strtoul(digits, NULL, 16);
    }
  } else {
    made = strdup(word);
  }
  return made;
}

static int call(const char *what, char ***words) {
  if (strcmp(what, "create") == 0) {
    uint32_t severity = (uint32_t)strtoul(next(words), NULL, 10);
    char *classification = text(words);
    uint32_t version = (uint32_t)strtoul(next(words), NULL, 10);
    /* What is not NULL after a failure would be given back twice. */
    record = (struct telem_ref *)1;
    int result = tm_create_record(&record, severity, classification, version);
    free(classification);
    if (result != 0 && record != NULL) abort();
    return result;
  }
  if (strcmp(what, "free") == 0) {
    tm_free_record(record);
    record = NULL;
    return 0;
  }
  if (strcmp(what, "send") == 0) return tm_send_record(record);
  if (strcmp(what, "opted-in") == 0) return tm_is_opted_in();
  char *value = text(words);
  int result = 1000;
  if (strcmp(what, "config") == 0) result = tm_set_config_file(value);
  if (strcmp(what, "payload") == 0) result = tm_set_payload(record, value);
  if (strcmp(what, "event") == 0) result = tm_set_event_id(record, value);
  free(value);
  return result;
}

int main(int count, char **arguments) {
  char **words = arguments + (count > 0);
  while (*words != NULL) {
    const char *what = *words++;
    printf("%s %d\n", what, call(what, &words));
    fflush(stdout);
  }
  tm_free_record(record);
  return 0;
}
