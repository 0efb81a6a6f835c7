/* Which socket records go to: the configuration, read once, when it is first needed. */
#include "internal.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_SOCKET "/run/telem-0"
#define OWN_FILE TM_ROOT "/etc/telemetry-tui/telemetry.conf"
#define OWN_DIRECTORY OWN_FILE ".d"

/* Looked at in this order, as the service does; of these the first that can be read is the only one. */
static const char *const other_files[] = {TM_ROOT "/etc/telemetrics/telemetrics.conf",
                                          TM_ROOT "/usr/share/defaults/telemetry-tui/telemetry.conf"};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* Under the lock. An empty socket path was not looked up yet. */
static struct tm_route known;

TM_PUBLIC int tm_set_config_file(const char *c_file) {
  struct stat status;
  if (c_file == NULL || c_file[0] != '/') return -EINVAL;
  if (stat(c_file, &status) != 0) return -errno;
  if (!S_ISREG(status.st_mode)) return -EINVAL;
  /* stat(2) took it, so it fits PATH_MAX. */
  pthread_mutex_lock(&lock);
  memcpy(known.config_file, c_file, strlen(c_file) + 1);
  known.socket_path[0] = '\0';
  pthread_mutex_unlock(&lock);
  return 0;
}

static const char blanks[] = " \t\n\v\f\r";

static char *trimmed(char *text) {
  text += strspn(text, blanks);
  size_t length = strlen(text);
  while (length > 0 && strchr(blanks, text[length - 1]) != NULL) text[--length] = '\0';
  return text;
}

/* `\s` is a blank, every other backslash is taken away. */
static void unescape(char *value) {
  char *end = value;
  for (; *value != '\0'; value++) {
    if (*value != '\\') {
      *end++ = *value;
    } else if (value[1] == 's') {
      *end++ = ' ';
      value++;
    }
  }
  *end = '\0';
}

static int take_socket(char socket_path[TM_SOCKET_PATH_MAX], char *value) {
  unescape(value);
  /* Empty is as if the line were not there; a relative path would mean another socket in every program. */
  if (value[0] == '\0') return 0;
  if (value[0] != '/') return -EINVAL;
  size_t length = strlen(value);
  if (length >= TM_SOCKET_PATH_MAX) return -ENAMETOOLONG;
  memcpy(socket_path, value, length + 1);
  return 0;
}

enum place { NOWHERE, ELSEWHERE, SETTINGS };

/* One line of INI. Only `[settings]` is looked into: the other sections follow rules of their own. */
static int take_line(char socket_path[TM_SOCKET_PATH_MAX], char *line, enum place *place) {
  line = trimmed(line);
  if (*line == '\0' || *line == '#' || *line == ';') return 0;
  if (*line == '[') {
    char *end = strchr(line, ']');
    if (end == NULL) return -EINVAL;
    *end = '\0';
    *place = strcmp(trimmed(line + 1), "settings") == 0 ? SETTINGS : ELSEWHERE;
    return 0;
  }
  if (*place == NOWHERE) return -EINVAL;
  if (*place == ELSEWHERE) return 0;
  char *separator = strpbrk(line, "=:");
  if (separator == NULL || separator == line) return -EINVAL;
  *separator = '\0';
  if (strcasecmp(trimmed(line), "socket_path") != 0) return 0;
  return take_socket(socket_path, trimmed(separator + 1));
}

/* Takes socket_path from a file, the last one in it; leaves it alone when there is none. */
static int read_file(const char *path, char socket_path[TM_SOCKET_PATH_MAX]) {
  FILE *file = fopen(path, "re");
  if (file == NULL) return -errno;
  char *line = NULL;
  size_t size = 0;
  enum place place = NOWHERE;
  int failure = 0;
  while (failure == 0 && getline(&line, &size, file) >= 0) failure = take_line(socket_path, line, &place);
  if (failure == 0 && ferror(file)) failure = -EIO;
  free(line);
  fclose(file);
  return failure;
}

static int is_drop_in(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return entry->d_name[0] != '.' && length > 5 && strcmp(entry->d_name + length - 5, ".conf") == 0;
}

/* By bytes: an order that changes with the locale would be none. */
static int by_name(const struct dirent **first, const struct dirent **second) {
  return strcmp((*first)->d_name, (*second)->d_name);
}

/* The files a program may read, one after the other; what it may not read is passed over. 1 when there was any. */
static int read_own(char socket_path[TM_SOCKET_PATH_MAX]) {
  int found = 0, failure = 0;
  if (access(OWN_FILE, R_OK) == 0) {
    found = 1;
    failure = read_file(OWN_FILE, socket_path);
  }
  struct dirent **entries = NULL;
  int count = scandir(OWN_DIRECTORY, &entries, is_drop_in, by_name);
  for (int index = 0; index < count; index++) {
    char path[sizeof OWN_DIRECTORY + 1 + sizeof entries[0]->d_name];
    snprintf(path, sizeof path, "%s/%s", OWN_DIRECTORY, entries[index]->d_name);
    free(entries[index]);
    if (failure != 0 || access(path, R_OK) != 0) continue;
    found = 1;
    failure = read_file(path, socket_path);
  }
  free(entries);
  return failure != 0 ? failure : found;
}

static int look_up(char socket_path[TM_SOCKET_PATH_MAX]) {
  strcpy(socket_path, DEFAULT_SOCKET);
  if (known.config_file[0] != '\0') return read_file(known.config_file, socket_path);
  int found = read_own(socket_path);
  if (found != 0) return found < 0 ? found : 0;
  for (size_t index = 0; index < sizeof other_files / sizeof *other_files; index++) {
    if (access(other_files[index], R_OK) == 0) return read_file(other_files[index], socket_path);
  }
  return 0;
}

int tm_route_now(struct tm_route *route) {
  int failure = 0;
  pthread_mutex_lock(&lock);
  /* A failure is not remembered: the file may be put right while the program runs. */
  if (known.socket_path[0] == '\0') failure = look_up(known.socket_path);
  if (failure != 0) known.socket_path[0] = '\0';
  memcpy(route, &known, sizeof *route);
  pthread_mutex_unlock(&lock);
  return failure;
}
