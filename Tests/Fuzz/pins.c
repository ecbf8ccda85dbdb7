// SPDX-License-Identifier: GPL-3.0-or-later

// A PIN takes 256 MB and a third of a second, of which fuzzing would learn nothing: the linker puts these in the
// place of libsodium's (--wrap), which hash the same with the least that it allows. The program has no such switch.
#include <sodium.h>

int __real_crypto_pwhash(unsigned char *, unsigned long long, const char *, unsigned long long, const unsigned char *, unsigned long long, size_t, int);
int __real_crypto_pwhash_str_alg(char *, const char *, unsigned long long, unsigned long long, size_t, int);

int __wrap_crypto_pwhash(unsigned char *out, unsigned long long size, const char *words, unsigned long long length, const unsigned char *salt,
                         unsigned long long operations, size_t memory, int algorithm) {
    (void)operations, (void)memory;
    return __real_crypto_pwhash(out, size, words, length, salt, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN, algorithm);
}

int __wrap_crypto_pwhash_str_alg(char *out, const char *words, unsigned long long length, unsigned long long operations, size_t memory, int algorithm) {
    (void)operations, (void)memory;
    return __real_crypto_pwhash_str_alg(out, words, length, crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN, algorithm);
}
