import Foundation

/// A terminal of a given size with a program in it, on a tmux server of its own.
package struct Tmux: Sendable {
    /// Of the tmux server.
    package let socket: String
    package static let session = "test"
    /// What ends with the server: a terminal that goes hangs up on its programs.
    private let server: Int32

    /// Starts the command; its exit code is printed when it ends, and the terminal stays.
    private init(columns: Int, rows: Int, command: String) async throws {
        socket = "failtop-\(UUID().uuidString.prefix(8))"
        let started = try await Self.tmux(
            socket,
            [
                "new-session", "-d", "-P", "-F", "#{pid}", "-s", Self.session, "-x", "\(columns)", "-y", "\(rows)",
                "\(command); echo \"ended with $?\"; exec cat",
            ])
        guard let process = Int32(started.output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw NoTerminal(words: started.error)
        }
        server = process
    }

    package struct NoTerminal: Error { package var words: String }

    /// A terminal for as long as `body` runs, whatever comes of it. Its end asks nobody, so that a test that was
    /// cancelled leaves none behind either.
    package static func with<Result: Sendable>(
        columns: Int = 120, rows: Int = 36, command: String, isolation: isolated (any Actor)? = #isolation,
        _ body: (Tmux) async throws -> Result
    ) async throws -> Result {
        let terminal = try await Tmux(columns: columns, rows: rows, command: command)
        defer { kill(terminal.server, SIGTERM) }
        return try await body(terminal)
    }

    private static func tmux(_ socket: String, _ arguments: [String]) async throws -> Program.Outcome {
        try await Program.run(
            "tmux", ["-L", socket, "-f", "/dev/null"] + arguments,
            environment: ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"])
    }

    @discardableResult
    private func tmux(_ arguments: String...) async throws -> String { try await Self.tmux(socket, arguments).output }

    package func press(_ keys: String...) async throws {
        for key in keys {
            try await tmux("send-keys", "-t", Self.session, key)
            // What follows an escape at once is a key with Alt.
            if key == "Escape" { try await Task.sleep(for: .milliseconds(150)) }
        }
    }

    /// Text that the terminal marks as pasted; `asKeys` sends it as if it were typed in one go.
    package func paste(_ text: String, asKeys: Bool = false) async throws {
        try await tmux("set-buffer", "-b", "pasted", text)
        let flags = asKeys ? "-dr" : "-dpr"
        try await tmux("paste-buffer", flags, "-b", "pasted", "-t", Self.session)
    }

    package func resize(columns: Int, rows: Int) async throws {
        try await tmux("resize-window", "-t", Self.session, "-x", "\(columns)", "-y", "\(rows)")
    }

    /// What tmux knows of the terminal's modes, for example `#{alternate_on}`.
    package func format(_ text: String) async throws -> String {
        try await tmux("display-message", "-p", "-t", Self.session, text)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Lets programs set the clipboard, which tmux keeps as its newest buffer.
    package func allowClipboard() async throws { try await tmux("set-option", "-s", "set-clipboard", "on") }

    package var clipboard: String {
        get async throws { try await tmux("show-buffer") }
    }

    package var screen: String {
        get async throws { try await tmux("capture-pane", "-p", "-t", Self.session) }
    }
}
