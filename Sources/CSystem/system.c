#define _GNU_SOURCE
#include "lastword_system.h"
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
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

int lw_lock(const char *path) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return -2;
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        int held = errno == EWOULDBLOCK, saved = errno;
        close(fd);
        errno = saved;
        return held ? -1 : -2;
    }
    /* The file locked must still be the one under that name, or two could each hold "the" lock. */
    struct stat mine, named;
    if (fstat(fd, &mine) != 0 || stat(path, &named) != 0 || mine.st_ino != named.st_ino ||
        mine.st_dev != named.st_dev) {
        close(fd);
        return -1;
    }
    return fd;
}

int lw_lock_is_free(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 1;
    int free_now = flock(fd, LOCK_SH | LOCK_NB) == 0;
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

void lw_die_with_parent(int parent) {
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    /* It may have gone before this one asked to be told. */
    if (getppid() != parent) _exit(143);
}
