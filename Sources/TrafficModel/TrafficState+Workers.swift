import ClusterModel

/// The router's workers against the cluster's pods.
extension TrafficState {
    /// How long a router may list a pod that is gone: its list is read each second.
    private static let ghostAfter = Duration.seconds(3)

    /// Workers that the router lists though their pod was deleted, oldest pod first. Requests may still be sent there.
    package func ghosts(in cluster: ClusterState, at now: Moment) -> [PodRecord] {
        let hosts = Set(router.listed.compactMap { ClusterState.host(of: $0.url) })
        guard !hosts.isEmpty else { return [] }
        let alive = Set(cluster.records.values.filter { !$0.isGone }.compactMap(\.pod.ip))
        return cluster.order.compactMap { cluster.records[$0] }.filter { record in
            guard let removed = record.removedAt, let ip = record.pod.ip else { return false }
            return record.isGone && hosts.contains(ip) && !alive.contains(ip) && now - removed > Self.ghostAfter
        }
    }

    /// What the router's metrics tell of the worker on a pod.
    package func figures(of pod: PodRecord, in cluster: ClusterState, at now: Moment) -> WorkerFigures? {
        router.workers.first { record(worker: $0.url, at: now, in: cluster)?.identity == pod.identity }
    }

    /// The gauge of running requests is to be believed: the production stack's leaks with every request that fails.
    package func trustsRunning(_ worker: WorkerFigures) -> Bool {
        (router.dialect ?? .productionStack) != .productionStack || (worker.errors ?? 0) == 0
    }
}
