// What must run in a signal handler, and therefore in C: only async-signal-safe calls (signal-safety(7)) and memory
// that exists already. The static variables live once per object file, so one Swift file (TerminalGuard.swift) is
// the only caller of these functions.
#pragma once
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>

struct nct_guard_state {
    int armed;
    int output;
    int input;
    pid_t owner;
    int pipe_write;
    size_t leave_length;
    char leave[512];
    struct termios modes;
    int has_modes;
    struct sigaction old_actions[65];
    unsigned char is_installed[65];
    char stack[65536];
};
/// Inside a function, because a variable at file level is only declared to Swift, never emitted.
static inline struct nct_guard_state *nct_guard_state(void) {
    static struct nct_guard_state state = {.pipe_write = -1};
    return &state;
}
#define nct_guard (*nct_guard_state())

/// Appends a terminfo string without its padding (`$<5>`), which only old hardware needs.
static inline void nct_guard_append(const char *text) {
    if (text == NULL || text == (char *)-1) return;
    while (*text && nct_guard.leave_length < sizeof nct_guard.leave) {
        if (text[0] == '$' && text[1] == '<') {
            while (*text && *text != '>') text++;
            if (*text) text++;
            continue;
        }
        nct_guard.leave[nct_guard.leave_length++] = *text++;
    }
}

static inline void nct_guard_leave(void) {
    if (!nct_guard.armed || getpid() != nct_guard.owner) return;
    nct_guard.armed = 0;
    size_t sent = 0;
    while (sent < nct_guard.leave_length) {
        ssize_t count = write(nct_guard.output, nct_guard.leave + sent, nct_guard.leave_length - sent);
        if (count <= 0) break;
        sent += (size_t)count;
    }
    if (nct_guard.has_modes) tcsetattr(nct_guard.input, TCSANOW, &nct_guard.modes);
}

static void nct_guard_on_signal(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    if (getpid() == nct_guard.owner && nct_guard.pipe_write >= 0) {
        ssize_t count = write(nct_guard.pipe_write, &byte, 1);
        (void)count;
    }
    errno = saved;
}

/// Restores the terminal, then lets whoever was there before handle the crash.
static void nct_guard_on_crash(int number) {
    nct_guard_leave();
    sigaction(number, &nct_guard.old_actions[number], NULL);
    // A fault happens again when the handler returns; a signal that was sent has to be sent again.
    raise(number);
}

static void nct_guard_at_exit(void) { nct_guard_leave(); }

static inline void nct_guard_install(int number, void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    struct sigaction *old = nct_guard.is_installed[number] ? NULL : &nct_guard.old_actions[number];
    if (sigaction(number, &action, old) == 0) nct_guard.is_installed[number] = 1;
}

/// Reads the modes of `input` before anything changes them. To be called before `newterm`: where ncurses finds no handler
/// of SIGTSTP it takes the signal for itself and ignores it during each update (lib_tstp.c), and a Ctrl-Z pressed then is lost.
static inline void nct_guard_save_modes(int input) {
    nct_guard_install(SIGTSTP, nct_guard_on_signal, SA_RESTART);
    nct_guard.input = input;
    nct_guard.has_modes = tcgetattr(input, &nct_guard.modes) == 0;
}

/// Returns the reading end of a pipe that carries the number of each signal, or -1.
static inline int nct_guard_arm(int output) {
    static int exits = 0;
    int ends[2];
    if (pipe(ends) != 0) return -1;
    for (int index = 0; index < 2; index++) {
        fcntl(ends[index], F_SETFD, FD_CLOEXEC);
        fcntl(ends[index], F_SETFL, O_NONBLOCK);
    }
    nct_guard.output = output;
    nct_guard.owner = getpid();
    nct_guard.pipe_write = ends[1];
    nct_guard.leave_length = 0;
    nct_guard_append("\033[?2004l\033[?1006;1000l");
    nct_guard_append(tigetstr("sgr0"));
    nct_guard_append(tigetstr("cnorm"));
    nct_guard_append(tigetstr("rmkx"));
    nct_guard_append(tigetstr("rmcup"));
    nct_guard.armed = 1;
    if (!exits) exits = atexit(nct_guard_at_exit) == 0;

    stack_t stack = {.ss_sp = nct_guard.stack, .ss_size = sizeof nct_guard.stack};
    sigaltstack(&stack, NULL);
    static const int crashes[] = {SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGTRAP, SIGFPE};
    for (size_t index = 0; index < sizeof crashes / sizeof *crashes; index++)
        nct_guard_install(crashes[index], nct_guard_on_crash, SA_ONSTACK | SA_NODEFER);
    static const int watched[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
    for (size_t index = 0; index < sizeof watched / sizeof *watched; index++)
        nct_guard_install(watched[index], nct_guard_on_signal, SA_RESTART);
    return ends[0];
}

/// Stops this process as Ctrl-Z does, and returns when it is continued.
static inline void nct_guard_stop_process(void) {
    struct sigaction stop;
    memset(&stop, 0, sizeof stop);
    stop.sa_handler = SIG_DFL;
    sigemptyset(&stop.sa_mask);
    sigaction(SIGTSTP, &stop, NULL);
    // The main queue may run on a thread that blocks signals; the stop must come now, before the handler is back.
    sigset_t only, before;
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &only, &before);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    nct_guard_install(SIGTSTP, nct_guard_on_signal, SA_RESTART);
}

/// Puts every handler back as it was; the terminal itself has been restored by then.
static inline void nct_guard_disarm(void) {
    nct_guard.armed = 0;
    for (int number = 1; number < 65; number++) {
        if (!nct_guard.is_installed[number]) continue;
        sigaction(number, &nct_guard.old_actions[number], NULL);
        nct_guard.is_installed[number] = 0;
    }
    if (nct_guard.pipe_write >= 0) close(nct_guard.pipe_write);
    nct_guard.pipe_write = -1;
}

static inline int nct_signal_interrupt(void) { return SIGINT; }
static inline int nct_signal_terminate(void) { return SIGTERM; }
static inline int nct_signal_hangup(void) { return SIGHUP; }
static inline int nct_signal_resize(void) { return SIGWINCH; }
static inline int nct_signal_stop(void) { return SIGTSTP; }
static inline int nct_signal_continue(void) { return SIGCONT; }
