/// Where facts come from. Each has a state of its own on the board.
package enum Source: String, Sendable, Hashable, Codable, CaseIterable {
    case pods
    case deployments
    case replicaSets
    case statefulSets
    case services
    case endpointSlices
    case clusterEvents
    case budgets
    case nodes
    case routerHealth
    case routerMetrics
    case routerEngines
    case routerLog
    /// What engines tell of themselves.
    case engineMetrics
}

extension Source {
    /// For people.
    package var title: String {
        switch self {
        case .pods, .deployments, .services, .nodes: rawValue
        case .replicaSets: "replica sets"
        case .statefulSets: "stateful sets"
        case .endpointSlices: "endpoint slices"
        case .clusterEvents: "events"
        case .budgets: "disruption budgets"
        case .routerHealth: "the router's health"
        case .routerMetrics: "the router's metrics"
        case .routerEngines: "the router's list of engines"
        case .routerLog: "the router's log"
        case .engineMetrics: "the engines' metrics"
        }
    }
}

/// How fresh a source is.
package enum SourceState: Sendable, Equatable, Codable {
    case connecting
    /// Objects read so far of a list that is not complete.
    case loading(Int)
    case live
    /// What is shown was true at `since`; the source is being tried again.
    case stale(since: Moment, reason: String)
    case forbidden(String)
    /// Never reached, or away for long; `since` is when it was last live.
    case unreachable(since: Moment?, reason: String)

    package var isLive: Bool { self == .live }

    /// Whether the source has settled, well or badly.
    package var hasAnswered: Bool {
        switch self {
        case .connecting, .loading: false
        case .live, .stale, .forbidden, .unreachable: true
        }
    }
}
