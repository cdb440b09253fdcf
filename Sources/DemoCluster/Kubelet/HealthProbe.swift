import AsyncHTTPClient
import NIOCore

/// One HTTP GET of a probe.
struct HealthProbe: Sendable {
    let client: HTTPClient
    let clock: ClusterClock
    var timeout: Duration = .seconds(1)

    /// - Returns: nil if the answer was good; else the words a kubelet has for it.
    func check(_ url: String) async -> String? {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "User-Agent", value: "kube-probe/1.36")
        // A connection kept open would count among the engine's own.
        request.headers.add(name: "Connection", value: "close")
        do {
            let asked = request
            let code = try await clock.within(timeout) {
                let response = try await client.execute(asked, deadline: .distantFuture)
                for try await _ in response.body {}
                return response.status.code
            }
            return (200..<400).contains(code) ? nil : "HTTP probe failed with statuscode: \(code)"
        } catch {
            return "Get \"\(url)\": \(Self.reason(error, url: url))"
        }
    }

    private static func reason(_ error: any Error, url: String) -> String {
        let host = url.split(separator: "/").dropFirst().first ?? ""
        if error is ClusterClock.DeadlinePassed {
            return "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
        }
        guard let error = error as? HTTPClientError else { return "dial tcp \(host): connect: connection refused" }
        return switch error {
        case .connectTimeout: "dial tcp \(host): i/o timeout"
        default: "EOF"
        }
    }
}

/// What a row of probe answers means for a container.
struct ProbeState: Sendable, Equatable {
    enum Verdict: Sendable, Equatable {
        case unchanged
        case ready
        case notReady
        /// Liveness: the container is restarted.
        case dead
    }

    /// Failures in a row until a ready container is not ready any more.
    var readinessThreshold = 3
    /// Failures in a row until a container that was ready once is restarted.
    var livenessThreshold = 12
    private(set) var isReady = false
    private(set) var hasBeenReady = false
    private(set) var failures = 0
    /// Those of the failures that liveness counts.
    private var deadFailures = 0

    init(readinessThreshold: Int = 3, livenessThreshold: Int = 12) {
        self.readinessThreshold = readinessThreshold
        self.livenessThreshold = livenessThreshold
    }

    /// - Parameter isAlive: it fails only the readiness probe.
    mutating func note(success: Bool, isAlive: Bool = false) -> Verdict {
        guard !success else {
            failures = 0
            deadFailures = 0
            defer { isReady = true; hasBeenReady = true }
            return isReady ? .unchanged : .ready
        }
        failures += 1
        deadFailures = isAlive ? 0 : deadFailures + 1
        if hasBeenReady, deadFailures == livenessThreshold { return .dead }
        guard isReady, failures >= readinessThreshold else { return .unchanged }
        isReady = false
        return .notReady
    }
}
