// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LASTWORD_CCSV_H
#define LASTWORD_CCSV_H
#include <csv.h>
#include <stdlib.h>
/* struct csv_parser is opaque to the importer's liking only behind a pointer. */
static inline struct csv_parser *lw_csv_new(unsigned char options) {
    struct csv_parser *p = (struct csv_parser *)malloc(sizeof *p);
    if (p && csv_init(p, options) != 0) { free(p); p = NULL; }
    return p;
}
static inline void lw_csv_free(struct csv_parser *p) { if (p) { csv_free(p); free(p); } }
static inline unsigned char lw_csv_strict(void) { return CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL; }
#endif
