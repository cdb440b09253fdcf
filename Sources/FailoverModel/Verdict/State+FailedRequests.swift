extension State {
    /// Requests of the watched session that failed after a fault: not those that a fault broke, but those that were sent
    /// since, up to the next fault.
    public func failedRequests(after incident: Incident) -> [StreamRecord] {
        let since = min(incident.origin, incident.marks[.breakSeen]?.at ?? incident.origin)
        let next = incidents.all.first { $0.number > incident.number && !$0.cause.isPlanned }?.origin
        let broken = Set(incidents.all.compactMap(\.stream))
        return streams.records.filter { record in
            record.requestedAt >= since && next.map { record.requestedAt < $0 } != false && record.outcome.isBreak
                && !broken.contains(record.id)
        }
    }
}
