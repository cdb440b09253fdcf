import ClusterModel
import TrafficModel

extension IncidentsState {
    /// Our sessions that an open incident is judged by.
    package var measuredSessions: Set<String> {
        openIndices.reduce(into: []) { $0.formUnion(all[$1].impacts.keys); $0.formUnion(all[$1].probesOnPod) }
    }

    /// Sessions of probes that an open incident hit, and that no other engine is known to serve yet.
    package func awaitedProbes(at now: Moment, cluster: ClusterState, traffic: TrafficState) -> Set<String> {
        let context = IncidentContext(now: now, cluster: cluster, traffic: traffic)
        return openIndices.reduce(into: []) { sessions, index in
            sessions.formUnion(probed(of: all[index], context).lazy.filter { $0.next == .none }.map(\.session))
        }
    }

    func probed(of incident: Incident, _ context: IncidentContext) -> [ProbeEvidence] {
        incident.probesOnPod.sorted().compactMap { session in
            context.conversations[session: session].map { ProbeEvidence($0, after: incident, context) }
        }
    }
}

extension Conversation {
    /// Its latest answer came from one of these.
    func isProbe(on pods: Set<PodIdentity>) -> Bool {
        guard OwnSession.isProbe(session) else { return false }
        let answered = probes.last { $0.outcome.isComplete && $0.routes.last?.pod != nil }
        return answered?.routes.last?.pod.map(pods.contains) ?? false
    }
}

extension ProbeEvidence {
    fileprivate init(_ conversation: Conversation, after incident: Incident, _ context: IncidentContext) {
        self.init(session: conversation.session)
        let since = incident.origin
        let tries = conversation.probes.filter { record in
            guard record.requestedAt < since else { return true }
            return record.outcome.isBreak && (record.endedAt ?? since) >= since
        }
        let isLeaving = context.cluster.record(uid: incident.pod.uid)?.isLeaving ?? true
        // A pod that is asked to stop goes on serving for a while: that is no return to it.
        let mustBeWhole = incident.cause.routerFault?.servesNoneWhole == true
        let served = tries.first { record in
            if mustBeWhole, record.isOpen || record.outcome.isBreak { return false }
            return !record.chunks.isEmpty && record.requestedAt >= since && !(isLeaving && record.routes.last?.pod == incident.pod)
        }
        let lost = tries.filter { $0.outcome.isBreak && $0.pathFailure == nil && $0.id != served?.id && $0.requestedAt <= served?.requestedAt ?? context.now }
        failed = lost.count
        let start = lost.first.map { max($0.requestedAt, since) } ?? served?.requestedAt
        guard let served, let first = served.chunks.first else {
            inVain = start.map { context.now - $0 }
            return
        }
        wait = start.map { first.at - $0 }
        next = switch served.routes.last?.pod {
        case nil: served.isAttributed(at: context.now, within: context.traffic.evidenceDelay) ? .byUnknown : .none
        case incident.pod?: .bySamePod
        case let pod?: .by(context.letter(of: pod))
        }
        if case .by = next { isKept = conversation.isKept(before: since, context.cluster) }
    }
}
