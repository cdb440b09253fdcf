import Foundation
import PlainText
import Synchronization

/// The terminal, lent to kubectl before the screen starts: a credential plugin may ask a person there, on its standard input,
/// on the terminal itself, or by a page and a code that it writes.
///
/// Lent means that the plugin's process group is the terminal's foreground group: it gets the keys, Ctrl-C included. Afterwards
/// it finds no terminal to read, and its words go where the other words of kubectl go.
///
/// Concurrency: a mutex guards the few values; who waits for the end waits on a stream.
package final class LoginTerminal: Sendable {
    private struct State {
        var isOver = false
        var isWanted = false
        var isLent = false
        var modes: termios?
        var waiting: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    /// A login that asks somebody takes at most so long.
    static let patience = Duration.seconds(900)

    /// nil where nobody can be asked: standard input or standard error is no terminal, or we are in its background, where taking
    /// it would stop us.
    package init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1, Self.isOurs else { return nil }
    }

    private static var isOurs: Bool { tcgetpgrp(STDIN_FILENO) == getpgrp() }

    var isOver: Bool { state.withLock(\.isOver) }
    /// A plugin could not do without it.
    var isWanted: Bool { state.withLock { $0.isWanted && !$0.isOver } }

    /// A kubectl that runs has it.
    var isLent: Bool { state.withLock(\.isLent) }

    func want() { state.withLock { $0.isWanted = true } }

    /// Asking led nowhere: kubectl must go on without it.
    func giveUp() { state.withLock { $0.isWanted = false } }

    func lend(to group: Int32) {
        state.withLock { $0.isLent = true }
        guard Self.isOurs else { return }
        state.withLock { state in
            var modes = termios()
            if state.modes == nil, tcgetattr(STDIN_FILENO, &modes) == 0 { state.modes = modes }
        }
        tcsetpgrp(STDIN_FILENO, group)
    }

    /// As it was before it was lent: a plugin that ended while it read a password left it without echo.
    func takeBack() {
        let modes = state.withLock { state in
            state.isLent = false
            return state.modes
        }
        guard let modes else { return }
        // From the background, taking it would stop us.
        var (mask, before) = (sigset_t(), sigset_t())
        sigemptyset(&mask)
        sigaddset(&mask, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &mask, &before)
        tcsetpgrp(STDIN_FILENO, getpgrp())
        withUnsafePointer(to: modes) { _ = tcsetattr(STDIN_FILENO, TCSADRAIN, $0) }
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    /// Nobody is asked any more; the screen may start.
    package func finish() {
        guard !isOver else { return }
        takeBack()
        let waiting = state.withLock { state in
            state.isOver = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.finish() }
    }

    package func untilOver() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        state.withLock { state in
            if state.isOver { continuation.finish() } else { state.waiting.append(continuation) }
        }
        for await _ in stream {}
    }

    /// What a plugin says, as it says it: a question does not end its line.
    func show(_ bytes: some Sequence<UInt8>) {
        guard !isOver else { return }
        let text = String(decoding: Array(bytes), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { ANSI.plain(String($0)) }
        FileHandle.standardError.write(Data(lines.joined(separator: "\n").utf8))
    }
}
