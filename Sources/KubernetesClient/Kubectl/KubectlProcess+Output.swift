import Synchronization

/// A short command of kubectl.
extension KubectlProcess {
    struct Said: Sendable {
        var isSuccess: Bool
        var output: [UInt8]
        var error: String
    }

    private struct Waits: Error {}

    private final class Words: Sendable {
        let output = Mutex("")
        let error = Mutex("")
    }

    /// What it says. The kubectl of some distributions asks the cluster even for its own configuration, with the user's credential
    /// plugin: one that waits for a person for longer than `limit` is ended, and asked once more where a person can answer.
    static func said(
        _ arguments: [String], _ options: KubectlOptions, login: LoginTerminal? = nil, within limit: Duration = .seconds(10)
    ) async throws -> Said {
        let words = Words()
        // Somebody who could be asked is not kept waiting.
        let limit = login == nil ? limit : min(limit, .seconds(3))
        do {
            return try await said(KubectlProcess(options: options, arguments: arguments), words, within: limit)
        } catch is Waits {
            guard let login, !login.isOver else { throw waits(arguments, options, words) }
            defer { login.takeBack() }
            let again = Words()
            do {
                return try await said(
                    KubectlProcess(options: options, arguments: arguments, login: login), again, within: LoginTerminal.patience)
            } catch is Waits {
                throw waits(arguments, options, again)
            }
        }
    }

    private static func said(_ process: KubectlProcess, _ words: Words, within limit: Duration) async throws -> Said {
        let status = try await process.run(
            started: { _ in },
            said: { output, line in
                switch output {
                case .standard: words.output.withLock { $0 += line + "\n" }
                case .error: words.error.withLock { $0 += line + "\n" }
                }
            },
            beside: {
                try await Task.sleep(for: limit)
                throw Waits()
            })
        if process.login != nil, status == brokenOff { throw brokenOff(process.options) }
        return Said(
            isSuccess: status == "exit status 0", output: Array(words.output.withLock { $0 }.utf8), error: words.error.withLock { $0 })
    }

    /// Somebody pressed Ctrl-C where a login was asked for.
    static func brokenOff(_ options: KubectlOptions) -> ConnectionError {
        ConnectionError(
            .kubectlFailed, "The login was broken off.",
            remedy: "Start again, or see whether `kubectl get pods\(options.flagText)` can log in.")
    }

    private static func waits(_ arguments: [String], _ options: KubectlOptions, _ words: Words) -> ConnectionError {
        let own = words.error.withLock { $0 }.split(separator: "\n").last.map { ": \($0)" } ?? ""
        return ConnectionError(
            .kubectlFailed, "`kubectl \(arguments.prefix(2).joined(separator: " "))` waits, perhaps for a login\(own).",
            remedy: "Log in first, for example with `kubectl get pods\(options.flagText)` in a terminal, then start again.")
    }
}
