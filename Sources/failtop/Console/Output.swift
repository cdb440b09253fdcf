import Foundation
import TerminalCanvas

/// Standard output and error, line by line, without buffering.
enum Output {
    static func print(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
        } catch {
            // Nobody reads any more (`failtop | head`): end in order, as if interrupted.
            kill(getpid(), SIGTERM)
        }
    }

    /// An error for a person: one or two lines, no stack trace.
    static func printError(_ text: String) {
        let prefix = text.hasPrefix("Error:") || text.hasPrefix("failtop:") ? "" : "failtop: "
        // It may hold what a server said: no control sequence of it reaches the terminal.
        try? FileHandle.standardError.write(contentsOf: Data((prefix + Sanitiser.text(text) + "\n").utf8))
    }

    /// Of the terminal; 100 where there is none.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }
}
