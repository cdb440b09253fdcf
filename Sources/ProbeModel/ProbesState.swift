import ClusterModel
import DequeModule
import OrderedCollections
import TrafficModel

/// Requests of our own that never sleep: for each engine that can serve one session that lands there, so that its failover is
/// seen from the client's side whoever causes it.
package struct ProbesState: Sendable, Equatable {
    /// By engine, in the order in which they were found.
    package internal(set) var seats: OrderedDictionary<PodIdentity, ProbeSeat> = [:]
    package internal(set) var pause: ProbePause? = nil
    /// What the last minute has cost.
    package internal(set) var tokensPerMinute = 0
    /// Requests that have ended since the start, short ones and long, and those of them that failed.
    package internal(set) var ended = 0
    package internal(set) var failed = 0
    /// From sending to the first token, of those that got one.
    package internal(set) var times = ProbeTimes()
    /// Constant for a run.
    package internal(set) var settings = ProbeSettings()
    var search = ProbeSearch()
    var streamRest = StreamRest()
    /// Under way.
    var open: [RequestID] = []
    /// What ended within the last minute.
    var spent: Deque<Spent> = []

    struct Spent: Sendable, Equatable {
        var at: Moment
        var tokens: Int
    }

    package init() {}

    package mutating func begin(_ settings: ProbeSettings) { self.settings = settings }
}
