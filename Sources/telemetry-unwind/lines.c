#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the C++ runtime (<cxxabi.h> is no C header). */
char *__cxa_demangle(const char *mangled, char *buffer, size_t *length, int *status);

/* A name longer than this is somebody's attack or a template nobody reads. */
enum { longest_mangled = 4096 };

static void put(const char *text) {
  size_t count = 0;
  for (; text != NULL && *text != '\0' && count < LONGEST_FIELD; text++, count++) {
    unsigned char byte = (unsigned char)*text;
    putchar(byte < 0x20 || byte == 0x7F ? '?' : byte);
  }
}

/* C++ names as they were written, all others with brackets behind them. Swift names stay as they are. */
static void put_name(const char *name) {
  if (name == NULL) return;
  if (strncmp(name, "_Z", 2) == 0 && strlen(name) < longest_mangled) {
    int status = -1;
    char *written = __cxa_demangle(name, NULL, NULL, &status);
    if (written != NULL && status == 0) {
      put(written);
      if (strchr(written, '(') == NULL) fputs("()", stdout);
      free(written);
      return;
    }
    free(written);
  }
  /* Without the version that the dynamic symbol table puts behind it: name@@VERSION. */
  char plain[LONGEST_FIELD + 1];
  snprintf(plain, sizeof plain, "%.*s", (int)strcspn(name, "@"), name);
  put(plain);
  fputs("()", stdout);
}

void say_number(const char *word, long number) { printf("%s %ld\n", word, number); }

void say_text(const char *word, const char *text) {
  printf("%s ", word);
  put(text);
  putchar('\n');
}

void say_frame(const char *name, const char *module, const char *file, int line) {
  fputs("frame ", stdout);
  put_name(name);
  putchar('\t');
  put(module);
  putchar('\t');
  if (file != NULL) {
    put(file);
    printf(":%d", line);
  }
  putchar('\n');
}

void say_word(const char *word) { puts(word); }
