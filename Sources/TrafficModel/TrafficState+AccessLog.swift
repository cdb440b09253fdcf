import ClusterModel

/// Lines of a gateway's access log.
extension TrafficState {
    mutating func noteServed(_ served: ServedRequest, of entry: RouterLogEntry, at seen: Moment, cluster: ClusterState) {
        gateway.noteLine(isOver: served.isOver)
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
        guard served.isOver else { return }
        let pod = served.workers.last.flatMap { record(worker: $0, at: began, in: cluster) }
        gateway.note(served.end.map { GatewayLog.Hit(end: $0, pod: pod?.identity, at: end) }, of: key(of: served))
    }

    /// What is captured besides the session; where nothing is, its time and its worker tell a request from others.
    private func key(of served: ServedRequest) -> String {
        let ids = served.ids.enumerated().filter { $0.offset != gateway.sessionPlace && !$0.element.isEmpty }.map(\.element)
        return ids.isEmpty ? "\(served.began ?? 0) \(served.workers.last ?? "") \(served.words)" : ids.joined(separator: "|")
    }

    /// Where the line tells a session, it is there.
    private mutating func placeSession(_ served: ServedRequest, _ own: StreamRecord?, began: Moment, _ cluster: ClusterState) {
        let captured = gateway.sessionPlace.flatMap { served.ids.indices.contains($0) ? served.ids[$0] : nil }.flatMap { $0.isEmpty ? nil : $0 }
        guard let session = own?.request.session ?? served.session ?? captured, let worker = served.workers.last else { return }
        let pod = record(worker: worker, at: began, in: cluster)?.identity
        let route = Route(worker: worker, pod: pod, evidence: .accessLog, at: began, writtenAt: began)
        let request = own?.id ?? served.ids.first { $0 != session && !$0.isEmpty }
        if let request { sessions.route(request, session: session, to: route) } else { sessions.route(session, to: route, by: "gateway") }
        if served.isOver, served.end == .engineDied || served.end == .engineUnreachable, let request { sessions.countError(of: request) }
    }
}
