/* What a full-screen program owes the terminal: widths of characters, and the state it was found in, on every death. */
#ifndef TELEMETRY_CTERMINAL_H
#define TELEMETRY_CTERMINAL_H

#include <stddef.h>
#include <stdint.h>

/* Columns of a code point in UTF-8, whatever the locale of the process: 0, 1, 2, or -1 when it cannot be printed. */
int cp_display_width(uint32_t code_point);

/* 1 when the process's locale (LC_ALL, LC_CTYPE, LANG; set here) encodes text as UTF-8. */
int cp_locale_is_utf8(void);

/* Remembers the modes of the terminal and the bytes that undo what the program will do to it. From now on a crash
   (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP) and exit(3) put both back. -1: no terminal, or too many bytes. */
int cp_terminal_guard(int descriptor, const char *undo, size_t length);

/* The terminal was put back in an orderly way: a later death leaves it alone. */
void cp_terminal_release(void);

#endif
