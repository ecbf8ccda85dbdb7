// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LASTWORD_TERMINAL_H
#define LASTWORD_TERMINAL_H
#include <stddef.h>
#include <stdint.h>

/* Sets LC_CTYPE, and nothing else, to a UTF-8 locale: the environment's, or C.UTF-8.
   1: the environment's is one; 2: another was taken; 0: there is none. */
int lw_utf8_locale(void);
/* Cells that a code point takes on a terminal (wcwidth in UTF-8, whatever the locale); -1: none may be
   shown. */
int lw_cells(uint32_t code_point);

/* Signals that end or resize go into a pipe; suspension is ignored: nobody gets to a shell from the
   room. Deadly ones restore the terminal first and dump nothing. 0 on success. */
int lw_terminal_signals(void);
/* The next signal from the pipe, or 0. */
int lw_terminal_signal(void);

/* Remembers the terminal's settings as they are now. 0 on success. */
int lw_terminal_save(void);
/* From now on lw_terminal_restore puts them back and writes these bytes (async-signal-safe). */
void lw_terminal_arm(const char *bytes, size_t count);
void lw_terminal_restore(void);
/* Back to the settings remembered, and the screen cleared, by bytes that any terminal of today
   knows: for the parent of a program that was killed. */
void lw_terminal_rescue(void);
/* The screen and what scrolled off it cleared, the settings left as they are: a paper on the screen of a
   program that somebody has stopped. */
void lw_terminal_cover(void);
/* In line mode: signals that end only set a flag, which this gives (or 0). */
void lw_line_signals(void);
int lw_line_signal(void);
/* What is typed isn't echoed until lw_terminal_show, for secrets in line mode; with _keys each key comes at once, not
   with the Enter after it, and the end of the input is a byte (4) like others. */
void lw_terminal_hide(void);
void lw_terminal_hide_keys(void);
void lw_terminal_show(void);
/* All of the bytes, however many writes it takes. 0, or -1 with errno. Nothing is kept of them. */
int lw_write_all(int descriptor, const void *bytes, size_t count);
/* 1 when standard input and output are a terminal. */
int lw_terminal_is(void);
/* Waits for a byte on standard input. 1: it is there, or the input has ended; 0: not within the time; -1: a
   signal came. A negative time waits for ever. */
int lw_terminal_ready(int milliseconds);
/* Whether the terminal on standard input is gone. */
int lw_terminal_hung_up(void);
int lw_terminal_size(int *rows, int *columns);

/* Waits for input, a signal or the end of time. Bits: 1 input, 2 signal, 4 input has ended. */
int lw_terminal_wait(int milliseconds);
/* Throws away what was typed ahead. */
void lw_terminal_drain(void);
#endif
