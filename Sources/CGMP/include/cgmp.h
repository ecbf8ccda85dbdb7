// SPDX-License-Identifier: GPL-3.0-or-later

// GMP as Swift sees it: its names are macros, which Swift can't import. Besides, products in
// Montgomery's form on GMP's own limb functions, with tables for bases that are used again and again.
#ifndef LW_CGMP_H
#define LW_CGMP_H

#include <gmp.h>
#include <stddef.h>
#include <stdint.h>

typedef __mpz_struct lw_z;

/// All memory that GMP gives back is wiped first. Called before the first number is made.
void lw_gmp_wipe_memory(void);

static inline void lw_init(lw_z *a) { mpz_init(a); }
static inline void lw_clear(lw_z *a) { mpz_clear(a); }
static inline void lw_set(lw_z *a, const lw_z *b) { mpz_set(a, b); }
static inline void lw_set_ui(lw_z *a, uint64_t b) { mpz_set_ui(a, b); }
static inline int lw_set_str(lw_z *a, const char *s) { return mpz_set_str(a, s, 10); }
static inline void lw_get_str(char *to, const lw_z *a) { mpz_get_str(to, 10, a); }
static inline size_t lw_digits(const lw_z *a) { return mpz_sizeinbase(a, 10); }
static inline int lw_cmp(const lw_z *a, const lw_z *b) { return mpz_cmp(a, b); }
static inline int lw_sign(const lw_z *a) { return mpz_sgn(a); }
static inline void lw_add(lw_z *r, const lw_z *a, const lw_z *b) { mpz_add(r, a, b); }
static inline void lw_sub(lw_z *r, const lw_z *a, const lw_z *b) { mpz_sub(r, a, b); }
static inline void lw_mul(lw_z *r, const lw_z *a, const lw_z *b) { mpz_mul(r, a, b); }
static inline void lw_mod(lw_z *r, const lw_z *a, const lw_z *m) { mpz_mod(r, a, m); }
static inline int lw_invert(lw_z *r, const lw_z *a, const lw_z *m) { return mpz_invert(r, a, m); }
/// For exponents that anybody may know.
void lw_powm(lw_z *r, const lw_z *b, const lw_z *e, const lw_z *m);
/// Takes the same time and touches the same memory for every exponent of a size. The exponent has to
/// be positive and the modulus odd.
static inline void lw_powm_sec(lw_z *r, const lw_z *b, const lw_z *e, const lw_z *m) { mpz_powm_sec(r, b, e, m); }
static inline void lw_import(lw_z *r, const uint8_t *bytes, size_t n) { mpz_import(r, n, 1, 1, 1, 0, bytes); }
static inline size_t lw_export(uint8_t *to, const lw_z *a) { size_t n = 0; mpz_export(to, &n, 1, 1, 1, 0, a); return n; }
static inline size_t lw_bytes(const lw_z *a) { return (mpz_sizeinbase(a, 2) + 7) / 8; }

/// A modulus of `limbs` limbs, prepared. Read-only once made, so threads may share it.
typedef struct lw_field lw_field;
lw_field *lw_field_new(const lw_z *modulus);

/// A comb of one base: `teeth` bits of the exponent are looked up at once, in `tables` tables
/// (Lim and Lee 1994). For exponents of at most `bits` bits that are public. Not freed by the field.
typedef struct lw_comb lw_comb;
lw_comb *lw_comb_new(const lw_field *field, const lw_z *base, int bits, int teeth, int tables);
void lw_comb_free(lw_comb *comb);

/// r = base^e. r and base below the modulus.
void lw_comb_pow(lw_z *r, const lw_comb *comb, const lw_z *e);
/// r = a·b mod the field's modulus.
void lw_field_mul(lw_z *r, const lw_field *field, const lw_z *a, const lw_z *b);

/// Modular multiplications made so far by all threads, in powers, products and combs; those within
/// `lw_powm` by their usual number.
uint64_t lw_multiplications(void);

#endif
