/// The condition `DisruptionTarget` of a pod: somebody other than its user takes it away, and says who.
package struct PodDisruption: Sendable, Equatable, Codable {
    /// For example `EvictionByEvictionAPI`, `PreemptionByScheduler`, `DeletionByTaintManager`, `TerminationByKubelet`.
    package var reason: String
    package var message: String = ""

    package init(reason: String, message: String = "") {
        self.reason = reason
        self.message = message
    }
}
