import ClusterModel

extension SessionsState {
    /// How many requests without a session are remembered.
    static let requestLimit = 4_096

    mutating func changeRoutes(_ change: (inout Route) -> Void) {
        for id in records.keys {
            guard var route = records[id]?.route else { continue }
            change(&route)
            records[id]?.route = route
        }
    }

    mutating func route(_ request: RequestID, session named: String?, to route: Route) {
        guard let session = named ?? sessionOfRequest[request] else { return }
        if failed.remove(request) != nil { withdrawError(of: session) }
        note(route, of: session, isNew: remember(request, session: session))
    }

    /// A line without a request: another attempt of the same one where the last failed, else a new one.
    mutating func route(_ session: String, to route: Route, by router: String) {
        let isRetry = retrying.remove(Attempt(router: router, of: session)) != nil
        if isRetry { withdrawError(of: session) }
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

    /// A request failed, whatever the number of its tries; where it is tried again, it has not yet.
    mutating func countError(of request: RequestID) {
        guard let session = sessionOfRequest[request], failed.insert(request).inserted else { return }
        records[session]?.errors += 1
    }

    private mutating func withdrawError(of session: String) {
        guard let errors = records[session]?.errors, errors > 0 else { return }
        records[session]?.errors = errors - 1
    }

    /// An attempt failed on a worker: that of the session that was sent there last. The line follows its routing line by
    /// milliseconds.
    mutating func countError(on worker: String, by router: String) {
        guard let session = latestOnWorker[Attempt(router: router, of: worker)] else { return }
        guard retrying.insert(Attempt(router: router, of: session)).inserted else { return }
        records[session]?.errors += 1
    }

    /// True if the request was not seen before.
    private mutating func remember(_ request: RequestID, session: String) -> Bool {
        guard sessionOfRequest.updateValue(session, forKey: request) == nil else { return false }
        requestOrder.append(request)
        if requestOrder.count > Self.requestLimit {
            for old in requestOrder.prefix(Self.requestLimit / 2) {
                sessionOfRequest[old] = nil
                failed.remove(old)
            }
            requestOrder.removeFirst(Self.requestLimit / 2)
        }
        return true
    }
}
