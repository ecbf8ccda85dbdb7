// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "lastword_system.h"
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <stdlib.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

static char *convert(const char *from, const char *bytes, size_t length, size_t *out_length,
                     size_t *bad_offset) {
    iconv_t cd = iconv_open("UTF-8", from);
    if (cd == (iconv_t)-1) { *bad_offset = 0; return NULL; }
    size_t capacity = length * 4 + 16;
    char *out = malloc(capacity);
    char *in = (char *)bytes, *to = out;
    size_t in_left = length, out_left = capacity;
    if (!out || iconv(cd, &in, &in_left, &to, &out_left) == (size_t)-1) {
        *bad_offset = (size_t)(in - bytes);
        free(out);
        iconv_close(cd);
        return NULL;
    }
    iconv_close(cd);
    *out_length = capacity - out_left;
    return out;
}

char *lw_gb18030_to_utf8(const char *bytes, size_t length, size_t *out_length, size_t *bad_offset) {
    return convert("GB18030", bytes, length, out_length, bad_offset);
}

char *lw_utf16_to_utf8(const char *bytes, size_t length, int big, size_t *out_length,
                       size_t *bad_offset) {
    return convert(big ? "UTF-16BE" : "UTF-16LE", bytes, length, out_length, bad_offset);
}

static int open_checked(const char *path, int flags, int only_name) {
    int fd = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (fd < 0) return -1;
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || (only_name && info.st_nlink != 1)) {
        close(fd);
        errno = EINVAL;
        return -1;
    }
    return fd;
}

int lw_open_plain(const char *path, int writes) {
    return open_checked(path, writes ? O_RDWR : O_RDONLY, 0);
}
int lw_open_note(const char *path) { return open_checked(path, O_RDWR | O_CREAT, 1); }

/* SQLite locks bytes from 2^30 on; no register reaches this one. */
static const off_t lock_byte = (off_t)1 << 62;

static struct flock one_byte(short type) {
    struct flock lock = {0};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = lock_byte;
    lock.l_len = 1;
    return lock;
}

int lw_is_at(int descriptor, const char *path) {
    struct stat mine, named;
    return fstat(descriptor, &mine) == 0 && lstat(path, &named) == 0 && mine.st_ino == named.st_ino &&
           mine.st_dev == named.st_dev;
}

int lw_lock(const char *path) {
    int fd = lw_open_plain(path, 1);
    if (fd < 0) return -2;
    struct flock lock = one_byte(F_WRLCK);
    while (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
        if (errno == EINTR) continue;
        int held = errno == EAGAIN || errno == EACCES, saved = errno;
        close(fd);
        errno = saved;
        return held ? -1 : -2;
    }
    /* The file locked must still be the one under that name, or two could each hold "the" lock. */
    if (!lw_is_at(fd, path)) {
        close(fd);
        return -1;
    }
    return fd;
}

int lw_lock_is_free(const char *path) {
    int fd = lw_open_plain(path, 0);
    if (fd < 0) return 1;
    struct flock lock = one_byte(F_WRLCK);
    int free_now = fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK;
    close(fd);
    return free_now;
}

static volatile sig_atomic_t interrupted;
static void on_interrupt(int signal_number) { interrupted = signal_number; }

void lw_watch_endings(void) {
    struct sigaction action = {0};
    action.sa_handler = on_interrupt; /* no SA_RESTART: a blocked read returns EINTR */
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}
void lw_watch_interrupts(void) {
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);
    lw_watch_endings();
}
int lw_interrupted(void) { return interrupted; }

void lw_ignore_write_signals(void) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

int lw_require_descriptors(int count) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= (rlim_t)count) return 0;
    limit.rlim_cur = limit.rlim_max < (rlim_t)count ? limit.rlim_max : (rlim_t)count;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur >= (rlim_t)count ? 0 : -1;
}

int64_t lw_boot_milliseconds(void) {
    struct timespec t;
    if (clock_gettime(CLOCK_BOOTTIME, &t) != 0) return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

long lw_file_system(const char *path) {
    struct statfs s;
    return statfs(path, &s) == 0 ? (long)s.f_type : 0;
}

void lw_no_core(void) {
    struct rlimit lock;
    if (getrlimit(RLIMIT_MEMLOCK, &lock) == 0) {
        lock.rlim_cur = lock.rlim_max;
        setrlimit(RLIMIT_MEMLOCK, &lock);
    }
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int lw_fork(void) { return (int)fork(); }

/* A program file that its user may run and not read gets memory that the user's other processes may not
   open, nor trace, from its first instruction on (execve(2), "dumpable" in prctl(2)). Installed so it
   needs nothing more; a file that can be read is run from a copy that can't. */

static int was_shielded;
__attribute__((constructor)) static void look_at_start(void) {
    was_shielded = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 1;
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    /* A program run from a copy in memory would be called after that. */
    if (was_shielded) prctl(PR_SET_NAME, "lastword", 0, 0, 0);
}
int lw_is_shielded(void) { return was_shielded; }

int lw_tracer(int pid) {
    char text[4096];
    snprintf(text, sizeof text, "/proc/%d/status", pid);
    int fd = open(text, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    ssize_t count = read(fd, text, sizeof text - 1);
    close(fd);
    if (count <= 0) return 0;
    text[count] = 0;
    const char *line = strstr(text, "TracerPid:");
    return line ? atoi(line + 10) : 0;
}

/* Root may read every file unless it does without these two for a moment; execve gives them back. */
static void drop_reading(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data) != 0) return;
    data[0].effective &= ~((1u << CAP_DAC_OVERRIDE) | (1u << CAP_DAC_READ_SEARCH));
    syscall(SYS_capset, &header, data);
}
static void regain_reading(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data) != 0) return;
    data[0].effective = data[0].permitted;
    data[1].effective = data[1].permitted;
    syscall(SYS_capset, &header, data);
}

void lw_shield(char *const arguments[], char *const environment[]) {
    int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (from < 0) return;
    struct stat info;
    /* MFD_EXEC is new: older kernels refuse it and need no saying. */
    int copy = memfd_create("lastword", MFD_CLOEXEC | MFD_ALLOW_SEALING | 0x0010U);
    if (copy < 0) copy = memfd_create("lastword", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (copy >= 0 && fstat(from, &info) == 0) {
        off_t done = 0;
        while (done < info.st_size) {
            ssize_t part = sendfile(copy, from, &done, (size_t)(info.st_size - done));
            if (part <= 0) break;
        }
        if (done == info.st_size && fchmod(copy, 0111) == 0 &&
            fcntl(copy, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0) {
            drop_reading();
            syscall(SYS_execveat, copy, "", arguments, environment, AT_EMPTY_PATH);
            regain_reading();
        }
    }
    if (copy >= 0) close(copy);
    close(from);
}

int lw_spawn(char *const arguments[], char *const environment[]) {
    pid_t child = fork();
    if (child != 0) return (int)child;
    int handled[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT};
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++) signal(handled[i], SIG_DFL);
    if (was_shielded) drop_reading();
    execve("/proc/self/exe", arguments, environment);
    _exit(127);
}

void lw_die_with_parent(int parent) {
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    /* It may have gone before this one asked to be told. */
    if (getppid() != parent) _exit(143);
}
