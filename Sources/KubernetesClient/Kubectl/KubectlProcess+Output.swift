import Subprocess

/// A short command of kubectl.
extension KubectlProcess {
    struct Said: Sendable {
        var isSuccess: Bool
        var output: [UInt8]
        var error: String
    }

    /// What it says. The kubectl of some distributions asks the cluster even for its own configuration, with the user's credential
    /// plugin; one that waits for a person, in a session without a terminal, is ended after `limit`.
    static func said(_ arguments: [String], _ options: KubectlOptions, within limit: Duration = .seconds(10)) async throws -> Said {
        let kubectl = try options.executable()
        return try await withThrowingTaskGroup(of: Said?.self) { group in
            group.addTask {
                let result = try await Subprocess.run(
                    .path(.init(kubectl)), arguments: .init(arguments + options.flags), environment: options.processEnvironment,
                    platformOptions: ownSession, output: .bytes(limit: 4 << 20), error: .string(limit: 64 << 10))
                return Said(
                    isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput, error: result.standardError)
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            if let said = try await group.next() ?? nil { return said }
            throw ConnectionError(
                .kubectlFailed, "`kubectl \(arguments.prefix(2).joined(separator: " "))` waits, perhaps for a login.",
                remedy: "Log in first, for example with `kubectl get pods\(options.flagText)` in a terminal, then start again.")
        }
    }
}
