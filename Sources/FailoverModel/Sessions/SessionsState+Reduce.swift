extension State {
    mutating func applyToSessions(_ event: Event) {
        guard case .router(.log(let entry)) = event.fact else { return }
        let moment = start.moment(loggedAt: entry.loggedAt, seenAt: event.at)
        switch entry.message {
        case .routed(let request, let session, let worker, _):
            let own = streams[request] != nil
            let route = Route(
                worker: worker, pod: cluster.record(worker: worker, at: moment)?.identity,
                evidence: own ? .ownRequest : .sessionLine, at: moment)
            sessions.route(request, session: session, to: route)
        case .attemptFailed(let request, _, _, _):
            sessions.countError(of: request)
        case .engineDiscovered, .engineDropped, .engineTerminating, .streamBroke, .unknown:
            break
        }
    }

    /// Gives routes their pod that were read before the pod was known.
    mutating func resolveRoutes(after transitions: [PodTransition]) {
        guard transitions.contains(where: \.gotAddress) else { return }
        let cluster = cluster
        for id in sessions.records.keys {
            sessions.records[id]?.route?.resolve(in: cluster)
        }
        for index in streams.records.indices {
            for route in streams.records[index].routes.indices {
                streams.records[index].routes[route].resolve(in: cluster)
            }
        }
    }
}

extension Route {
    mutating func resolve(in cluster: ClusterState) {
        if pod == nil { pod = cluster.record(worker: worker, at: at)?.identity }
    }

    /// Both lead to the same pod, or to the same address where a pod is unknown.
    func leadsToSamePod(as other: Route) -> Bool {
        if let pod, let otherPod = other.pod { return pod == otherPod }
        return worker == other.worker
    }
}

extension Start {
    /// History is placed where its line says; a fresh line where it was seen, by the one monotonic clock.
    func moment(loggedAt: Double?, seenAt: Moment) -> Moment {
        guard let loggedAt else { return seenAt }
        let age = wallClock(at: seenAt) - loggedAt
        return age > 2 ? seenAt + .seconds(-age) : seenAt
    }
}

extension SessionsState {
    /// How many requests without a session are remembered.
    static let requestLimit = 4_096

    mutating func route(_ request: RequestID, session named: String?, to route: Route) {
        guard let session = named ?? sessionOfRequest[request] else { return }
        let isNew = remember(request, session: session)
        if records[session] == nil { enlist(session) }
        var record = records[session] ?? SessionRecord(id: session, lastSeen: route.at)
        if isNew { record.requests += 1 }
        if let present = record.route, !present.leadsToSamePod(as: route) {
            record.moved += 1
            record.movedAt = route.at
            record.previous = present
        }
        record.route = route
        record.lastSeen = max(record.lastSeen, route.at)
        records[session] = record
    }

    mutating func countError(of request: RequestID) {
        guard let session = sessionOfRequest[request] else { return }
        records[session]?.errors += 1
    }

    /// True if the request was not seen before.
    private mutating func remember(_ request: RequestID, session: String) -> Bool {
        guard sessionOfRequest.updateValue(session, forKey: request) == nil else { return false }
        requestOrder.append(request)
        if requestOrder.count > Self.requestLimit {
            for old in requestOrder.prefix(Self.requestLimit / 2) { sessionOfRequest[old] = nil }
            requestOrder.removeFirst(Self.requestLimit / 2)
        }
        return true
    }
}
