import ClusterModel

/// A line of an engine's log that names a request.
package struct EngineLogEntry: Sendable, Equatable, Codable {
    package var pod: PodIdentity
    /// As the engine writes it: `X-Request-Id`, perhaps with a suffix.
    package var request: String
    /// Unix time in seconds that the line carries, where it does.
    package var loggedAt: Double?

    package init(pod: PodIdentity, request: String, loggedAt: Double? = nil) {
        self.pod = pod
        self.request = request
        self.loggedAt = loggedAt
    }

    /// `…-1` is not `…-12`.
    func isAbout(_ id: RequestID) -> Bool { request == id || request.hasPrefix(id + "-") }
}
