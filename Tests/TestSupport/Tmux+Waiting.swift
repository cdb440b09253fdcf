extension Tmux {
    /// Between two looks at a screen, each of which starts a program.
    private static let pause = Duration.milliseconds(100)

    /// Waits until the screen is as wanted, and returns it.
    @discardableResult
    package func eventually(
        within limit: Duration = .seconds(30), _ what: String, _ fits: @Sendable (String) -> Bool
    ) async throws -> String {
        var last = ""
        return try await Program.eventually(within: limit, every: Self.pause, "\(what) on the screen:\n\(last)") {
            last = try await screen
            return fits(last) ? last : nil
        }
    }

    /// Waits until the screen shows all of the texts, and returns it.
    @discardableResult
    package func shows(_ texts: String..., within limit: Duration = .seconds(30)) async throws -> String {
        try await eventually(within: limit, "\(texts)") { screen in texts.allSatisfy(screen.contains) }
    }

    /// Presses the key, once: a key that is lost must show.
    @discardableResult
    package func press(_ key: String, until text: String, within limit: Duration = .seconds(30)) async throws -> String {
        try await press(key)
        return try await shows(text, within: limit)
    }

    /// Leaves with Escape what shows the text, and waits for that: a key right behind Escape would be one with Alt.
    package func escape(from text: String) async throws {
        try await press("Escape")
        try await eventually("no more \(text)") { !$0.contains(text) }
    }

    /// Answers the question on the screen, when it has stood for longer than the board wants it to be read (300 ms).
    package func answer(_ keys: String...) async throws {
        try await Task.sleep(for: .milliseconds(400))
        for key in keys { try await press(key) }
    }

    /// Sends a request with `s`. A board that has not found all it needs says `not sent:`, which is an answer to the key:
    /// only then, and when the words are gone, it is pressed again.
    @discardableResult
    package func ask(until text: String) async throws -> String {
        let refusal = "not sent: "
        for _ in 0..<5 {
            try await press("s")
            let answer = try await eventually("\(text) after s") { $0.contains(text) || $0.contains(refusal) }
            if answer.contains(text) { return answer }
            try await eventually("no more \(refusal)") { !$0.contains(refusal) }
        }
        throw Program.NotInTime(what: "\(text) after s")
    }
}
