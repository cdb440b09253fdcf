import Foundation
import Synchronization

/// The Python router's counters. As in the real one, the in-flight gauges leak: a request that fails is never taken off.
final class RouterMetrics: Sendable {
    enum Outcome: String, Sendable { case success, error }

    struct Server: Sendable {
        /// Sent, no byte back yet.
        var prefill = 0
        var decoding = 0
        var completed = 0
        /// Seconds, of the completed ones together.
        var latency = 0.0
    }

    struct Series: Hashable, Sendable {
        var server: String
        var model: String
        var detail: String
    }

    struct State: Sendable {
        var servers: [String: Server] = [:]
        var incoming: [String: Int] = [:]
        /// By error type.
        var errors: [Series: Int] = [:]
        /// By status.
        var latency: [Series: EngineMetrics.Histogram] = [:]
    }

    private let state = Mutex(State())

    var current: State { state.withLock { $0 } }

    func requestArrived(model: String) {
        state.withLock { $0.incoming[model, default: 0] += 1 }
    }

    func requestSent(to server: String) {
        state.withLock { $0.servers[server, default: Server()].prefill += 1 }
    }

    func firstByte(from server: String) {
        state.withLock { state in
            state.servers[server, default: Server()].prefill -= 1
            state.servers[server, default: Server()].decoding += 1
        }
    }

    /// The only way off the gauges.
    func completed(on server: String, model: String, seconds: Double) {
        state.withLock { state in
            state.servers[server, default: Server()].decoding -= 1
            state.servers[server, default: Server()].completed += 1
            state.servers[server, default: Server()].latency += seconds
            Self.observe(&state, Series(server: server, model: model, detail: Outcome.success.rawValue), seconds)
        }
    }

    /// A client that leaves is counted as a success, and stays on the gauges.
    func abandoned(on server: String, model: String, seconds: Double) {
        state.withLock {
            Self.observe(&$0, Series(server: server, model: model, detail: Outcome.success.rawValue), seconds)
        }
    }

    /// - Parameter type: the Python exception, such as `ClientPayloadError`.
    func failed(on server: String, model: String, type: String, seconds: Double) {
        state.withLock { state in
            state.errors[Series(server: server, model: model, detail: type), default: 0] += 1
            Self.observe(&state, Series(server: server, model: model, detail: Outcome.error.rawValue), seconds)
        }
    }

    private static func observe(_ state: inout State, _ series: Series, _ seconds: Double) {
        let empty = EngineMetrics.Histogram(bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120])
        state.latency[series, default: empty].observe(seconds)
    }
}
