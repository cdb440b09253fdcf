import ClusterModel

/// The router's workers against the cluster's pods.
extension TrafficState {
    /// How long a router may list a pod that is gone: its list is read each second.
    private static let ghostAfter = Duration.seconds(3)

    /// Workers that the router lists though their pod was deleted, oldest pod first. Requests may still be sent there.
    package func ghosts(in cluster: ClusterState, at now: Moment) -> [PodRecord] {
        var found: Set<String> = []
        for worker in router.listed {
            let pods = candidates(worker: worker.url, at: now, in: cluster)
            if pods.allSatisfy(\.isGone) { found.formUnion(pods.map(\.pod.uid)) }
        }
        guard !found.isEmpty else { return [] }
        return cluster.records.values.filter { record in
            guard let removed = record.removedAt else { return false }
            return found.contains(record.pod.uid) && now - removed > Self.ghostAfter
        }
    }

    /// All engines that may be behind a worker as the router names it.
    package func candidates(worker: String, at moment: Moment, in cluster: ClusterState) -> [PodRecord] {
        let found = cluster.candidates(worker: router.instances[worker] ?? worker, at: moment)
        return found.isEmpty ? [learnt(worker, at: moment, in: cluster)].compactMap { $0 } : found
    }

    /// The engines that a route may lead to, where it may be several; none where it is known, or leads to none.
    package func ambiguity(of route: Route, in cluster: ClusterState) -> [PodRecord] {
        guard route.pod == nil else { return [] }
        let found = candidates(worker: route.worker, at: route.at, in: cluster)
        return found.count > 1 ? found : []
    }

    /// Pods that the router lists and that nothing else shows to be engines.
    func unlabelledWorkers(in cluster: ClusterState, at now: Moment) -> [PodIdentity] {
        router.listed.compactMap { cluster.unlabelled(worker: $0.url, at: now)?.identity }
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
