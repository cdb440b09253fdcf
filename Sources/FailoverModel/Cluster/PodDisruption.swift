/// The condition `DisruptionTarget` of a pod: somebody other than its user takes it away, and says who.
public struct PodDisruption: Sendable, Equatable, Codable {
    /// For example `EvictionByEvictionAPI`, `PreemptionByScheduler`, `DeletionByTaintManager`, `TerminationByKubelet`.
    public var reason: String
    public var message: String = ""

    public init(reason: String, message: String = "") {
        self.reason = reason
        self.message = message
    }
}
