// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LASTWORD_SYSTEM_H
#define LASTWORD_SYSTEM_H
#include <stddef.h>
#include <stdint.h>

/* Converts `length` bytes of GB18030 at `bytes` to UTF-8. Returns a malloc'ed buffer and its
   length in `out_length`, or NULL with the offset of the first byte that cannot be read in
   `bad_offset`. */
char *lw_gb18030_to_utf8(const char *bytes, size_t length, size_t *out_length, size_t *bad_offset);

/* UTF-16 (with or without byte order mark: `big` says which order applies). Same contract. */
char *lw_utf16_to_utf8(const char *bytes, size_t length, int big, size_t *out_length,
                       size_t *bad_offset);

/* Opens a plain file to read it, or to read and write it, without following a last link and without
   waiting for anybody at the other end of a pipe. Returns the descriptor, or -1 (errno; EINVAL where
   it isn't a plain file). */
int lw_open_plain(const char *path, int writes);
/* Opens the note that stands beside a locked file, making it where there is none; it has to be a plain
   file with one name. Returns the descriptor, or -1 (errno; EINVAL where it is anything else). */
int lw_open_note(const char *path);

/* Takes the one writer's lock of a plain file, on the file itself, without waiting: an open-file-description
   lock far beyond any byte that SQLite locks. It goes with the descriptor, and with no other one.
   Returns the descriptor, -1 when another process holds it, -2 on any other error (errno). */
int lw_lock(const char *path);
/* 1 when nobody holds the lock, 0 when somebody does; takes nothing. */
int lw_lock_is_free(const char *path);
/* Whether a path leads to the open file: 1 or 0. */
int lw_is_at(int descriptor, const char *path);

/* Installs handlers for SIGINT, SIGTERM and SIGHUP that only set a flag. */
void lw_watch_interrupts(void);
/* The same for SIGTERM and SIGHUP. */
void lw_watch_endings(void);
/* The signal that arrived, or 0. */
int lw_interrupted(void);
/* SIGPIPE and SIGXFSZ become error returns (EPIPE, EFBIG) instead of a death. */
void lw_ignore_write_signals(void);
/* At least so many descriptors may be open, the limit raised where the system lets it. 0; -1: fewer are allowed. */
int lw_require_descriptors(int count);

/* No core dump, no other process of the user may read this one's memory, and as much of it may be
   locked as the system allows. */
void lw_no_core(void);
/* fork(2): only to be called before a thread or a secret is there. */
int lw_fork(void);
/* Whether no other process of the user could have opened this one's memory since its first instruction. */
int lw_is_shielded(void);
/* The process that traces another one, 0 for none. */
int lw_tracer(int pid);
/* Runs this program anew from a copy in memory that nobody may read, so that the kernel lets no other process
   of the user at its memory from the first instruction on. Returns only where that can't be done. */
void lw_shield(char *const arguments[], char *const environment[]);
/* Starts this very program in a new process that is shielded if this one is; the signals are the child's to
   handle. Returns the process, or -1. */
int lw_spawn(char *const arguments[], char *const environment[]);
/* SIGTERM when the parent goes; ends at once when it isn't the parent any more. */
void lw_die_with_parent(int parent);

/* Milliseconds since boot, counting sleep; for noticing jumps of the wall clock. */
int64_t lw_boot_milliseconds(void);
/* The file system's magic number, 0 when unknown (see statfs(2)). */
long lw_file_system(const char *path);
#endif
