import Algorithms
import ClusterModel
import TrafficModel

/// All incidents of the run, and the kills that were sent.
package struct IncidentsState: Sendable, Equatable {
    /// Oldest first.
    package internal(set) var all: [Incident] = []
    package internal(set) var kills = KillsState()
    /// What still passes. Constant for a run.
    package internal(set) var limits = Limits()

    /// Requests since then are what open incidents rest on; nil where none is open.
    package internal(set) var evidenceSince: Moment? = nil

    /// The pods of those that are open.
    package internal(set) var openPods: Set<PodIdentity> = []
    /// Indices of those that are open, in order: thousands that are over are not walked through for each fact.
    var openIndices: [Int] = []
    /// Indices of the open ones with marks that a token may set.
    var awaitingTokens: [Int] = []
    /// Index of the first of which not all is announced.
    var unannounced = 0
    /// Indices of those that have closed and are not yet handed to the history.
    var unkept: [Int] = []
    /// Pods whose end has been told by an incident that is over, by uid.
    var overPods: Set<String> = []
    /// Pods that take the place of another, by uid.
    var replacements: Set<String> = []

    /// How the router has been.
    var router = RouterWatch()
    /// When the router's log said that it dropped a pod, by name.
    var recentDrops: [String: Moment] = [:]

    package init() {}

    package var open: [Incident] { openIndices.map { all[$0] } }
    /// The latest that hit an engine.
    package var lastOfEngine: Incident? { all.last { !$0.cause.isOfRouter } }
    /// Those that have not recovered.
    package var ongoing: [Incident] { open.filter(\.isOngoing) }

    /// The fault that a board waits for: the first that is over, and neither a planned change nor superseded.
    package var awaited: Incident? {
        all.first { incident in
            switch incident.closure?.kind {
            case .recovered?, .notReplaced?: !incident.cause.isPlanned
            case .plannedAndOver?, .superseded?, nil: false
            }
        }
    }

    /// How many are open of each cause, by its one word; the most first, equals by name.
    package var openByCause: [(cause: String, count: Int)] {
        let counts = open.reduce(into: [String: Int]()) { $0[$1.cause.id, default: 0] += 1 }
        return counts.map { (cause: $0.key, count: $0.value) }.sorted { ($1.count, $0.cause) < ($0.count, $1.cause) }
    }

    func openIndex(on pod: PodIdentity) -> Int? { openIndices.last { all[$0].pod == pod } }
}
