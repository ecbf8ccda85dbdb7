// SPDX-License-Identifier: GPL-3.0-or-later
#include "lastword_json.h"
#include <cstring>
#include <simdjson.h>

using simdjson::dom::element;

struct lw_json_parser { simdjson::dom::parser parser; };

// An element is a pair (document, index); it is trivially copyable, so it crosses C as bytes.
static_assert(sizeof(element) <= sizeof(lw_json), "a simdjson element must fit in lw_json");
static lw_json wrap(const element &e) {
    lw_json out{nullptr, 0};
    std::memcpy(&out, &e, sizeof e);
    return out;
}
static element unwrap(const lw_json &v) {
    element e;
    std::memcpy(static_cast<void *>(&e), &v, sizeof e);
    return e;
}

extern "C" {
lw_json_parser *lw_json_parser_new(void) { return new (std::nothrow) lw_json_parser; }
void lw_json_parser_free(lw_json_parser *p) { delete p; }

int lw_json_parse(lw_json_parser *p, const uint8_t *bytes, size_t length, lw_json *root) {
    element e;
    auto error = p->parser.parse(bytes, length, true).get(e);
    if (!error) *root = wrap(e);
    return static_cast<int>(error);
}
const char *lw_json_error(int code) {
    return simdjson::error_message(static_cast<simdjson::error_code>(code));
}

lw_json_type lw_json_kind(lw_json v) {
    if (!v.document) return LW_JSON_NONE;
    switch (unwrap(v).type()) {
    case simdjson::dom::element_type::ARRAY: return LW_JSON_ARRAY;
    case simdjson::dom::element_type::OBJECT: return LW_JSON_OBJECT;
    case simdjson::dom::element_type::INT64: return LW_JSON_INT;
    case simdjson::dom::element_type::UINT64: return LW_JSON_INT;
    case simdjson::dom::element_type::DOUBLE: return LW_JSON_DOUBLE;
    case simdjson::dom::element_type::STRING: return LW_JSON_STRING;
    case simdjson::dom::element_type::BOOL: return LW_JSON_BOOL;
    default: return LW_JSON_NULL;
    }
}
int lw_json_member(lw_json object, const char *key, size_t key_length, lw_json *out) {
    simdjson::dom::object o;
    element e;
    if (unwrap(object).get(o) || o.at_key(std::string_view(key, key_length)).get(e)) return 0;
    *out = wrap(e);
    return 1;
}
int lw_json_int(lw_json v, int64_t *out) { return !unwrap(v).get(*out); }
int lw_json_bool(lw_json v, int *out) {
    bool b;
    if (unwrap(v).get(b)) return 0;
    *out = b;
    return 1;
}
int lw_json_string(lw_json v, const char **bytes, size_t *length) {
    std::string_view s;
    if (unwrap(v).get(s)) return 0;
    *bytes = s.data();
    *length = s.size();
    return 1;
}
size_t lw_json_count(lw_json v) {
    simdjson::dom::array a;
    if (!unwrap(v).get(a)) return a.size();
    simdjson::dom::object o;
    if (!unwrap(v).get(o)) return o.size();
    return 0;
}
void lw_json_elements(lw_json v, lw_json *out) {
    simdjson::dom::array a;
    if (unwrap(v).get(a)) return;
    for (element e : a) *out++ = wrap(e);
}
int lw_json_key(lw_json v, size_t i, const char **bytes, size_t *length) {
    simdjson::dom::object o;
    if (unwrap(v).get(o)) return 0;
    for (auto field : o) {
        if (i-- == 0) {
            *bytes = field.key.data();
            *length = field.key.size();
            return 1;
        }
    }
    return 0;
}
}
