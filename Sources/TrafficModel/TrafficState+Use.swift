import ClusterModel

/// Whether the router uses a pod, as far as it tells.
extension TrafficState {
    /// The pod's log is that of the router that is asked: a URL may lead to any router, so that only one counts that the operator
    /// named or that has logged a request of ours.
    package func isAskedRouter(_ pod: String) -> Bool {
        if let name = settings.routerPods?.name { return pod == name }
        guard case .url = settings.router, settings.routerPods == nil else { return true }
        return router.podsOfOurs.contains(pod)
    }

    /// The pods of the router that is asked, as far as they are known.
    package func askedRouters(in cluster: ClusterState) -> [PodRecord] {
        guard let name = settings.routerPods?.name else { return cluster.routers.filter { isAskedRouter($0.pod.name) } }
        return settings.routerPods?.namespace == nil ? [cluster.record(named: name)].compactMap { $0 } : []
    }

    /// Envoy writes its log ten seconds late where nothing else is configured.
    private static let gatewayLogDelay = Duration.seconds(11)

    /// How long the evidence of a route may come behind its request's end.
    package var evidenceDelay: Duration {
        let hasAccessLog = gateway.isThere || router.dialect?.isGateway == true && !router.followed.isEmpty
        return hasAccessLog ? Self.gatewayLogDelay : Route.delay
    }

    /// Its own list of workers has the pod, or one that may be it.
    package func lists(_ pod: PodIdentity, in cluster: ClusterState, at now: Moment) -> Bool {
        (router.listed.map(\.url) + router.instanceAddresses).contains { worker in
            candidates(worker: worker, at: now, in: cluster).contains { $0.identity == pod }
        }
    }

    /// Something would show that the router uses a worker: a line of its log, or its own list.
    package func tellsUse(in cluster: ClusterState) -> Bool {
        if cluster.sources[.routerEngines].isLive, !router.listed.isEmpty || !router.instanceAddresses.isEmpty { return true }
        return cluster.sources[.routerLog].isLive && router.followed.contains { isAskedRouter($0.pod.name) }
    }
}
