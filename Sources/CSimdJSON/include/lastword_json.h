// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LASTWORD_JSON_H
#define LASTWORD_JSON_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* A thin C face of the simdjson DOM: reading stored events is the hot path of replay. */
typedef struct lw_json_parser lw_json_parser;
/* A value of the document last parsed; dies with the next parse. */
typedef struct { const void *document; size_t index; } lw_json;

enum lw_json_type {
    LW_JSON_NONE, LW_JSON_NULL, LW_JSON_BOOL, LW_JSON_INT, LW_JSON_DOUBLE,
    LW_JSON_STRING, LW_JSON_ARRAY, LW_JSON_OBJECT
};

lw_json_parser *lw_json_parser_new(void);
void lw_json_parser_free(lw_json_parser *parser);
/* 0 on success, else an error number; `root` is the document. */
int lw_json_parse(lw_json_parser *parser, const uint8_t *bytes, size_t length, lw_json *root);
const char *lw_json_error(int code);

enum lw_json_type lw_json_kind(lw_json value);
/* 1 when the object has the key. */
int lw_json_member(lw_json object, const char *key, size_t key_length, lw_json *out);
int lw_json_int(lw_json value, int64_t *out);
int lw_json_bool(lw_json value, int *out);
int lw_json_string(lw_json value, const char **bytes, size_t *length);
/* Number of elements or members. */
size_t lw_json_count(lw_json container);
/* Copies the elements of an array into `out`, which has room for lw_json_count of them. */
void lw_json_elements(lw_json array, lw_json *out);
/* The i-th member's key. */
int lw_json_key(lw_json object, size_t i, const char **bytes, size_t *length);

#ifdef __cplusplus
}
#endif
#endif
