extension State {
    mutating func applyToSessions(_ event: Event) {
        guard case .router(.log(let entry)) = event.fact else { return }
        let moment = self.moment(loggedAt: entry.loggedAt, seenAt: event.at)
        let written = self.written(loggedAt: entry.loggedAt, seenAt: event.at)
        switch entry.message {
        case .routed(let request, let session, let worker, _):
            let own = streams[request] != nil
            let route = Route(
                worker: worker, pod: record(worker: worker, at: moment)?.identity,
                evidence: own ? .ownRequest : .sessionLine, at: moment, writtenAt: written)
            sessions.route(request, session: session ?? streams[request]?.request.session, to: route)
        case .sessionRouted(let session, let worker):
            let pod = record(worker: worker, at: moment)?.identity
            let route = Route(worker: worker, pod: pod, evidence: .sessionLine, at: moment, writtenAt: written)
            sessions.route(session, to: route, by: entry.routerPod)
        case .attemptFailed(let request, _, _, _):
            sessions.countError(of: request)
        case .workerFailed(let worker, _):
            sessions.countError(on: worker, by: entry.routerPod)
        case .requestFailed, .migrating, .migrationRefused, .breakerChanged, .engineDiscovered, .engineDropped,
            .engineTerminating, .streamBroke, .recognised, .unknown:
            break
        }
    }

    /// Gives routes their pod that were read before the pod was known.
    mutating func resolveRoutes(after transitions: [PodTransition]) {
        guard transitions.contains(where: \.gotAddress) else { return }
        for id in sessions.records.keys {
            guard let route = sessions.records[id]?.route.map(resolved) else { continue }
            sessions.records[id]?.route = route
        }
        for index in streams.records.indices {
            let routes = streams.records[index].routes.map(resolved)
            streams.records[index].routes = routes
        }
        for index in streams.probes.indices {
            let routes = streams.probes[index].routes.map(resolved)
            streams.probes[index].routes = routes
        }
    }

    private func resolved(_ route: Route) -> Route {
        guard route.pod == nil else { return route }
        var route = route
        route.pod = record(worker: route.worker, at: route.at)?.identity
        return route
    }
}

extension Route {
    /// It is of an earlier time: by the writers' clock where both lines carry it, else by when they were seen.
    func isEarlier(than other: Route) -> Bool {
        if let writtenAt, let otherWrittenAt = other.writtenAt { return writtenAt < otherWrittenAt }
        return at < other.at
    }

    /// Both lead to the same pod, or to the same address where a pod is unknown.
    func leadsToSamePod(as other: Route) -> Bool {
        if let pod, let otherPod = other.pod { return pod == otherPod }
        return worker == other.worker
    }
}

extension State {
    /// History is placed where its line says; a fresh line where it was seen, by the one monotonic clock.
    func moment(loggedAt: Double?, seenAt: Moment) -> Moment {
        guard let loggedAt else { return seenAt }
        let age = clusterClock(at: seenAt) - loggedAt
        return age > 2 ? seenAt + .seconds(-age) : seenAt
    }

    /// When a line was written, by its writer's clock; never later than it was seen.
    func written(loggedAt: Double?, seenAt: Moment) -> Moment? {
        loggedAt.map { seenAt + .seconds(min(0, $0 - clusterClock(at: seenAt))) }
    }
}

extension SessionsState {
    /// How many requests without a session are remembered.
    static let requestLimit = 4_096

    mutating func route(_ request: RequestID, session named: String?, to route: Route) {
        guard let session = named ?? sessionOfRequest[request] else { return }
        note(route, of: session, isNew: remember(request, session: session))
    }

    /// A line without a request: another attempt of the same one where the last failed, else a new one.
    mutating func route(_ session: String, to route: Route, by router: String) {
        let isRetry = retrying.remove(Attempt(router: router, of: session)) != nil
        latestOnWorker[Attempt(router: router, of: route.worker)] = session
        note(route, of: session, isNew: !isRetry)
    }

    private mutating func note(_ route: Route, of session: String, isNew: Bool) {
        if records[session] == nil { enlist(session) }
        var record = records[session] ?? SessionRecord(id: session, lastSeen: route.at)
        if isNew { record.requests += 1 }
        record.lastSeen = max(record.lastSeen, route.at)
        defer { records[session] = record }
        // The log of another router may come later and tell of earlier: nobody moves back in time.
        if let present = record.route, route.isEarlier(than: present) { return }
        if let present = record.route, !present.leadsToSamePod(as: route) {
            record.moved += 1
            record.movedAt = route.at
            record.previous = present
        }
        record.route = route
    }

    mutating func countError(of request: RequestID) {
        guard let session = sessionOfRequest[request] else { return }
        records[session]?.errors += 1
    }

    /// An attempt failed on a worker: that of the session that was sent there last. The line follows its routing line by
    /// milliseconds.
    mutating func countError(on worker: String, by router: String) {
        guard let session = latestOnWorker[Attempt(router: router, of: worker)] else { return }
        records[session]?.errors += 1
        retrying.insert(Attempt(router: router, of: session))
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
