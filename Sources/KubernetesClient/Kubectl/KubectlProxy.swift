import FailoverModel
import Foundation
import Logging
import Subprocess
import WireFormats

/// Keeps `kubectl proxy --unix-socket=…` running: kubectl is the one door to the cluster, with the user's own credentials.
///
/// The child never outlives this process, however that ends: a small shell holds the far end of a pipe from here and ends
/// kubectl when the pipe closes. On cancellation the whole process group is ended and the socket's folder removed.
/// The path of the socket stays the same across restarts.
struct KubectlProxy: Sendable {
    let options: KubectlOptions
    let folder: ProxyFolder
    let health: ProxyHealth
    let run: RunContext

    /// `$1` is the socket, `$2` its folder, the rest the command. `read` returns when the pipe closes.
    static let guardian = """
        socket=$1; folder=$2; shift 2
        exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        (read _ <&3; rm -f "$socket"; rmdir "$folder"; kill $child) 2>/dev/null & watch=$!
        exec 3<&-
        wait $child; status=$?
        kill $watch 2>/dev/null
        exit $status
        """

    /// Until cancelled. Makes the folder first; after that nothing is fatal.
    func untilCancelled() async throws {
        let kubectl = try options.executable()
        try folder.create()
        defer { folder.remove() }
        var backoff = run.rules.backoff
        while true {
            let startedAt = run.now()
            let status: String
            do {
                status = try await once(kubectl)
            } catch let error where !(error is CancellationError) && !Task.isCancelled {
                status = "cannot be started: \(error)"
            }
            try Task.checkCancellation()
            let problem = health.ended(status)
            run.logger.warning("\(problem)")
            backoff.held(for: run.now() - startedAt)
            try await run.clock.sleep(for: backoff.next(random: run.random()))
        }
    }

    /// One life of kubectl; returns how it ended.
    private func once(_ kubectl: String) async throws -> String {
        var platform = PlatformOptions()
        // A group of its own: a Ctrl-C meant for the board must not end it first, and all of it can be ended at once.
        platform.processGroupID = 0
        platform.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(300)),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100)),
        ]
        // Whatever a killed predecessor left would be in the way.
        try? FileManager.default.removeItem(atPath: folder.socket)
        let command = [kubectl, "proxy", "--unix-socket=\(folder.socket)"] + options.flags
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: .init(["-c", Self.guardian, "sh", folder.socket, folder.path] + command),
            environment: options.processEnvironment, platformOptions: platform, input: .inputWriter,
            output: .discarded, error: .sequence
        ) { execution in
            health.started(processID: execution.processIdentifier.value)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await waitForSocket() }
                var framer = LineFramer(maximumLength: 4 << 10)
                for try await buffer in execution.standardError {
                    let lines = buffer.withUnsafeBytes { framer.append($0) }
                    for line in lines where !line.isEmpty { health.said(line.text) }
                }
                group.cancelAll()
                // Held open until here: its end is what tells the guardian that we are gone.
                try? await execution.standardInputWriter.finish()
            }
        }
        switch result.terminationStatus {
        case .exited(let code): return "exit status \(code)"
        case .signaled(let signal): return "signal \(signal)"
        }
    }

    /// kubectl makes the socket when it listens; connections succeed from then on.
    private func waitForSocket() async throws {
        while !FileManager.default.fileExists(atPath: folder.socket) {
            try await run.clock.sleep(for: .milliseconds(5))
        }
        health.answered()
    }

    /// Waits until the socket is there, but not for longer than `limit`: what is wrong then shows at each source.
    func waitUntilUp(limit: Duration = .seconds(3)) async throws {
        let start = run.now()
        while !health.isUp, run.now() - start < limit {
            try await run.clock.sleep(for: .milliseconds(5))
        }
    }
}
