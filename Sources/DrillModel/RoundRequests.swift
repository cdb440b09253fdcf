import ClusterModel
import TrafficModel

/// The requests of one round.
struct RoundRequests: Sendable, Equatable {
    var sessionProbes: [RequestID] = []
    /// By session.
    var before: [String: RequestID] = [:]
    var question: RequestID?
    var order: KillOrder?
    var after: [String: RequestID] = [:]
}
