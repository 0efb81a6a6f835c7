#define _GNU_SOURCE
#include "cterminal.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t utf8;

static void open_utf8(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int cp_display_width(uint32_t code_point) {
  pthread_once(&once, open_utf8);
  if (utf8 == (locale_t)0) return code_point < 0x20 ? -1 : 1;
  locale_t old = uselocale(utf8);
  int width = wcwidth((wchar_t)code_point);
  uselocale(old);
  return width;
}

int cp_locale_is_utf8(void) {
  setlocale(LC_CTYPE, "");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static volatile sig_atomic_t guarded;
static int terminal = -1;
static struct termios found;
static char undo_bytes[256];
static size_t undo_length;

/* Only calls that signal-safety(7) allows. */
static void put_back(void) {
  if (!guarded) return;
  guarded = 0;
  int saved = errno;
  ssize_t ignored = write(terminal, undo_bytes, undo_length);
  (void)ignored;
  tcsetattr(terminal, TCSANOW, &found);
  errno = saved;
}

static void on_crash(int number) {
  put_back();
  signal(number, SIG_DFL);
  raise(number);
}

int cp_terminal_guard(int descriptor, const char *undo, size_t length) {
  static char stack[16384];
  static int registered;
  if (length > sizeof undo_bytes || tcgetattr(descriptor, &found) != 0) return -1;
  memcpy(undo_bytes, undo, length);
  undo_length = length;
  terminal = descriptor;
  if (!registered) {
    registered = 1;
    atexit(put_back);
    /* A stack that overflowed cannot run a handler. */
    stack_t spare = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&spare, NULL);
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    int deaths[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
    for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++) sigaction(deaths[i], &action, NULL);
  }
  guarded = 1;
  return 0;
}

void cp_terminal_release(void) { guarded = 0; }
