/// Whose logs are followed: each router pod's, since any of them may have got the request, and where nothing tells who serves,
/// the engines'.
extension State {
    mutating func followRouterLogs() -> [Command] {
        let targets = cluster.routers.filter { $0.pod.phase == "Running" }.map { record in
            // One that is followed stays as it is: followed anew, its history would be told twice.
            router.followed.first { $0.pod == record.identity } ?? record.logTarget(as: router.dialect)
        }
        let isOther = targets != router.followed
        // An earlier state would stand for good: no log is left that could tell another.
        if targets.isEmpty, !router.followed.isEmpty {
            sources[.routerLog] = .stale(since: now, reason: "no router pod is running")
        }
        router.followed = targets
        router.logStates = router.logStates.filter { name, _ in targets.contains { $0.pod.name == name } }
        summariseRouterLogs()
        guard isOther || router.readsEngineLogs && router.followedEngines != engineTargets else { return [] }
        return followLogs()
    }

    mutating func followLogs() -> [Command] {
        router.followedEngines = router.readsEngineLogs ? engineTargets : []
        return [.followLogs(router.followed + router.followedEngines)]
    }

    private var engineTargets: [LogTarget] {
        cluster.engines.filter { $0.stage == .ready || $0.stage == .terminating }.prefix(Self.engineLogLimit).map { record in
            LogTarget(
                namespace: record.pod.namespace, pod: record.identity, container: record.pod.containers.first?.name,
                isEngine: true)
        }
    }

    mutating func noteLogState(_ state: SourceState, of pod: String) {
        router.logStates[pod] = state
        summariseRouterLogs()
    }

    /// One log that cannot be read is reason enough to doubt: the request may stand in that.
    private mutating func summariseRouterLogs() {
        let states = router.followed.compactMap { router.logStates[$0.pod.name] }
        guard let worst = states.first(where: { !$0.isLive && $0.hasAnswered }) ?? states.first(where: { !$0.isLive }) ?? states.first
        else { return }
        sources[.routerLog] = worst
    }
}
