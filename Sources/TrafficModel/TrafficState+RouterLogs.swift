import ClusterModel

/// Whose logs are followed: each router pod's, since any of them may have got the request, and where nothing tells who serves,
/// the engines'.
extension TrafficState {
    /// More engines than these are not asked.
    static let engineLogLimit = 32
    /// Of so many engines at once the start is followed.
    static let startLogLimit = 8

    mutating func followRouterLogs(_ cluster: ClusterState, at moment: Moment) -> [TrafficIntent] {
        let targets = elsewhere ?? logged(cluster).filter { $0.pod.phase == "Running" }.map { record in
            // One that is followed stays as it is: followed anew, its history would be told twice.
            router.followed.first { $0.pod == record.identity } ?? record.logTarget(as: router.dialect)
        }
        let isOther = targets != router.followed
        var intents: [TrafficIntent] = []
        // An earlier state would stand for good: no log is left that could tell another.
        if targets.isEmpty, !router.followed.isEmpty {
            intents.append(.source(.routerLog, .stale(since: moment, reason: "no router pod is running")))
        }
        router.followed = targets
        router.logStates = router.logStates.filter { name, _ in targets.contains { $0.pod.name == name } }
        intents += summariseRouterLogs()
        guard isOther || router.followedEngines != engineTargets(cluster) else { return intents }
        return intents + followLogs(cluster)
    }

    /// Where it is a URL, all routers' logs are looked at for a request of ours.
    private func logged(_ cluster: ClusterState) -> [PodRecord] {
        settings.routerPods?.name == nil ? cluster.routers : askedRouters(in: cluster)
    }

    /// A pod of another namespace is not watched, and its log can be read all the same.
    private var elsewhere: [LogTarget]? {
        guard let pods = settings.routerPods, let name = pods.name, let namespace = pods.namespace else { return nil }
        return [LogTarget(namespace: namespace, pod: PodIdentity(name: name, uid: ""), container: nil)]
    }

    /// A line names a request of ours: its router is the one that is asked. Returns what is asked anew where that is news.
    mutating func noteOwnership(of entry: RouterLogEntry, _ cluster: ClusterState) -> [TrafficIntent] {
        if case .recognised(let dialect) = entry.message { router.dialectOfPod[entry.routerPod] = dialect }
        guard !router.podsOfOurs.contains(entry.routerPod), entry.message.requests.contains(where: { conversations[$0] != nil }) else {
            return []
        }
        router.podsOfOurs.insert(entry.routerPod)
        guard case .url = settings.router else { return [] }
        router.dialect = router.dialectOfPod[entry.routerPod] ?? router.dialect
        return recogniseRouter(cluster) + reconnect(cluster) + readMetrics(cluster)
    }

    mutating func followLogs(_ cluster: ClusterState) -> [TrafficIntent] {
        router.followedEngines = engineTargets(cluster)
        return [.followLogs(router.followed + router.followedEngines)]
    }

    /// Those that start say how long their load takes; the others are looked at where nothing else tells who serves.
    private func engineTargets(_ cluster: ClusterState) -> [LogTarget] {
        let starting = cluster.engines.filter(\.isLoadingModel).prefix(Self.startLogLimit)
        let serving = cluster.engines.filter { $0.stage == .ready || $0.stage == .terminating }
        return (starting + (router.readsEngineLogs ? Array(serving.prefix(Self.engineLogLimit)) : [])).map { record in
            LogTarget(
                namespace: record.pod.namespace, pod: record.identity, container: record.pod.servingContainer?.name,
                isEngine: true)
        }
    }

    mutating func noteLogState(_ state: SourceState, of pod: String, at moment: Moment) -> [TrafficIntent] {
        router.logStates[pod] = state
        router.logLiveSince[pod] = state.isLive ? moment : nil
        return summariseRouterLogs()
    }

    /// So long after it was opened a log's history has been told.
    private static let historyTakes = Duration.seconds(5)
    /// Lines come by way of the API server, and clocks differ a little.
    private static let lateAfter = 5.0

    /// A followed log whose lines come late is not live, whatever its connection does.
    mutating func noteLateness(of entry: RouterLogEntry, at moment: Moment, cluster: ClusterState) -> [TrafficIntent] {
        guard let loggedAt = entry.loggedAt, let since = router.logLiveSince[entry.routerPod], moment - since > Self.historyTakes,
            let state = router.logStates[entry.routerPod]
        else { return [] }
        let lag = cluster.clusterClock(at: moment) - loggedAt
        guard (lag > Self.lateAfter) == state.isLive else { return [] }
        router.logStates[entry.routerPod] =
            state.isLive ? .stale(since: moment, reason: "its lines come \(lag.rounded().asCount) s after they were written") : .live
        return summariseRouterLogs()
    }

    /// One log that cannot be read is reason enough to doubt: the request may stand in that.
    private func summariseRouterLogs() -> [TrafficIntent] {
        let states = router.followed.compactMap { router.logStates[$0.pod.name] }
        let worst = states.first { !$0.isLive && $0.hasAnswered } ?? states.first { !$0.isLive } ?? states.first
        return worst.map { [.source(.routerLog, $0)] } ?? []
    }
}

extension RouterLogMessage {
    /// The requests that it names.
    fileprivate var requests: [RequestID] {
        switch self {
        case .routed(let request, _, _, _), .attemptFailed(let request, _, _, _), .requestFailed(let request, _),
            .migrating(let request, _, _, _), .migrationRefused(let request, _, _):
            [request]
        case .prefilled(let request, _): [request]
        case .served(let served): served.ids
        case .notUnderstood, .refused, .sessionRouted, .workerFailed, .breakerChanged, .engineDiscovered, .engineDropped, .engineTerminating, .streamBroke,
            .recognised, .unknown:
            []
        }
    }
}

extension PodRecord {
    /// Its container runs, and it was never ready yet.
    fileprivate var isLoadingModel: Bool {
        guard stage == .starting, duty != .worker, case .running? = pod.servingContainer?.state else { return false }
        return true
    }
}
