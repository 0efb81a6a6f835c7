#include "internal.h"

#include <errno.h>
#include <string.h>

enum { CLASSIFICATION_MAX = 122, PART_MAX = 40 };

int tm_classification_check(const char *classification) {
  size_t length = strnlen(classification, CLASSIFICATION_MAX + 1);
  if (length == 0 || length > CLASSIFICATION_MAX) return -EINVAL;

  size_t part = 0, slashes = 0;
  for (size_t index = 0; index < length; index++) {
    unsigned char byte = (unsigned char)classification[index];
    /* A line feed would begin another header line. */
    if (byte < 0x20 || byte == 0x7f) return -EINVAL;
    if (byte == '/') {
      slashes++;
      part = 0;
    } else if (++part > (size_t)PART_MAX + (slashes == 0)) {
      /* The first part may have one byte more: programs rely on what was always let through. */
      return -EINVAL;
    }
  }
  return slashes == 2 ? 0 : -EINVAL;
}
