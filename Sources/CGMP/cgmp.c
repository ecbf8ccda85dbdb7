// SPDX-License-Identifier: GPL-3.0-or-later
#include "cgmp.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 40 };

static _Atomic uint64_t total;
static _Thread_local uint64_t made;

// Called at the end of each operation: one shared addition, not one for each multiplication.
static void account(void) {
    atomic_fetch_add_explicit(&total, made, memory_order_relaxed);
    made = 0;
}

uint64_t lw_multiplications(void) { return atomic_load_explicit(&total, memory_order_relaxed); }

void lw_powm(lw_z *r, const lw_z *b, const lw_z *e, const lw_z *m) {
    mpz_powm(r, b, e, m);
    // GMP's sliding window: a squaring a bit and a product for about every sixth.
    uint64_t bits = mpz_sizeinbase(e, 2);
    made += bits + bits / 6;
    account();
}

// Wiping

static void wipe(void *p, size_t n) { explicit_bzero(p, n); }

static void *allocate(size_t n) {
    void *p = malloc(n ? n : 1);
    if (!p) abort();
    return p;
}

static void release(void *p, size_t n) {
    if (p) wipe(p, n);
    free(p);
}

static void *reallocate(void *p, size_t old, size_t n) {
    void *q = allocate(n);
    if (p) memcpy(q, p, old < n ? old : n);
    release(p, old);
    return q;
}

void lw_gmp_wipe_memory(void) { mp_set_memory_functions(allocate, reallocate, release); }

// Montgomery's form: a is kept as a·R mod p, R = 2^(64·limbs).

struct lw_field {
    int limbs;
    mp_limb_t negative_inverse;
    mp_limb_t modulus[MOST], one[MOST], square[MOST];
    mpz_t p;
};

static void fixed(mp_limb_t *to, const mpz_t a, int limbs) {
    size_t n = mpz_size(a);
    memset(to, 0, sizeof(mp_limb_t) * (size_t)limbs);
    memcpy(to, mpz_limbs_read(a), sizeof(mp_limb_t) * n);
}

// r = t / R mod p, for t of twice as many limbs, which is used up.
static void reduce(mp_limb_t *r, mp_limb_t *t, const lw_field *f) {
    int n = f->limbs;
    mp_limb_t carry = 0;
    for (int i = 0; i < n; i++) {
        mp_limb_t high = mpn_addmul_1(t + i, f->modulus, n, t[i] * f->negative_inverse);
        // The limb that has become zero keeps what is carried out of its row.
        t[i] = high;
    }
    carry = mpn_add_n(r, t + n, t, n);
    if (carry || mpn_cmp(r, f->modulus, n) >= 0) mpn_sub_n(r, r, f->modulus, n);
}

static void multiply(mp_limb_t *r, const mp_limb_t *a, const mp_limb_t *b, const lw_field *f) {
    mp_limb_t t[2 * MOST];
    if (a == b) mpn_sqr(t, a, f->limbs);
    else mpn_mul_n(t, a, b, f->limbs);
    reduce(r, t, f);
    made++;
}

lw_field *lw_field_new(const lw_z *modulus) {
    int n = (int)mpz_size(modulus);
    if (n > MOST || mpz_even_p(modulus)) return NULL;
    lw_field *f = allocate(sizeof *f);
    f->limbs = n;
    mpz_init_set(f->p, modulus);
    fixed(f->modulus, modulus, n);
    mp_limb_t inverse = 1;
    for (int i = 0; i < 6; i++) inverse *= 2 - f->modulus[0] * inverse;
    f->negative_inverse = -inverse;
    mpz_t r;
    mpz_init_set_ui(r, 1);
    mpz_mul_2exp(r, r, 64 * (unsigned)n);
    mpz_mod(r, r, modulus);
    fixed(f->one, r, n);
    mpz_mul(r, r, r);
    mpz_mod(r, r, modulus);
    fixed(f->square, r, n);
    mpz_clear(r);
    return f;
}

static void enter(mp_limb_t *to, const mpz_t a, const lw_field *f) {
    mp_limb_t plain[MOST];
    fixed(plain, a, f->limbs);
    multiply(to, plain, f->square, f);
}

static void leave(mpz_t to, const mp_limb_t *a, const lw_field *f) {
    mp_limb_t t[2 * MOST];
    int n = f->limbs;
    memcpy(t, a, sizeof(mp_limb_t) * (size_t)n);
    memset(t + n, 0, sizeof(mp_limb_t) * (size_t)n);
    mp_limb_t *out = mpz_limbs_write(to, n);
    mp_limb_t r[MOST];
    reduce(r, t, f);
    memcpy(out, r, sizeof(mp_limb_t) * (size_t)n);
    mpz_limbs_finish(to, n);
}

void lw_field_mul(lw_z *r, const lw_field *f, const lw_z *a, const lw_z *b) {
    mp_limb_t x[MOST], y[MOST];
    fixed(x, a, f->limbs);
    enter(y, b, f);
    multiply(x, x, y, f);
    mp_limb_t *out = mpz_limbs_write(r, f->limbs);
    memcpy(out, x, sizeof(mp_limb_t) * (size_t)f->limbs);
    mpz_limbs_finish(r, f->limbs);
    account();
}

// Combs

struct lw_comb {
    const lw_field *field;
    int teeth, tables, step, block;  // a = step bits between teeth, b = block bits a table
    mp_limb_t *entries;              // tables × (2^teeth − 1) × limbs
};

static mp_limb_t *entry(const lw_comb *c, int table, int index) {
    size_t at = (size_t)table * (((size_t)1 << c->teeth) - 1) + (size_t)index - 1;
    return c->entries + at * (size_t)c->field->limbs;
}

lw_comb *lw_comb_new(const lw_field *f, const lw_z *base, int bits, int teeth, int tables) {
    lw_comb *c = allocate(sizeof *c);
    c->field = f;
    c->teeth = teeth;
    c->block = (bits + teeth * tables - 1) / (teeth * tables);
    c->step = c->block * tables;
    c->tables = tables;
    size_t size = (size_t)tables * (((size_t)1 << teeth) - 1) * (size_t)f->limbs;
    c->entries = malloc(size * sizeof(mp_limb_t));
    if (!c->entries) abort();
    mp_limb_t power[MOST];
    enter(power, base, f);
    int last = (teeth - 1) * c->step + (tables - 1) * c->block;
    for (int bit = 0; bit <= last; bit++) {
        int tooth = bit / c->step, rest = bit % c->step;
        if (rest % c->block == 0) {
            memcpy(entry(c, rest / c->block, 1 << tooth), power, sizeof(mp_limb_t) * (size_t)f->limbs);
        }
        if (bit < last) multiply(power, power, power, f);
    }
    for (int t = 0; t < tables; t++) {
        for (int i = 3; i < 1 << teeth; i++) {
            int low = i & -i;
            if (low != i) multiply(entry(c, t, i), entry(c, t, i ^ low), entry(c, t, low), f);
        }
    }
    return c;
}

void lw_comb_free(lw_comb *c) {
    if (!c) return;
    free(c->entries);
    free(c);
}

void lw_comb_pow(lw_z *r, const lw_comb *c, const lw_z *e) {
    const lw_field *f = c->field;
    mp_limb_t sum[MOST];
    int begun = 0;
    for (int k = c->block - 1; k >= 0; k--) {
        if (begun) multiply(sum, sum, sum, f);
        for (int t = c->tables - 1; t >= 0; t--) {
            int index = 0;
            for (int i = 0; i < c->teeth; i++) {
                unsigned bit = (unsigned)(i * c->step + t * c->block + k);
                index |= mpz_tstbit(e, bit) << i;
            }
            if (!index) continue;
            if (begun) multiply(sum, sum, entry(c, t, index), f);
            else memcpy(sum, entry(c, t, index), sizeof(mp_limb_t) * (size_t)f->limbs);
            begun = 1;
        }
    }
    leave(r, begun ? sum : f->one, f);
    account();
}
