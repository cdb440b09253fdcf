import ClusterModel

/// The way to the router: a URL, the API server's service proxy, or a port-forward, whose port is a URL on loopback.
extension TrafficState {
    /// Polls the router where it is reached now, or makes it reachable first.
    mutating func connectRouter(_ cluster: ClusterState) -> [TrafficIntent] {
        guard let endpoint = router.endpoint else { return [] }
        if case .service(let namespace, let name, let port, _) = endpoint, let reason = forwardReason(cluster) {
            router.forwardReason = reason
            if router.forward == nil {
                router.forward = RouterForward()
                return [.forwardPort(ForwardTarget(namespace: namespace, service: name, port: port))]
            }
        }
        guard let address = router.address else { return [] }
        router.connectedAs = router.dialect
        return [.connectRouter(address, router.dialect)]
    }

    /// While it is down, its port may be anybody's: nothing is asked there, and no key goes there, until kubectl holds it again.
    mutating func apply(_ forward: RouterForward, at moment: Moment, cluster: ClusterState) -> [TrafficIntent] {
        let before = router.forward
        router.forward = forward
        if let before, forward.restarts > before.restarts {
            conversations.changeAll { $0.losePath(forward.lastEnd ?? "it ended", at: moment) }
        }
        if forward.state.isLive { return connectRouter(cluster) }
        // Nobody is asked meanwhile, so nobody else can tell why the router is not reached.
        let sources = [Source.routerHealth, .routerMetrics, .routerEngines].map { TrafficIntent.source($0, forward.state) }
        return sources + (before?.state.isLive == true ? [.disconnectRouter] : [])
    }

    /// A proxy that is forbidden is left for a port-forward, where kubectl may make one.
    mutating func leaveForbiddenProxy(_ cluster: ClusterState) -> [TrafficIntent] {
        guard router.forward == nil, case .service? = router.endpoint, forwardReason(cluster) != nil else { return [] }
        return connectRouter(cluster)
    }

    /// Why the service is reached by a port-forward; nil where the proxy will do.
    private func forwardReason(_ cluster: ClusterState) -> String? {
        switch settings.routerAccess {
        case .portForward?: return "asked for by --via"
        case .proxy?: return nil
        case nil: break
        }
        if settings.routerKey != nil { return "as a key must not pass through the API server" }
        // Without kubectl nobody makes one.
        guard cluster.identity?.clientVersion != nil else { return nil }
        let isDenied = cluster.access?.contains { $0.resource == "services/proxy" && $0.isAllowed == false } == true
        return isDenied || router.health?.isForbiddenByProxy == true ? "as the service proxy is forbidden" : nil
    }
}
