/// The way in: a URL, the API server's service proxy, or a port-forward, whose port is a URL on loopback.
extension State {
    /// Polls the router where it is reached now, or opens the way first.
    mutating func connectRouter() -> [Command] {
        guard let endpoint = router.endpoint else { return [] }
        if case .service(let namespace, let name, let port) = endpoint, let reason = forwardReason {
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
    mutating func applyForward(_ forward: RouterForward, at moment: Moment) -> [Command] {
        let before = router.forward
        router.forward = forward
        if let before, forward.restarts > before.restarts { streams.loseForward(forward.lastEnd ?? "it ended", at: moment) }
        if forward.state.isLive { return connectRouter() }
        return before?.state.isLive == true ? [.disconnectRouter] : []
    }

    /// A proxy that is forbidden is left for a port-forward, where kubectl may make one.
    mutating func leaveForbiddenProxy() -> [Command] {
        guard router.forward == nil, case .service? = router.endpoint, forwardReason != nil else { return [] }
        return connectRouter()
    }

    /// Why the service is reached by a port-forward; nil where the proxy will do.
    private var forwardReason: String? {
        switch settings.routerWay {
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

extension RouterState {
    /// Where the router is asked; nil while its port-forward is not up.
    public var address: RouterEndpoint? {
        guard let forward else { return endpoint }
        guard forward.state.isLive else { return nil }
        return forward.port.map { .url("http://127.0.0.1:\($0)") }
    }

    /// The way in, in words.
    public var way: String? {
        switch endpoint {
        case nil: nil
        case .url?: "URL"
        case .service?:
            forward == nil ? "service proxy of the API server" : "port-forward" + (forwardReason.map { ", \($0)" } ?? "")
        }
    }
}
