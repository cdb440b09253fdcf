import ClusterModel

/// Lines of a gateway's access log.
extension TrafficState {
    mutating func noteServed(_ served: ServedRequest, of entry: RouterLogEntry, at seen: Moment, cluster: ClusterState) {
        gateway.noteLine()
        let began = cluster.written(loggedAt: served.began(loggedAt: entry.loggedAt), seenAt: seen) ?? seen
        let known = conversations
        let own = served.ids.lazy.compactMap { known[$0] }.first
        if let own {
            let place = served.ids.firstIndex(of: own.request.session)
            if served.ids.count > 1, let place { gateway.sessionPlace = place }
            noteOwn(served, own, began: began, cluster)
        } else {
            noteOthers(served, began: began, cluster)
        }
        placeSession(served, own, began: began, cluster)
    }

    /// By our own clock the request began when it was sent.
    private mutating func noteOwn(_ served: ServedRequest, _ record: StreamRecord, began: Moment, _ cluster: ClusterState) {
        conversations.change(record.id) { $0.change(record.id) { $0.served = served } }
        guard let worker = served.workers.last, let pod = self.record(worker: worker, at: began, in: cluster)?.identity else { return }
        conversations.note(
            Route(worker: worker, pod: pod, evidence: .accessLog, at: record.requestedAt, writtenAt: began), of: record.id)
    }

    private mutating func noteOthers(_ served: ServedRequest, began: Moment, _ cluster: ClusterState) {
        let end = began + .seconds(served.lasted ?? 0)
        let key = served.ids.first ?? "\(served.began ?? 0) \(served.words)"
        guard served.isOver else { return }
        let hit = served.end.map { kind in
            GatewayLog.Hit(end: kind, pod: served.workers.last.flatMap { record(worker: $0, at: began, in: cluster)?.identity }, at: end)
        }
        gateway.note(hit, of: key)
    }

    /// Where the line tells a session, it is there.
    private mutating func placeSession(_ served: ServedRequest, _ own: StreamRecord?, began: Moment, _ cluster: ClusterState) {
        let captured = gateway.sessionPlace.flatMap { served.ids.indices.contains($0) ? served.ids[$0] : nil }
        guard let session = own?.request.session ?? served.session ?? captured, let worker = served.workers.last else { return }
        let pod = record(worker: worker, at: began, in: cluster)?.identity
        let route = Route(worker: worker, pod: pod, evidence: .accessLog, at: began, writtenAt: began)
        let request = own?.id ?? served.ids.first { $0 != session }
        if let request { sessions.route(request, session: session, to: route) } else { sessions.route(session, to: route, by: "gateway") }
        if served.isOver, served.end == .engineDied || served.end == .engineUnreachable, let request { sessions.countError(of: request) }
    }
}
