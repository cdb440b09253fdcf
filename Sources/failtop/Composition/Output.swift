import Foundation

/// Standard output and error, line by line, without buffering.
enum Output {
    static func line(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
        } catch {
            // Nobody reads any more (`failtop | head`): end in order, as if interrupted.
            kill(getpid(), SIGTERM)
        }
    }

    /// An error for a person: one or two lines, no stack trace.
    static func complain(_ text: String) {
        let prefix = text.hasPrefix("Error:") || text.hasPrefix("failtop:") ? "" : "failtop: "
        try? FileHandle.standardError.write(contentsOf: Data((prefix + text + "\n").utf8))
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }
}
