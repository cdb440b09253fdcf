/// A worker as the router's metrics tell it. A figure that the router does not export is nil, never 0.
package struct WorkerFigures: Sendable, Equatable, Codable {
    /// As the router writes it, `http://10.0.0.7:8000`.
    package var url: String
    package var running: Double? = nil
    package var waiting: Double? = nil
    package var requestsPerSecond: Double? = nil
    package var errors: Double? = nil
    /// Health checks alone: a worker whose requests all fail stays healthy until one of them runs.
    package var isHealthy: Bool? = nil
    package var breaker: Breaker? = nil

    package init(
        url: String, running: Double? = nil, waiting: Double? = nil, requestsPerSecond: Double? = nil,
        errors: Double? = nil, isHealthy: Bool? = nil, breaker: Breaker? = nil
    ) {
        self.url = url
        self.running = running
        self.waiting = waiting
        self.requestsPerSecond = requestsPerSecond
        self.errors = errors
        self.isHealthy = isHealthy
        self.breaker = breaker
    }

    /// A circuit breaker's state.
    package enum Breaker: String, Sendable, Codable {
        case closed
        /// No request is sent to the worker.
        case open
        /// One is tried.
        case halfOpen = "half-open"
    }
}
