import ClusterModel
import Foundation
import Logging
import Synchronization
import TrafficModel
import WireFormats

/// Keeps `kubectl port-forward` to a service running, on a port of its own on loopback.
///
/// kubectl chooses one pod of the service and stays with it. When that pod dies, kubectl ends ("lost connection to pod"), or
/// reports an error for each connection, or hangs: it is restarted in each case, on the same port where that is still free.
struct PortForward: Sendable {
    let options: KubectlOptions
    let target: ForwardTarget
    let health: PortForwardHealth
    let run: RunContext

    /// Nothing answers through it for so long: it is restarted.
    static let patience = Duration.seconds(3)

    /// What ends one life from here.
    private struct Useless: Error { var reason: String }

    /// What one life has told, by its lines.
    private struct Words: Sendable {
        var last: String?
        var verdict: String?
    }

    /// Until cancelled. Whatever goes wrong is told, never thrown.
    func untilCancelled(_ tell: @escaping @Sendable (RouterForward) -> Void) async {
        var known = RouterForward()
        var backoff = run.rules.backoff
        var lastLive: Moment?
        tell(known)
        while !Task.isCancelled {
            let began = run.now()
            health.answered()
            let (end, isUp) = await once(known, tell)
            guard !Task.isCancelled else { return }
            if let port = isUp {
                known.port = port
                lastLive = run.now()
            } else if end.contains("unable to listen") || end.contains("address already in use") {
                known.port = nil
            }
            run.logger.warning("port-forward: \(end)")
            known.restarts += 1
            known.lastEnd = end
            let isForbidden = end.contains("(Forbidden)") || end.contains("is forbidden")
            known.state =
                isForbidden
                ? .forbidden("kubectl port-forward: \(end)")
                : lastLive.map { .stale(since: $0, reason: "kubectl port-forward: \(end)") }
                    ?? .unreachable(since: nil, reason: "kubectl port-forward: \(end)")
            tell(known)
            backoff.held(for: run.now() - began)
            let pause = isForbidden ? run.rules.forbiddenRetry : backoff.next(random: run.random())
            guard (try? await run.clock.sleep(for: pause)) != nil else { return }
        }
    }

    /// One life of kubectl: how it ended, and its port where it had one.
    private func once(
        _ known: RouterForward, _ tell: @escaping @Sendable (RouterForward) -> Void
    ) async -> (end: String, port: Int?) {
        let words = Mutex(Words())
        let port = Mutex<Int?>(nil)
        let local = known.port.map(String.init) ?? ""
        let child = KubectlProcess(
            options: options,
            arguments: [
                "port-forward", "--address=127.0.0.1", "--namespace=\(target.namespace)", "--pod-running-timeout=10s",
                "service/\(target.service)", "\(local):\(target.port)",
            ])
        do {
            let status = try await child.run(
                started: { _ in },
                said: { output, line in
                    if output == .standard, let number = Self.port(in: line) {
                        port.withLock { $0 = number }
                        var now = known
                        (now.state, now.port) = (.live, number)
                        tell(now)
                    } else if output == .error {
                        let line = ProxyHealth.stripped(line)
                        words.withLock {
                            $0.last = line
                            if Self.tellsOfLostPod(line) { $0.verdict = line }
                        }
                    }
                },
                beside: {
                    while true {
                        if let verdict = words.withLock({ $0.verdict }) { throw Useless(reason: verdict) }
                        if health.isFailing(for: Self.patience, at: run.now()) {
                            throw Useless(reason: words.withLock { $0.last } ?? "nothing answered through it")
                        }
                        try await run.clock.sleep(for: .milliseconds(100))
                    }
                })
            return (words.withLock { $0.last }.map { "\($0) (\(status))" } ?? "ended (\(status))", port.withLock { $0 })
        } catch let useless as Useless {
            return (useless.reason, port.withLock { $0 })
        } catch let error as ConnectionError {
            return (error.message, nil)
        } catch {
            return ("cannot be started: \(error)", nil)
        }
    }

    /// `Forwarding from 127.0.0.1:43210 -> 8000`.
    static func port(in line: String) -> Int? {
        guard let match = line.wholeMatch(of: /Forwarding from 127\.0\.0\.1:(\d+) -> \d+/) else { return nil }
        return Int(match.1)
    }

    /// Its pod is gone, though kubectl may go on (1.32: pkg/client-go/tools/portforward).
    static func tellsOfLostPod(_ line: String) -> Bool {
        ["lost connection to pod", "error creating error stream", "error creating forwarding stream", "find sandbox",
            "network namespace"].contains(where: line.contains)
    }
}
