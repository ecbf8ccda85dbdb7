// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "lastword_terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

static int pipes[2] = {-1, -1};
static struct termios saved;
static int has_saved;
static volatile sig_atomic_t armed;
static char sequence[512];
static size_t sequence_count;

int lw_utf8_locale(void) {
    const char *names[] = {"", "C.UTF-8", "C.utf8", "en_US.UTF-8", "zh_CN.UTF-8"};
    for (int i = 0; i < 5; i++)
        if (setlocale(LC_CTYPE, names[i]) && !strcmp(nl_langinfo(CODESET), "UTF-8"))
            return i == 0 ? 1 : 2;
    return 0;
}

int lw_cells(uint32_t c) {
    static locale_t utf8;
    if (c >= 0x20 && c < 0x7F) return 1;
    if (!utf8) {
        locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
        if (!made) return -1;
        utf8 = made;
    }
    locale_t before = uselocale(utf8);
    int cells = wcwidth((wchar_t)c);
    uselocale(before);
    return cells;
}

static void on_signal(int s) {
    int before = errno;
    unsigned char b = (unsigned char)s;
    ssize_t done = write(pipes[1], &b, 1);
    (void)done;
    errno = before;
}

static void on_crash(int s) {
    lw_terminal_restore();
    /* Registers and memory on a screen would show what nobody may see: the default says nothing. */
    signal(s, SIG_DFL);
    raise(s);
}

int lw_terminal_signals(void) {
    if (pipes[0] < 0 && pipe2(pipes, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    struct sigaction action = {0};
    action.sa_handler = on_signal;
    int watched[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH};
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) sigaction(watched[i], &action, NULL);
    signal(SIGTSTP, SIG_IGN);
    signal(SIGTTOU, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    static char stack[65536];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    struct sigaction crash = {0};
    crash.sa_handler = on_crash;
    crash.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
    int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) sigaction(deadly[i], &crash, NULL);
    return 0;
}

int lw_terminal_signal(void) {
    unsigned char b;
    return pipes[0] >= 0 && read(pipes[0], &b, 1) == 1 ? b : 0;
}

int lw_terminal_save(void) {
    if (tcgetattr(0, &saved) != 0) return -1;
    has_saved = 1;
    return 0;
}

void lw_terminal_arm(const char *bytes, size_t count) {
    if (count > sizeof sequence) count = sizeof sequence;
    memcpy(sequence, bytes, count);
    sequence_count = count;
    armed = 1;
}

int lw_write_all(int descriptor, const void *bytes, size_t count) {
    const char *at = bytes;
    while (count > 0) {
        ssize_t done = write(descriptor, at, count);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0 && errno == EAGAIN) {
            struct pollfd full = {descriptor, POLLOUT, 0};
            if (poll(&full, 1, 5000) == 1) continue;
            errno = EAGAIN;
        }
        if (done <= 0) return -1;
        at += done;
        count -= (size_t)done;
    }
    return 0;
}

void lw_terminal_restore(void) {
    if (!armed) return;
    armed = 0;
    /* Once: a terminal that takes no bytes must not keep a program from ending. */
    ssize_t done = write(1, sequence, sequence_count);
    (void)done;
    if (has_saved) tcsetattr(0, TCSANOW, &saved);
}

void lw_terminal_rescue(void) {
    /* ESC[3J: a terminal without a second screen keeps what is cleared in its scrollback. */
    static const char plain[] = "\033[?2004l\033[?1006l\033[?1002l\033[?1000l\033[m\033[H\033[2J\033[3J"
                                "\033[?1049l\033[?25h\033[?1l\033>\033[m";
    if (has_saved) tcsetattr(0, TCSANOW, &saved);
    const char *term = getenv("TERM");
    if (!isatty(1) || !term || !strcmp(term, "dumb")) return;
    ssize_t done = write(1, plain, sizeof plain - 1);
    (void)done;
}

void lw_terminal_cover(void) {
    static const char plain[] = "\033[m\033[H\033[2J\033[3J";
    if (!isatty(1)) return;
    ssize_t done = write(1, plain, sizeof plain - 1);
    (void)done;
}

int lw_terminal_ready(int milliseconds) {
    struct pollfd item = {.fd = 0, .events = POLLIN};
    int ready = poll(&item, 1, milliseconds);
    return ready < 0 ? -1 : ready > 0;
}

int lw_terminal_hung_up(void) {
    struct pollfd item = {.fd = 0, .events = POLLIN};
    return poll(&item, 1, 0) == 1 && (item.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

static volatile sig_atomic_t line_signal;
static void on_line_signal(int s) { line_signal = s; }
void lw_line_signals(void) {
    struct sigaction action = {0};
    action.sa_handler = on_line_signal; /* no SA_RESTART: a blocked read returns EINTR */
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGTSTP, SIG_IGN);
}
int lw_line_signal(void) { return line_signal; }

static struct termios shown;
static int is_hidden;
static void hide(tcflag_t flags) {
    struct termios t;
    if (is_hidden || tcgetattr(0, &shown) != 0) return;
    t = shown;
    t.c_lflag &= ~flags;
    t.c_cc[VMIN] = 1;
    t.c_cc[VTIME] = 0;
    is_hidden = tcsetattr(0, TCSANOW, &t) == 0;
}
void lw_terminal_hide(void) { hide(ECHO); }
void lw_terminal_hide_keys(void) { hide(ECHO | ICANON); }
void lw_terminal_show(void) {
    if (is_hidden) tcsetattr(0, TCSANOW, &shown);
    is_hidden = 0;
}

int lw_terminal_is(void) { return isatty(0) && isatty(1); }

int lw_terminal_size(int *rows, int *columns) {
    struct winsize w;
    if (ioctl(1, TIOCGWINSZ, &w) != 0 || w.ws_row == 0 || w.ws_col == 0) return -1;
    *rows = w.ws_row;
    *columns = w.ws_col;
    return 0;
}

int lw_terminal_wait(int milliseconds) {
    struct pollfd items[2] = {{.fd = 0, .events = POLLIN}, {.fd = pipes[0], .events = POLLIN}};
    int ready = poll(items, pipes[0] >= 0 ? 2 : 1, milliseconds);
    if (ready < 0) return errno == EINTR ? 2 : 4;
    int bits = 0;
    /* A terminal that is gone says "readable" too, and gives nothing for ever. */
    if (items[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
        bits |= 4;
    } else if (items[0].revents & POLLIN) {
        int waiting = 0;
        bits |= ioctl(0, FIONREAD, &waiting) == 0 && waiting == 0 ? 4 : 1;
    }
    if (items[1].revents & POLLIN) bits |= 2;
    return bits;
}

void lw_terminal_drain(void) { tcflush(0, TCIFLUSH); }
