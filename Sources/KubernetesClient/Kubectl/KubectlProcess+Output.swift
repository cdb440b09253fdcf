import Synchronization

/// A short command of kubectl.
extension KubectlProcess {
    struct Said: Sendable {
        var isSuccess = false
        var output: [UInt8] = []
        var error = ""
    }

    /// It was ended while it waited; what it had said.
    private struct Waits: Error {
        var error: String
    }

    /// What it says. The kubectl of some distributions asks the cluster even for its own configuration, with the user's credential
    /// plugin: one that waits for a person for longer than `limit` is ended, and asked once more where a person can answer.
    static func said(
        _ arguments: [String], _ options: KubectlOptions, login: LoginTerminal? = nil, within limit: Duration = .seconds(10)
    ) async throws -> Said {
        // Somebody who could be asked is not kept waiting.
        let limit = login == nil ? limit : min(limit, .seconds(3))
        do {
            do {
                return try await KubectlProcess(options: options, arguments: arguments).said(within: limit)
            } catch let first as Waits {
                guard let login, !login.isOver else { throw first }
                defer { login.takeBack() }
                return try await KubectlProcess(options: options, arguments: arguments, login: login)
                    .said(within: LoginTerminal.patience)
            }
        } catch let waits as Waits {
            let own = waits.error.split(separator: "\n").last.map { ": \($0)" } ?? ""
            throw ConnectionError(
                .kubectlFailed, "`kubectl \(arguments.prefix(2).joined(separator: " "))` waits, perhaps for a login\(own).",
                remedy: "Log in first, for example with `kubectl get pods\(options.flagText)` in a terminal, then start again.")
        }
    }

    private func said(within limit: Duration) async throws -> Said {
        let said = Mutex(Said())
        let status = try await run(
            started: { _ in },
            said: { output, line in
                said.withLock { if output == .standard { $0.output += Array((line + "\n").utf8) } else { $0.error += line + "\n" } }
            },
            beside: {
                try await Task.sleep(for: limit)
                throw Waits(error: said.withLock(\.error))
            })
        if login != nil, status == Self.brokenOff { throw Self.brokenOff(options) }
        return said.withLock {
            $0.isSuccess = status == "exit status 0"
            return $0
        }
    }

    /// Somebody pressed Ctrl-C where a login was asked for.
    static func brokenOff(_ options: KubectlOptions) -> ConnectionError {
        ConnectionError(
            .kubectlFailed, "The login was broken off.",
            remedy: "Start again, or see whether `kubectl get pods\(options.flagText)` can log in.")
    }
}
