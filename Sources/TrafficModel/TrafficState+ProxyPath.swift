import ClusterModel

/// Requests that our own way through the API server failed.
extension TrafficState {
    /// The news of an outage come so long after connections broke.
    private static let newsOfOutage = Duration.seconds(5)

    /// When the API server is known to be away, what broke off a moment before is known to have done so for that.
    mutating func notePathLoss(_ event: TrafficEvent, at moment: Moment, cluster: ClusterState) {
        guard case .kubernetes(.source(.pods, let state)) = event, let path = ProxyPath(to: router, in: cluster), let reason = path.outage
        else { return }
        var since = moment - Self.newsOfOutage
        if case .stale(let seen, _) = state { since = max(since, seen - .seconds(1)) }
        for record in conversations.records.map({ $0 }) + conversations.probes {
            guard let ended = record.endedAt, ended >= since, record.pathFailure == nil, record.brokeOff, !record.diedWithItsPod(in: cluster)
            else { continue }
            conversations.change(record.id) { $0.change(record.id) { $0.pathFailure = reason } }
        }
    }
}

extension ProxyPath {
    /// Why the end of a request tells nothing of the router; nil where it does.
    func failure(under record: StreamRecord) -> String? {
        guard record.outcome.isBreak else { return nil }
        if let refused = record.refused { return failure(status: refused.status, body: refused.body) }
        guard record.brokeOff, !record.diedWithItsPod(in: cluster) else { return nil }
        return outage
    }
}

extension StreamRecord {
    /// Its connection ended, and nobody said why.
    fileprivate var brokeOff: Bool { outcome.isBreak && refused == nil && errorEvent == nil && !sawDone && unresumable == nil }

    /// Its pod was on its way out already: that explains the end.
    fileprivate func diedWithItsPod(in cluster: ClusterState) -> Bool {
        guard let pod = routes.last?.pod, let left = cluster.record(uid: pod.uid)?.leftAt, let endedAt else { return false }
        return left <= endedAt
    }
}
