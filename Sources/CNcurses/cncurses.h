/* The part of ncursesw that Swift cannot import by itself: macros that cast, and mutable globals. */
#ifndef TELEMETRY_CNCURSES_H
#define TELEMETRY_CNCURSES_H

/* Without it the header's WINDOW lacks the wide fields of the library it links to. */
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <stdint.h>
#include <term.h>
#include <wchar.h>

static inline WINDOW *cn_stdscr(void) { return stdscr; }
static inline int cn_lines(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }
static inline void cn_set_escape_delay(int milliseconds) { set_escdelay(milliseconds); }

enum : attr_t {
  CN_BOLD = A_BOLD,
  CN_DIM = A_DIM,
  CN_REVERSE = A_REVERSE,
  CN_UNDERLINE = A_UNDERLINE,
  CN_ITALIC = A_ITALIC
};

enum : mmask_t {
  CN_BUTTON1_PRESSED = BUTTON1_PRESSED,
  CN_BUTTON1_CLICKED = BUTTON1_CLICKED,
  CN_WHEEL_UP = BUTTON4_PRESSED,
  CN_WHEEL_DOWN = BUTTON5_PRESSED,
  CN_ALL_MOUSE = ALL_MOUSE_EVENTS
};

static inline int cn_key_f(int number) { return KEY_F(number); }

/* Writes at most `length` bytes of `text` at (row, column) with attributes and a colour pair. */
static inline int cn_put(WINDOW *window, int row, int column, attr_t attributes, int pair,
                         const char *text, int length) {
  if (wmove(window, row, column) == ERR) return ERR;
  wattr_set(window, attributes, (short)pair, &pair);
  return waddnstr(window, text, length);
}

/* Next key: -1 nothing waits, 1 a KEY_ code, 0 a code point. */
static inline int cn_get(WINDOW *window, uint32_t *out) {
  wint_t code = 0;
  int result = wget_wch(window, &code);
  *out = (uint32_t)code;
  return result == ERR ? -1 : (result == KEY_CODE_YES ? 1 : 0);
}

#endif
