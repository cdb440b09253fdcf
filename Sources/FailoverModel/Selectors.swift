/// Questions that several panes and steps ask of the whole state.
extension State {
    /// Where the watched session is served now: by its open request, else by the session's latest route.
    public var activeRoute: Route? {
        if let open = streams.current, open.isOpen, let route = open.routes.last { return route }
        return sessions[settings.session]?.route ?? streams.current?.routes.last
    }

    /// The engine that serves the watched session, gone or not; nil where nothing tells.
    public var activePod: PodRecord? {
        activeRoute?.pod.flatMap { cluster.record(uid: $0.uid) }
    }

    /// The header that carries a session to the router: the operator's choice, else the dialect's.
    public var sessionHeader: String {
        settings.sessionHeader ?? (router.dialect ?? .productionStack).sessionHeader
    }

    /// The pod behind a worker as the router names it, by address or id, at a time.
    public func record(worker: String, at moment: Moment) -> PodRecord? {
        cluster.record(worker: router.instances[worker] ?? worker, at: moment)
    }

    /// The letter of a pod, `?` where it is unknown.
    public func letter(of pod: PodIdentity?) -> String {
        pod.flatMap { cluster.record(uid: $0.uid)?.letter } ?? "?"
    }

    /// The incident on the screen.
    public var shownIncident: Incident? {
        if let index = navigation.incident, incidents.all.indices.contains(index) { return incidents.all[index] }
        return incidents.all.last { $0.openedAt >= navigation.since ?? .zero }
    }

    /// The requests on the screen: the latest question and what came of it.
    public var shownStory: [StreamRecord] {
        let story = streams.story
        guard let since = navigation.since, let first = story.first, first.requestedAt < since else { return story }
        return []
    }

    /// Something moves that needs a fine clock: a stream, a pending follow-up, an open incident, an expiring arming.
    public var isBusy: Bool {
        !streams.isQuiet || streams.probes.contains(where: \.isOpen) || test.isRunning || !incidents.open.isEmpty
            || !kills.unsettled.isEmpty
    }

    /// Every source has answered in one way or another: a picture taken now is whole.
    public var isSettled: Bool {
        let needed: [Source] = [.pods, .deployments, .services, .endpointSlices, .clusterEvents, .budgets]
        guard needed.allSatisfy({ sources[$0].hasAnswered }) else { return false }
        if router.endpoint == nil { return true }
        let hasLog = router.followed.isEmpty || sources[.routerLog].hasAnswered
        return sources[.routerHealth].hasAnswered && hasLog
            && (sources[.routerMetrics].hasAnswered || router.dialect?.hasMetricsPort == true)
    }
}
