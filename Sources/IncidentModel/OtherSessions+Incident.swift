import ClusterModel
import TrafficModel

extension IncidentsState {
    /// What became of the sessions that the fault did not cut: as it was when the incident closed, else as it is now.
    package func otherSessions(of incident: Incident, at now: Moment, cluster: ClusterState, traffic: TrafficState) -> OtherSessions {
        incident.closure?.round.otherSessions
            ?? others(of: incident, IncidentContext(now: now, cluster: cluster, traffic: traffic))
    }

    func others(of incident: Incident, _ context: IncidentContext) -> OtherSessions {
        let others = all.lazy.filter { $0.number != incident.number }.compactMap(\.closedAt).max()
        // Of a thousand that are open one is enough to tell.
        let isAlone = openIndices.allSatisfy { all[$0].number == incident.number } && others.map { $0 < incident.streamsSince } ?? true
        return OtherSessions(of: incident, quietSince: isAlone ? others ?? .zero : nil, context)
    }
}

extension OtherSessions {
    /// So long before a fault the log shows whether requests failed without it.
    private static let before = Duration.seconds(30)

    /// By probes of our own where there were some, else by what the router's log tells of other people.
    /// - Parameter quietSince: when the incident before this one closed; nil while another is on, whose streams may have broken too.
    fileprivate init(of incident: Incident, quietSince: Moment?, _ context: IncidentContext) {
        let probed = context.conversations.all.values.compactMap { ProbedSession($0, around: incident) }
        if probed.isEmpty { self.init(logged: incident, context) } else { self.init(probed: probed, of: incident, context) }
        let gateway = context.traffic.gateway
        let since = incident.streamsSince
        guard gateway.tellsEnds else {
            let quiet = quietSince.map { min(max($0, since - Self.before), since)..<since }
            readFailures(of: incident, since: since, before: quiet, context)
            return
        }
        // nginx writes 200 for an answer that was cut in the middle.
        if context.traffic.router.dialect != .nginx { requestsCut = gateway.count([.engineDied], on: incident.pod, since: since) }
        requestsRefused = gateway.count([.engineUnreachable, .noneLeft], on: incident.pod, since: since)
    }

    /// - Parameter before: a time without any incident; nil where another one is on.
    private mutating func readFailures(of incident: Incident, since: Moment, before: Range<Moment>?, _ context: IncidentContext) {
        let traffic = context.traffic
        guard traffic.tellsFailures, context.cluster.sources[.routerLog].isLive else { return }
        let vain = traffic.failures.vain(on: incident.pod, since: since)
        let failures = FailuresOfOthers(traffic, since: since - IncidentsState.lookBack)
        let now = since..<max(since, context.now + .seconds(1))
        // What fails all the time, or while another fault is on, need not be of this one.
        // A router's incident is told late, and everything that goes through it is hit.
        func isShared(_ count: (Range<Moment>) -> Int) -> Bool { before.map { !incident.cause.isOfRouter && count($0) > 0 } ?? true }
        // A proxy between us and the router may keep a request that we gave up, until the engine ends it.
        let givenUp = failures.oursGivenUp(on: incident.pod)
        let refused = max(vain, failures.refused(in: now))
        requestsRefused = isShared(failures.refused) ? vain : max(vain, refused - givenUp.count { !$0.hasBegun })
        requestsRefusedAtMost = requestsRefused == refused ? nil : refused
        guard traffic.tellsBreaks else { return }
        let broken = failures.broken(in: now)
        requestsCut = isShared(failures.broken) ? 0 : max(0, broken - givenUp.count(where: \.hasBegun))
        requestsCutAtMost = requestsCut == broken ? nil : broken
    }

    private init(logged incident: Incident, _ context: IncidentContext) {
        self.init(elsewhere: incident.sessionsElsewhere.count, onPod: incident.sessionsOnPod.count)
        let sessions = context.traffic.sessions
        for session in incident.sessionsElsewhere {
            guard let record = sessions[session], let movedAt = record.movedAt, movedAt >= incident.origin else { continue }
            if context.hasCome(record.route?.pod, since: incident) { rebalanced += 1 } else { moved += 1 }
        }
        stayed = elsewhere - moved - rebalanced
        let rescues = incident.sessionsOnPod.compactMap { sessions[$0]?.movedAt }.filter { $0 >= incident.origin }
        rescued = rescues.count
        lastRescue = rescues.max().map { ($0 - incident.origin).seconds }
    }

    private init(probed sessions: [ProbedSession], of incident: Incident, _ context: IncidentContext) {
        self.init()
        for session in sessions {
            let wasOnPod = session.before == incident.pod
            if wasOnPod { onPod += 1 } else { elsewhere += 1 }
            switch session.after {
            case .none, .unknown: break
            case .failed: failed += 1
            case .unreached: unreached += 1
            case .by(let pod) where wasOnPod: if pod != incident.pod { rescued += 1 }
            case .by(session.before): stayed += 1
            case .by(let pod): if context.hasCome(pod, since: incident) { rebalanced += 1 } else { moved += 1 }
            }
        }
    }
}

/// A session that only probes were sent for, before a fault and after it.
private struct ProbedSession {
    enum After { case none, unknown, unreached, failed, by(PodIdentity) }

    let before: PodIdentity
    let after: After

    /// nil for a session that asked something else too, and where it was before is not known.
    init?(_ conversation: Conversation, around incident: Incident) {
        guard conversation.records.isEmpty, !OwnSession.isBoards(conversation.session) else { return nil }
        let earlier = conversation.probes.last { $0.requestedAt < incident.origin && $0.outcome.isComplete }
        guard let pod = earlier?.routes.last?.pod else { return nil }
        before = pod
        guard let later = conversation.probes.last(where: { $0.requestedAt >= incident.origin && $0.endedAt != nil }) else {
            after = .none
            return
        }
        if !later.outcome.isComplete {
            after = later.pathFailure == nil ? .failed : .unreached
        } else {
            after = later.routes.last?.pod.map { .by($0) } ?? .unknown
        }
    }
}

extension Incident {
    /// From when on what breaks may be of it.
    fileprivate var streamsSince: Moment { origin - IncidentsState.breakBeforeFault }
}

extension IncidentContext {
    /// The pod was first seen after the fault.
    fileprivate func hasCome(_ pod: PodIdentity?, since incident: Incident) -> Bool {
        guard let record = pod.flatMap({ cluster.record(uid: $0.uid) }) else { return false }
        return record.firstSeen >= incident.origin + .seconds(-2)
    }
}
