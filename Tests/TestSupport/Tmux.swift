import Foundation

/// A terminal of a given size with a program in it, on a tmux server of its own.
package struct Tmux: Sendable {
    /// Of the tmux server.
    package let socket: String
    package static let session = "test"

    /// Starts the command; its exit code is printed when it ends, and the terminal stays.
    package init(columns: Int, rows: Int, command: String) async throws {
        socket = "failtop-\(UUID().uuidString.prefix(8))"
        try await tmux(
            "new-session", "-d", "-s", Self.session, "-x", "\(columns)", "-y", "\(rows)",
            "\(command); echo \"ended with $?\"; exec cat")
    }

    /// A terminal for as long as `body` runs, whatever comes of it.
    package static func with<Result: Sendable>(
        columns: Int = 120, rows: Int = 36, command: String, isolation: isolated (any Actor)? = #isolation,
        _ body: (Tmux) async throws -> Result
    ) async throws -> Result {
        let terminal = try await Tmux(columns: columns, rows: rows, command: command)
        do {
            let result = try await body(terminal)
            try await terminal.end()
            return result
        } catch {
            try? await terminal.end()
            throw error
        }
    }

    @discardableResult
    private func tmux(_ arguments: String...) async throws -> String {
        try await Program.run(
            "tmux", ["-L", socket, "-f", "/dev/null"] + arguments,
            environment: ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
        ).output
    }

    package func press(_ keys: String...) async throws {
        for key in keys {
            try await tmux("send-keys", "-t", Self.session, key)
            // What follows an escape at once is a key with Alt.
            if key == "Escape" { try await Task.sleep(for: .milliseconds(150)) }
        }
    }

    /// Presses the key until the screen shows the text: the board may say first what it still waits for.
    package func press(_ key: String, until text: String) async throws {
        _ = try await Program.eventually(within: .seconds(30), "\(text) after \(key)") { () async throws -> Bool? in
            try await press(key)
            return (try? await shows(text, within: .seconds(2))) == nil ? nil : true
        }
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

    /// Waits until the screen shows all of the texts, and returns it.
    @discardableResult
    package func shows(_ texts: String..., within limit: Duration = .seconds(30)) async throws -> String {
        let deadline = ContinuousClock.now + limit
        var last = ""
        while ContinuousClock.now < deadline {
            last = try await screen
            if texts.allSatisfy(last.contains) { return last }
        }
        throw Program.NotInTime(what: "\(texts) on the screen:\n\(last)")
    }

    package func end() async throws {
        try await tmux("kill-server")
    }
}
