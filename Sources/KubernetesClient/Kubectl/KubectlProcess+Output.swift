import Synchronization

/// A short command of kubectl.
extension KubectlProcess {
    struct Said: Sendable {
        var status = ""
        var output: [String] = []
        var error: [String] = []

        var isSuccess: Bool { status == "exit status 0" }
    }

    /// What it says. The kubectl of some distributions asks the cluster even for its own configuration, with the user's credential
    /// plugin; one that waits for a person is ended after `limit`, and its words are told.
    static func said(_ arguments: [String], _ options: KubectlOptions, within limit: Duration = .seconds(10)) async throws -> Said {
        let said = Mutex(Said())
        let status = try await KubectlProcess(options: options, arguments: arguments).run(
            started: { _ in },
            said: { output, line in
                said.withLock { if output == .standard { $0.output.append(line) } else { $0.error.append(line) } }
            },
            beside: {
                try await Task.sleep(for: limit)
                let words = said.withLock { $0.error.last }.map { ": \($0)" } ?? ""
                throw ConnectionError(
                    .kubectlFailed, "`kubectl \(arguments.prefix(2).joined(separator: " "))` waits, perhaps for a login\(words)",
                    remedy: "Log in first, for example with `kubectl get pods\(options.flagText)` in a terminal, then start again.")
            })
        return said.withLock {
            $0.status = status
            return $0
        }
    }
}
