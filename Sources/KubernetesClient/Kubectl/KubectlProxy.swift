import ClusterModel
import Foundation
import Logging
import WireFormats

/// Keeps `kubectl proxy --unix-socket=…` running: kubectl is the one door to the cluster, with the user's own credentials.
///
/// On cancellation the socket's folder is removed. The path of the socket stays the same across restarts. kubectl reads its
/// configuration once: where that was written anew and its way leads nowhere, it is started again.
struct KubectlProxy: Sendable {
    let options: KubectlOptions
    let folder: ProxyFolder
    let health: ProxyHealth
    let run: RunContext
    var pin = ContextPin()

    private struct IsOutdated: Error {}
    private struct ChangesTerminal: Error {}

    /// Until cancelled. Makes the folder first; after that nothing is fatal but a login that somebody broke off. Started without a
    /// terminal, again with one where that is wanted, and without it once more where asking led nowhere.
    func untilCancelled(login: LoginTerminal? = nil, heartbeat: Heartbeat? = nil) async throws {
        _ = try options.executable()
        try folder.create()
        defer { folder.remove() }
        var backoff = run.rules.backoff
        while true {
            let startedAt = run.now()
            let status: String
            do {
                status = try await once(login, heartbeat)
            } catch is ChangesTerminal {
                health.restarts()
                login?.takeBack()
                continue
            } catch is IsOutdated {
                status = "started again: its configuration was written anew"
            } catch let error where !(error is CancellationError) && !Task.isCancelled {
                status = "cannot be started: \(error)"
            }
            try Task.checkCancellation()
            if let login, login.isWanted {
                login.takeBack()
                if status == KubectlProcess.brokenOff { throw KubectlProcess.brokenOff(options) }
            }
            let problem = health.ended(status)
            run.logger.warning("\(problem)")
            backoff.held(for: run.now() - startedAt)
            try await run.clock.sleep(for: backoff.next(random: run.random()))
        }
    }

    /// One life of kubectl; returns how it ended.
    private func once(_ login: LoginTerminal?, _ heartbeat: Heartbeat?) async throws -> String {
        let options = pin.pinned(options)
        let files = KubeconfigFiles(options)
        let terminal = login.flatMap { $0.isWanted ? $0 : nil }
        // Whatever a killed predecessor left would be in the way.
        try? FileManager.default.removeItem(atPath: folder.socket)
        let child = KubectlProcess(
            // A server behind a path (`https://host/k8s/clusters/c-1`) is asked below it; without one this does nothing.
            options: options, arguments: ["proxy", "--unix-socket=\(folder.socket)", "--append-server-path"], folder: folder,
            login: terminal)
        return try await child.run(
            started: { health.started(processID: $0) },
            said: { output, line in if output == .error { health.said(line) } },
            beside: {
                try await waitForSocket()
                while let login, !login.isOver {
                    if login.isWanted != (terminal != nil) { throw ChangesTerminal() }
                    try await run.clock.sleep(for: .milliseconds(20))
                }
                while let heartbeat {
                    try await run.clock.sleep(for: run.rules.heartbeat)
                    if heartbeat.isLost, KubeconfigFiles(options) != files { throw IsOutdated() }
                }
            })
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
