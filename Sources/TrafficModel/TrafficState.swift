import ClusterModel

/// What happens to requests: the router, other people's sessions, and what failtop itself sends.
package struct TrafficState: Sendable, Equatable {
    package internal(set) var router = RouterState()
    package internal(set) var sessions = SessionsState()
    package internal(set) var gateway = GatewayLog()
    package internal(set) var failures = RouterFailures()
    package internal(set) var conversations = ConversationsState()
    /// Constant for a run.
    package internal(set) var settings = TrafficSettings()

    /// Pods of open incidents: of many engines, their figures are read first.
    var watchedPods: Set<PodIdentity> = []
    /// Whose figures were to be read first when that was last said.
    var firstMetered: Set<PodIdentity> = []

    package init() {}
}
