import Foundation

/// Standard output and error, line by line, without buffering.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// An error for a person: one or two lines, no stack trace.
    static func complain(_ text: String) {
        let prefix = text.hasPrefix("Error:") || text.hasPrefix("failtop:") ? "" : "failtop: "
        FileHandle.standardError.write(Data((prefix + text + "\n").utf8))
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }
}
