#ifndef LASTWORD_CICU_H
#define LASTWORD_CICU_H
#include <unicode/uspoof.h>
/* ICU's function names carry its version through macros, which Swift can't see: one inline
   function gives the skeleton of UTS 39 ("looks the same as"). Returns the length, or -1. */
static inline int lw_confusable_skeleton(const char *text, int length, char *out, int capacity) {
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&status);
    if (U_FAILURE(status)) return -1;
    int n = uspoof_getSkeletonUTF8(checker, 0, text, length, out, capacity, &status);
    uspoof_close(checker);
    return U_FAILURE(status) ? -1 : n;
}
#endif
