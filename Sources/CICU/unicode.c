// SPDX-License-Identifier: GPL-3.0-or-later
#include "lastword_unicode.h"
#include <unicode/uspoof.h>

int lw_confusable_skeleton(const char *text, int length, char *out, int capacity) {
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&status);
    if (U_FAILURE(status)) return -1;
    int n = uspoof_getSkeletonUTF8(checker, 0, text, length, out, capacity, &status);
    uspoof_close(checker);
    return U_FAILURE(status) ? -1 : n;
}
