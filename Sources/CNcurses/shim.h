// Accessors for what Swift cannot see or may not touch: macros, variadic functions and global variables of ncurses.
#pragma once
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#define NCURSES_WIDECHAR 1
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <ncurses.h>
// term.h names capabilities with short macros that would shadow ordinary identifiers.
#undef columns
#undef lines
#undef buttons
#undef tab
#undef bell

static inline WINDOW *nct_stdscr(void) { return stdscr; }
static inline int nct_colors(void) { return COLORS; }
static inline int nct_color_pairs(void) { return COLOR_PAIRS; }

static inline attr_t nct_attribute_bold(void) { return A_BOLD; }
static inline attr_t nct_attribute_dim(void) { return A_DIM; }
static inline attr_t nct_attribute_reverse(void) { return A_REVERSE; }
static inline attr_t nct_attribute_underline(void) { return A_UNDERLINE; }

/// Puts one character with its combining marks into a cell, without moving on, scrolling or wrapping.
static inline int nct_put(int row, int column, const wchar_t *text, attr_t attributes, short pair) {
    cchar_t cell;
    if (setcchar(&cell, text, attributes, pair, NULL) == ERR) return ERR;
    return mvwadd_wchnstr(stdscr, row, column, &cell, 1);
}

/// wchar.h declares it only for feature levels that the importer does not ask for.
extern int wcwidth(wchar_t character);
static inline int nct_width(wchar_t character) { return wcwidth(character); }

extern int posix_openpt(int flags);
extern int grantpt(int fd);
extern int unlockpt(int fd);
extern char *ptsname(int fd);

/// Both ends of a new pseudo terminal; 1 on success. What a terminal emulator does, and the tests with it.
static inline int nct_open_pty(int *outside, int *inside) {
    *outside = posix_openpt(O_RDWR | O_NOCTTY);
    if (*outside < 0 || grantpt(*outside) != 0 || unlockpt(*outside) != 0) return 0;
    *inside = open(ptsname(*outside), O_RDWR | O_NOCTTY);
    return *inside >= 0 && fcntl(*outside, F_SETFL, O_NONBLOCK) == 0;
}

static inline const char *nct_last_error(void) { return strerror(errno); }

static inline int nct_codeset_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }
/// A stream on a copy of the descriptor, so that closing it leaves the original open; children do not inherit it.
static inline FILE *nct_open_copy(int fd, const char *mode) {
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    return copy < 0 ? NULL : fdopen(copy, mode);
}

static inline void nct_use_locale_of_environment(void) { setlocale(LC_CTYPE, ""); }

/// Whether the terminal type can place its cursor; a type that cannot shows no board.
static inline int nct_can_move_cursor(void) {
    const char *text = tigetstr("cup");
    return text != NULL && text != (char *)-1;
}

/// 1 and the size of the terminal behind `fd`, or 0.
static inline int nct_window_size(int fd, int *columns_out, int *rows_out) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return 0;
    *columns_out = size.ws_col;
    *rows_out = size.ws_row;
    return 1;
}

/// 1 when `fd` has reached its end: it reports something to read and has no bytes, or an error.
static inline int nct_is_at_end(int fd) {
    struct pollfd state = {.fd = fd, .events = POLLIN};
    if (poll(&state, 1, 0) < 0) return errno != EINTR;
    if (state.revents & (POLLERR | POLLNVAL)) return 1;
    int waiting = 0;
    if (ioctl(fd, FIONREAD, &waiting) != 0) return 0;
    return waiting == 0 && (state.revents & (POLLIN | POLLHUP)) != 0;
}

/// 1 when nothing written to `fd` can arrive any more.
static inline int nct_is_hung_up(int fd) {
    struct pollfd state = {.fd = fd, .events = POLLOUT};
    return poll(&state, 1, 0) > 0 && (state.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

/// How many bytes can be read from `fd` without waiting.
static inline int nct_bytes_waiting(int fd) {
    int waiting = 0;
    return ioctl(fd, FIONREAD, &waiting) == 0 ? waiting : 0;
}

static inline void nct_watch_mouse(int on) {
    mmask_t buttons_mask = BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED;
#ifdef BUTTON5_PRESSED
    buttons_mask |= BUTTON5_PRESSED;
#endif
    mouseinterval(0);
    mousemask(on ? buttons_mask : 0, NULL);
}

#include "guard.h"
