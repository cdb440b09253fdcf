/// The engines' deployment, and what is wrong with its processes.
struct EngineSetup: Sendable {
    /// Requests that one engine serves at a time; further ones wait.
    var slots = 64
    /// Streams go on after SIGTERM, for as long as the grace period lasts.
    var drains = false
    /// `terminationGracePeriodSeconds`.
    var graceSeconds = 30
    /// A quantity, such as `2Gi`; nil for no limit.
    var memoryLimit: String?
    /// How the model load of every engine ends that did not come with the cluster.
    var load = ModelLoad.succeeds
    /// Tokens of a long stream after which its engine goes silent; nil for never.
    var stallsAfter: Int?
}
