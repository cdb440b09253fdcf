import ClusterModel

/// What an endpoint picker has counted since it started (`llm_d_epp_scheduler_attempts_total` of llm-d, with its older name).
package struct PickerFigures: Sendable, Equatable, Codable {
    /// How often it chose one engine.
    package struct Picks: Sendable, Equatable, Codable {
        /// The pod's name.
        package var pod: String
        package var count: Double

        package init(pod: String, count: Double) {
            self.pod = pod
            self.count = count
        }
    }

    package var pod: PodIdentity
    /// By name, bounded.
    package var picks: [Picks]
    /// Requests for which it found no engine; nil where it does not count them.
    package var failed: Double?
    /// Engines that it may choose, by its own count.
    package var readyEndpoints: Double?

    /// More engines than these are not told apart.
    package static let limit = 1_000

    package init(pod: PodIdentity, picks: [Picks] = [], failed: Double? = nil, readyEndpoints: Double? = nil) {
        self.pod = pod
        self.picks = picks
        self.failed = failed
        self.readyEndpoints = readyEndpoints
    }
}
