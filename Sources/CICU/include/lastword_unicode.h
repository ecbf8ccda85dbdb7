// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LASTWORD_UNICODE_H
#define LASTWORD_UNICODE_H
/* ICU's headers clash with those inside Foundation, so only this much of it is shown to Swift. */

/* The skeleton of UTS 39 ("looks the same as") of UTF-8 text. Returns its length, or -1. */
int lw_confusable_skeleton(const char *text, int length, char *out, int capacity);
#endif
