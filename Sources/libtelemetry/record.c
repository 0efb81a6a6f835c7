#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

TM_PUBLIC int tm_create_record(struct telem_ref **t_ref, uint32_t severity, char *classification,
                               uint32_t payload_version) {
  if (t_ref == NULL) return -EINVAL;
  *t_ref = NULL;
  if (classification == NULL || tm_classification_check(classification) != 0) return -EINVAL;

  struct telem_ref *made = malloc(sizeof *made);
  struct telem_record *record = calloc(1, sizeof *record);
  if (made == NULL || record == NULL) {
    free(made);
    free(record);
    return -ENOMEM;
  }
  made->record = record;
  severity = severity < 1 ? 1 : severity > 4 ? 4 : severity;
  int failure = tm_headers_fill(record, severity, classification, payload_version);
  if (failure != 0) {
    tm_free_record(made);
    return failure;
  }
  *t_ref = made;
  return 0;
}

TM_PUBLIC int tm_set_event_id(struct telem_ref *t_ref, char *event_id) {
  if (t_ref == NULL || t_ref->record == NULL || event_id == NULL) return -1;
  if (strnlen(event_id, TM_EVENT_ID_LENGTH + 1) != TM_EVENT_ID_LENGTH) return -1;
  if (strspn(event_id, "0123456789abcdef") != TM_EVENT_ID_LENGTH) return -1;
  struct telem_record *record = t_ref->record;
  /* The last line of the block ends in it. */
  memcpy(record->headers + record->header_size - TM_EVENT_ID_LENGTH - 1, event_id, TM_EVENT_ID_LENGTH);
  return 0;
}

/* As isprint(3) and isspace(3) say in the C locale: what the program's own locale is does not matter. */
static int is_text(const char *bytes, size_t count) {
  for (size_t index = 0; index < count; index++) {
    unsigned char byte = (unsigned char)bytes[index];
    int is_space = byte >= '\t' && byte <= '\r';
    if (!is_space && (byte < 0x20 || byte > 0x7e)) return 0;
  }
  return 1;
}

TM_PUBLIC int tm_set_payload(struct telem_ref *t_ref, char *payload) {
  if (t_ref == NULL || t_ref->record == NULL || payload == NULL) return -EINVAL;
  size_t size = strnlen(payload, TM_PAYLOAD_MAX);
  if (!is_text(payload, size)) return -EINVAL;
  char *copy = NULL;
  if (size > 0) {
    copy = malloc(size);
    if (copy == NULL) return -ENOMEM;
    memcpy(copy, payload, size);
  }
  free(t_ref->record->payload);
  t_ref->record->payload = copy;
  t_ref->record->payload_size = size;
  return 0;
}

TM_PUBLIC void tm_free_record(struct telem_ref *t_ref) {
  if (t_ref == NULL) return;
  if (t_ref->record != NULL) free(t_ref->record->payload);
  free(t_ref->record);
  free(t_ref);
}
