import ClusterModel
import TrafficModel

/// T2, T3, T5 and T6 of each of our sessions that was hit: what its streams say. Read anew whenever facts arrive, so that a
/// route that becomes known late still puts the marks where they belong.
extension IncidentsState {
    /// Inter-token latency counts as restored at this many times the one before.
    package static let restoredFactor = 1.2
    /// Over how many gaps it is judged.
    package static let restoredWindow = 5

    /// Silent for so long after the router's line of a move, the engine before will send nothing more.
    private static let clearPause = Duration.milliseconds(500)

    mutating func readStreamMarks(in index: Int, _ context: IncidentContext) {
        for conversation in context.conversations.all.values {
            let known = all[index].impacts[conversation.session]
            guard let request = known?.request ?? conversation.broken(by: all[index]), let broken = conversation[request] else {
                continue
            }
            var impact = known ?? Impact(request: request)
            let routerDrop = read(broken, of: conversation, into: &impact, of: all[index], context)
            all[index].impacts[conversation.session] = impact
            if let routerDrop { all[index].mark(.routerDropped, at: routerDrop, .router) }
        }
    }

    /// Returns when the router was first seen to send a request of the session elsewhere.
    private func read(
        _ broken: StreamRecord, of conversation: Conversation, into impact: inout Impact, of incident: Incident,
        _ context: IncidentContext
    ) -> Moment? {
        guard let (last, resumed) = lastToken(of: broken, for: incident, at: context.now) else { return nil }
        if impact.gapBefore == nil { impact.gapBefore = broken.medianGap(until: last) }
        impact.marks.set(.lastToken, at: last, .stream)
        if broken.outcome.isBreak, let ended = broken.endedAt { impact.marks.set(.breakSeen, at: ended, .stream) }
        if let resumed {
            markReturn(of: broken, from: resumed, in: &impact)
            return nil
        }
        guard broken.outcome.isBreak else { return nil }
        let later = conversation.records.filter { $0.requestedAt >= (broken.endedAt ?? broken.requestedAt) && $0.id != broken.id }
        guard let served = later.first(where: { isServedElsewhere($0, than: incident, context) }) else { return nil }
        markReturn(of: served, from: 0, in: &impact)
        return served.routes.first.flatMap { $0.pod == incident.pod ? nil : $0.at }
    }

    /// The last token from the incident's pod, and the index of the first from another, where the router migrated the
    /// stream. Nil while tokens may still come from the pod.
    private func lastToken(of record: StreamRecord, for incident: Incident, at now: Moment) -> (Moment, Int?)? {
        let change = record.routes.indices.dropFirst().first { index in
            record.routes[index - 1].pod == incident.pod && record.routes[index].pod != incident.pod
        }
        if let change {
            let first = record.firstChunk(ofRoute: change)
            guard first > 0 else { return nil }
            if first < record.chunks.count { return (record.chunks[first - 1].at, first) }
            let isPause = now - record.lastActivity > Self.clearPause
            return isPause || !record.isOpen ? (record.chunks.last?.at ?? record.lastActivity, nil) : nil
        }
        guard record.outcome.isBreak else { return nil }
        return (record.chunks.last?.at ?? record.requestedAt, nil)
    }

    /// The request got a token from another pod; from the same one only where that one came back to life.
    private func isServedElsewhere(_ record: StreamRecord, than incident: Incident, _ context: IncidentContext) -> Bool {
        guard let first = record.chunks.first else { return false }
        guard let pod = record.pod(at: first.at) else {
            return context.cluster.record(uid: incident.pod.uid)?.isGone ?? true
        }
        switch incident.cause {
        case .crashed, .livenessFailed, .unready, .frozen: return true
        default: return pod != incident.pod
        }
    }

    /// T5 and T6 from the chunks of a stream from an index on.
    private func markReturn(of record: StreamRecord, from start: Int, in impact: inout Impact) {
        let chunks = record.chunks[start...]
        guard let first = chunks.first else { return }
        impact.marks.set(.firstToken, at: first.at, .stream)
        impact.successor = impact.successor ?? record.pod(at: first.at)
        guard impact.marks[.rateRestored] == nil, let before = impact.gapBefore else { return }
        let limit = before.seconds * Self.restoredFactor
        let gaps = zip(chunks, chunks.dropFirst()).map { ($1.at, $1.at - $0.at) }
        for end in gaps.indices where end + 1 >= Self.restoredWindow {
            let window = gaps[(end + 1 - Self.restoredWindow)...end].map(\.1)
            if let median = StreamRecord.median(window), median.seconds <= limit {
                impact.marks.set(.rateRestored, at: gaps[end].0, .stream)
                return
            }
        }
    }
}

extension Conversation {
    /// A break that was seen before the route of its request was known.
    fileprivate func broken(by incident: Incident) -> RequestID? {
        let since = incident.openedAt - IncidentsState.breakBeforeFault
        return records.last { record in
            guard record.requestedAt <= incident.openedAt, record.routes.contains(where: { $0.pod == incident.pod }) else { return false }
            return record.isOpen || record.outcome.isBreak && (record.endedAt ?? .zero) >= since
        }?.id
    }
}
