import ClusterModel

/// The traffic's step. The order is that in which facts flow: what the router is, where sessions are, what became of requests.
extension TrafficState {
    /// Before the first fact.
    ///
    /// - Parameter requestPrefix: what the ids of this run's requests begin with.
    package mutating func begin(_ settings: TrafficSettings, requestPrefix: String, cluster: ClusterState) -> [TrafficIntent] {
        self.settings = settings
        conversations.requestIDs = RequestIDs(prefix: requestPrefix)
        return chooseRouter(among: cluster)
    }

    package mutating func reduce(
        _ event: TrafficEvent, _ transitions: [PodTransition], at moment: Moment, cluster: ClusterState
    ) -> [TrafficIntent] {
        var intents = reduceRouter(event, at: moment, cluster: cluster)
        noteSessions(event, at: moment, cluster: cluster)
        noteFailures(event, at: moment, cluster: cluster)
        resolveRoutes(after: transitions, cluster: cluster)
        intents += reduceConversations(event, at: moment, cluster: cluster)
        notePathLoss(event, at: moment, cluster: cluster)
        if event.mayEnd || !transitions.isEmpty {
            intents += doubtEnds(at: moment, cluster: cluster)
        }
        return intents
    }

    /// The pod behind a worker as the router names it, by address, id or a name that was learnt, at a time.
    package func record(worker: String, at moment: Moment, in cluster: ClusterState) -> PodRecord? {
        cluster.record(worker: router.instances[worker] ?? worker, at: moment) ?? learnt(worker, at: moment, in: cluster)
    }

    /// The header that carries a session to the router: the operator's choice, else the dialect's.
    package var sessionHeader: String {
        settings.sessionHeader ?? (router.dialect ?? .productionStack).sessionHeader
    }

    /// The model to ask; nil where none is known.
    package var model: String? { router.model(preferred: settings.model) }
}

extension TrafficEvent {
    /// A request may have ended by it, or its end be known to be of a pod by now.
    fileprivate var mayEnd: Bool {
        switch self {
        case .stream(.closed), .ticked: true
        case .kubernetes, .router, .stream: false
        }
    }
}
