/// The router's workers against the cluster's pods.
extension State {
    /// How long a router may list a pod that is gone: its list is read each second.
    private static let ghostAfter = Duration.seconds(3)

    /// Workers that the router lists though their pod was deleted, oldest pod first. Requests may still be sent there.
    public var ghosts: [PodRecord] {
        let hosts = Set(router.listed.compactMap { ClusterState.host(of: $0.url) })
        guard !hosts.isEmpty else { return [] }
        let alive = Set(cluster.records.values.filter { !$0.isGone }.compactMap(\.pod.ip))
        return cluster.order.compactMap { cluster.records[$0] }.filter { record in
            guard let removed = record.removedAt, let ip = record.pod.ip else { return false }
            return record.isGone && hosts.contains(ip) && !alive.contains(ip) && now - removed > Self.ghostAfter
        }
    }

    /// What the router's metrics tell of the worker on a pod.
    public func figures(of pod: PodRecord) -> WorkerFigures? {
        router.workers.first { record(worker: $0.url, at: now)?.identity == pod.identity }
    }

    /// The gauge of running requests is to be believed: the production stack's leaks with every request that fails.
    public func trustsRunning(_ worker: WorkerFigures) -> Bool {
        (router.dialect ?? .productionStack) != .productionStack || (worker.errors ?? 0) == 0
    }

    /// Every worker that the router lists or counts, with its pod.
    public var workers: [BoardReport.WorkerLine] {
        let ghosts = Set(ghosts.map(\.pod.uid))
        let urls = Set(router.listed.map(\.url)).union(router.workers.map(\.url))
        return urls.sorted().map { url in
            let figures = router.workers.first { $0.url == url }
            let pod = record(worker: url, at: now)
            return BoardReport.WorkerLine(
                url: url, pod: pod?.pod.name, ghost: pod.map { ghosts.contains($0.pod.uid) } ?? false,
                healthy: router.listed.first { $0.url == url }?.isHealthy ?? figures?.isHealthy,
                breaker: figures?.breaker?.rawValue, running: figures.flatMap { trustsRunning($0) ? $0.running : nil },
                waiting: figures?.waiting, failedAttempts: router.failedAttempts[url])
        }
    }
}
