/// T2, T3, T5 and T6: what the watched session's streams say. Read anew whenever facts arrive, so that a route that
/// becomes known late still puts the marks where they belong.
extension State {
    /// Inter-token latency counts as restored at this many times the one before.
    static let restoredFactor = 1.2
    /// Over how many gaps it is judged.
    static let restoredWindow = 5

    /// Silent for so long after the router's line of a move, the engine before will send nothing more.
    private static let clearPause = Duration.milliseconds(500)

    mutating func readStreamMarks(in index: Int) {
        var incident = incidents.all[index]
        if incident.stream == nil { incident.stream = streamBroken(by: incident) }
        guard let id = incident.stream, let broken = streams[id] else { return }
        guard let (last, resumed) = lastToken(of: broken, for: incident) else { return }
        if incident.gapBefore == nil { incident.gapBefore = broken.medianGap(until: last) }
        incident.mark(.lastToken, at: last, .stream)
        if broken.outcome.isBreak, let ended = broken.endedAt { incident.mark(.breakSeen, at: ended, .stream) }
        if let resumed {
            markReturn(of: broken, from: resumed, in: &incident)
        } else if broken.outcome.isBreak {
            readFollowUps(of: broken, in: &incident)
        }
        incidents.all[index] = incident
    }

    /// A break that was seen before the route of its request was known.
    private func streamBroken(by incident: Incident) -> RequestID? {
        streams.records.last { record in
            record.routes.contains { $0.pod == incident.pod } && record.requestedAt <= incident.openedAt
                && (record.isOpen || record.outcome.isBreak && (record.endedAt ?? .zero) >= incident.openedAt + .seconds(-10))
        }?.id
    }

    /// The last token from the incident's pod, and the index of the first from another, where the router migrated the
    /// stream. Nil while tokens may still come from the pod.
    private func lastToken(of record: StreamRecord, for incident: Incident) -> (Moment, Int?)? {
        let change = record.routes.indices.dropFirst().first { index in
            record.routes[index - 1].pod == incident.pod && record.routes[index].pod != incident.pod
        }
        if let change {
            let first = record.firstChunk(ofRoute: change)
            guard first > 0 else { return nil }
            if first < record.chunks.count { return (record.chunks[first - 1].at, first) }
            let isPause = now - record.lastActivity > Self.clearPause
            return isPause || !record.isOpen ? (record.lastActivity, nil) : nil
        }
        guard record.outcome.isBreak else { return nil }
        return (record.chunks.last?.at ?? record.requestedAt, nil)
    }

    private func readFollowUps(of broken: StreamRecord, in incident: inout Incident) {
        let later = streams.records.filter { $0.requestedAt >= (broken.endedAt ?? broken.requestedAt) }
            .filter { $0.id != broken.id }
        guard let served = later.first(where: { isServedElsewhere($0, than: incident) }) else { return }
        if let route = served.routes.first, route.pod != incident.pod {
            incident.mark(.routerDropped, at: route.at, .router)
        }
        markReturn(of: served, from: 0, in: &incident)
    }

    /// The request got a token from another pod; from the same one only where that one came back to life.
    private func isServedElsewhere(_ record: StreamRecord, than incident: Incident) -> Bool {
        guard let first = record.chunks.first else { return false }
        guard let pod = record.pod(at: first.at) else {
            return cluster.record(uid: incident.pod.uid)?.isGone ?? true
        }
        switch incident.cause {
        case .crashed, .livenessFailed, .unready: return true
        default: return pod != incident.pod
        }
    }

    /// T5 and T6 from the chunks of a stream from an index on.
    private func markReturn(of record: StreamRecord, from start: Int, in incident: inout Incident) {
        let chunks = record.chunks[start...]
        guard let first = chunks.first else { return }
        incident.mark(.firstToken, at: first.at, .stream)
        incident.successor = incident.successor ?? record.pod(at: first.at)
        guard incident.marks[.rateRestored] == nil, let before = incident.gapBefore else { return }
        let limit = before.seconds * Self.restoredFactor
        let gaps = zip(chunks, chunks.dropFirst()).map { ($1.at, $1.at - $0.at) }
        for end in gaps.indices where end + 1 >= Self.restoredWindow {
            let window = gaps[(end + 1 - Self.restoredWindow)...end].map(\.1)
            if let median = StreamRecord.median(window), median.seconds <= limit {
                incident.mark(.rateRestored, at: gaps[end].0, .stream)
                return
            }
        }
    }
}
