import ClusterModel

/// Whether the router uses a pod, as far as it tells.
extension TrafficState {
    /// The pod's log is that of the router that is asked: a URL may lead to any router, so that only one counts that has logged
    /// a request of ours.
    package func isAskedRouter(_ pod: String) -> Bool {
        guard case .url = settings.router else { return true }
        return router.podsOfOurs.contains(pod)
    }

    /// Its own list of workers has the pod.
    package func lists(_ pod: PodIdentity, in cluster: ClusterState) -> Bool {
        guard let ip = cluster.record(uid: pod.uid)?.pod.ip else { return false }
        return (router.listed.map(\.url) + router.instanceAddresses).contains { ClusterState.host(of: $0) == ip }
    }

    /// Something would show that the router uses a worker: a line of its log, or its own list.
    package func tellsUse(in cluster: ClusterState) -> Bool {
        if cluster.sources[.routerEngines].isLive, !router.listed.isEmpty || !router.instanceAddresses.isEmpty { return true }
        return cluster.sources[.routerLog].isLive && router.followed.contains { isAskedRouter($0.pod.name) }
    }
}
