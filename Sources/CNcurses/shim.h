// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <curses.h>
#include <term.h>
#include <wchar.h>
/* What the importer drops: casts, shifts, and mutable globals. */
static inline attr_t nc_A_BOLD(void) { return A_BOLD; }
static inline attr_t nc_A_DIM(void) { return A_DIM; }
static inline attr_t nc_A_REVERSE(void) { return A_REVERSE; }
static inline attr_t nc_A_UNDERLINE(void) { return A_UNDERLINE; }
static inline mmask_t nc_MOUSE(void) {
    return BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED;
}
static inline mmask_t nc_B1(void) { return BUTTON1_PRESSED | BUTTON1_CLICKED; }
static inline mmask_t nc_B4(void) { return BUTTON4_PRESSED; }
static inline mmask_t nc_B5(void) { return BUTTON5_PRESSED; }
static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline int nc_COLORS(void) { return COLORS; }
static inline SCREEN *nc_newterm(void) { return newterm(NULL, stdout, stdin); }
static inline const char *nc_string(const char *name) {
    char *s = tigetstr((char *)name);
    return s == (char *)-1 ? NULL : s;
}
static inline int nc_setcchar(cchar_t *out, const wchar_t *w, attr_t a, int pair) {
    int p = pair;
    return setcchar(out, w, a, (short)0, &p);
}
#endif
