import ClusterModel
import TrafficModel

/// The incident step: opens incidents on faults, fills their marks as the facts arrive, and closes them with their results.
extension IncidentsState {
    /// Before the first fact.
    package mutating func begin(_ limits: Limits) { self.limits = limits }

    package mutating func reduce(
        _ event: TrafficEvent, _ transitions: [PodTransition], at moment: Moment, cluster: ClusterState, traffic: TrafficState
    ) -> [IncidentIntent] {
        let scope = Scope(event, transitions, traffic.conversations)
        // Tokens come by the ten thousand: one that nobody waits for goes no further.
        if case .stream = event, indices(of: scope).isEmpty, scope != .all { return [] }
        let context = IncidentContext(now: moment, cluster: cluster, traffic: traffic)
        var intents = reduceKills(event, transitions, context)
        switch event {
        case .kubernetes(.killAccepted(let order)): acceptKill(order, context)
        case .kubernetes(.killRefused(let order, _)), .kubernetes(.killUnknown(let order, _)): readKill(of: order.pod, context)
        case .router(.log(let entry)): noteDrop(entry, context)
        case .router(.engine(let figures)):
            noteLoad(figures, at: moment)
            noteStillness(figures, context)
        case .router(.engineStart(let entry)): noteStart(entry)
        default: break
        }
        for transition in transitions where transition.after.role == .engine { noteFault(transition, context) }
        for transition in transitions where transition.after.role == .router { noteRouterLoss(transition, context) }
        watchRouter(event, context)
        follow(event, transitions, scope, context)
        intents += takeClosed(context)
        if event == .ticked { intents += announce(context) }
        return intents
    }

    /// Fills the open incidents' marks, and closes those that are over.
    private mutating func follow(_ event: TrafficEvent, _ transitions: [PodTransition], _ scope: Scope, _ context: IncidentContext) {
        guard scope != .none else { return }
        if openIndices.isEmpty { return evidenceSince = nil }
        refineCauses(event, transitions, context)
        let followed = indices(of: scope)
        guard !followed.isEmpty else { return }
        let news = transitions.filter(\.isNewsOfReplacement)
        let served = scope == .streams ? [] : Set(context.conversations.records.flatMap { $0.routes.compactMap(\.pod) })
        for index in followed {
            for transition in news { noteReplacement(transition, in: index, context) }
            noteEndpointDrop(in: index, event, context)
            // Without a request on its pod there are no marks to read.
            if !all[index].impacts.isEmpty || served.contains(all[index].pod) { readStreamMarks(in: index, context) }
            if event == .ticked { noteMissedPod(index, context) }
            closeIfOver(index, context)
        }
        awaitingTokens = (scope == .streams ? awaitingTokens : openIndices).filter { all[$0].isOpen && all[$0].awaitsTokens }
        if scope != .streams { evidenceSince = oldestEvidence(context) }
    }

    private func indices(of scope: Scope) -> [Int] {
        switch scope {
        case .none: []
        case .streams: awaitingTokens
        case .pod(let transition): openIndices.filter { all[$0].isConcerned(by: transition) }
        case .all: openIndices
        }
    }

    /// The oldest request that an open incident rests on; nil where none is open.
    private func oldestEvidence(_ context: IncidentContext) -> Moment? {
        openIndices.lazy.map { index in
            let before = all[index].origin - Self.lookBack
            if all[index].impacts.isEmpty { return before }
            let requests = all[index].impacts.values.compactMap { impact in
                context.conversations[impact.request].flatMap { record in
                    record.request.purpose.continuedQuestion.flatMap { context.conversations[$0] } ?? record
                }?.requestedAt
            }
            return min(requests.min() ?? before, before)
        }.min()
    }

    /// So long before a fault a request may have ended that it broke, or a probe have told where its session was.
    package static let lookBack = Duration.seconds(60)
    /// The router is given so long to find an engine that became ready.
    static let discovery = Duration.seconds(5)
    /// So long may a stream have broken before the API server tells of the fault.
    static let breakBeforeFault = Duration.seconds(10)

    private mutating func noteFault(_ transition: PodTransition, _ context: IncidentContext) {
        let record = transition.after
        guard let before = transition.before, !before.isLeftover, !wasAlreadyReported(record) else { return }
        if noteEndOfReplacement(transition) { return }
        guard let cause = fault(transition, context), !before.isGone else { return }
        if !cause.isOurs, isPartOfOpenIncident(record, context) { return }
        let index = openIncident(on: record.identity, cause: cause, context)
        let began = beginning(of: cause, context)
        all[index].mark(.faultAccepted, at: began, .api)
        if record.isLeaving || cause.isEnd { all[index].mark(.terminating, at: began, .api) }
    }

    /// Who comes while a container waits to be started again sees its end late: in the restart. Ends are written in whole seconds.
    private func beginning(of cause: IncidentCause, _ context: IncidentContext) -> Moment {
        guard case .crashed(let end) = cause, let ended = context.cluster.written(loggedAt: end.finishedAt, seenAt: context.now),
            context.now - ended > .seconds(2)
        else { return context.now }
        return ended
    }

    /// A replacement that ends before it was ready is a part of the incident that it was to end.
    private mutating func noteEndOfReplacement(_ transition: PodTransition) -> Bool {
        guard transition.restarted || transition.ended != nil, !transition.after.isLeaving,
            let index = openIndices.last(where: { index in
                guard let replacement = all[index].replacement else { return false }
                return replacement.pod == transition.after.identity && replacement.readyAt == nil && !replacement.isSamePod
            })
        else { return false }
        if transition.ended != nil || transition.restarted { all[index].replacement?.crashes += 1 }
        return true
    }

    /// The pod was taken away, and what became of it has been told: that it also goes at last is no new fault.
    private func wasAlreadyReported(_ record: PodRecord) -> Bool {
        if overPods.contains(record.pod.uid) { return true }
        guard let index = openIndex(on: record.identity), all[index].recoveredAt != nil else { return false }
        return all[index].replacement?.isSamePod != true
    }

    /// Another pod of the same engine has gone: the engine is down already, and its pods follow each other.
    private mutating func isPartOfOpenIncident(_ record: PodRecord, _ context: IncidentContext) -> Bool {
        guard let group = record.pod.engineGroup else { return false }
        let isOpen = openIndices.contains { index in
            all[index].isOngoing && all[index].pod != record.identity
                && context.cluster.record(uid: all[index].pod.uid)?.pod.engineGroup == group
        }
        let isPart = isOpen || context.cluster.lostItsHead(record, at: context.now)
        if isPart, record.isLeaving { overPods.insert(record.pod.uid) }
        return isPart
    }

    /// What a change of a pod means; nil for the ordinary course of things.
    private func fault(_ transition: PodTransition, _ context: IncidentContext) -> IncidentCause? {
        let causes = Causes(context.cluster, at: context.now)
        let (record, stage) = (transition.after, transition.after.stage)
        let wasServing = transition.before?.stages.contains { $0.stage == .ready } ?? false
        // What a job has done is done.
        let isDone = record.pod.phase == "Succeeded" || record.pod.ownerKind == "Job" && transition.ended?.exitCode == 0
        if isDone, stage != .terminating, stage != .gone { return nil }
        if transition.restarted, let end = record.pod.servingContainer?.lastTermination { return .crashed(end) }
        if wasServing, !record.isLeaving, let end = transition.ended { return .crashed(end) }
        guard transition.stageChanged, wasServing || stage == .terminating || stage == .gone else { return nil }
        switch stage {
        case .terminating, .gone:
            if let kill = kills.explaining(record.pod.uid) { return kill.cause }
            // What fails, and is swept away later, was told when it failed.
            if transition.before?.stage == .failed { return nil }
            return causes.known(of: record) ?? record.pod.reason.map { .evicted($0) } ?? .deleted
        case .failed:
            if let known = causes.known(of: record) { return known }
            // With restartPolicy Never a crash ends the pod itself.
            if record.pod.reason == nil, let end = transition.ended ?? record.pod.lastEnd { return .crashed(end) }
            return .evicted(record.pod.reason ?? "phase \(record.pod.phase)")
        case .unready:
            return causes.known(of: record) ?? .unready
        case .pending, .starting, .ready: return nil
        }
    }

    /// The open incident on the pod, or a new one.
    mutating func openIncident(on pod: PodIdentity, cause: IncidentCause, letter: String? = nil, _ context: IncidentContext) -> Int {
        let number = (all.last?.number ?? 0) + 1
        // What has recovered is judged before the next one changes what it would be judged by.
        for index in openIndices where all[index].recoveredAt != nil && !all[index].isHeld {
            close(index, as: all[index].cause.isPlanned ? .plannedAndOver : .recovered, context)
        }
        if let index = openIndex(on: pod) {
            guard isSuperseded(index, by: cause) else {
                if all[index].cause.isToldBetter(by: cause) { all[index].cause = cause }
                return index
            }
            close(index, as: .superseded(by: number), context)
        }
        var incident = Incident(number: number, pod: pod, letter: letter ?? context.letter(of: pod), cause: cause, openedAt: context.now)
        let serving = context.serving(for: pod)
        for session in context.traffic.sessions.records.values where context.conversations[session: session.id] == nil && !OwnSession.isOne(session.id) {
            if let route = session.route?.pod, serving.contains(route) {
                incident.sessionsOnPod.insert(session.id)
            } else {
                incident.sessionsElsewhere.insert(session.id)
            }
        }
        for conversation in context.conversations.all.values {
            if let request = conversation.served(by: serving, at: context.now) {
                incident.impacts[conversation.session] = Impact(request: request)
            } else if conversation.isProbe(on: serving) {
                incident.probesOnPod.insert(conversation.session)
            }
        }
        if let drop = recentDrops[pod.name], context.now - drop < .seconds(10) { incident.mark(.routerDropped, at: drop, .router) }
        incident.wasListed = context.traffic.lists(pod, in: context.cluster, at: context.now)
        incident.loads = IncidentLoads(at: context.now, without: context.serving(for: pod), context)
        openPods.insert(pod)
        all.append(incident)
        openIndices.append(all.count - 1)
        return all.count - 1
    }

    /// A kill of a pod that was hurt before is a fault of its own, with its own T0 and the stream that it cuts. What was seen
    /// of the pod since the asking is the kill's first effect.
    private func isSuperseded(_ index: Int, by cause: IncidentCause) -> Bool {
        let older = all[index]
        guard cause.isOurs, !older.cause.isOurs, let kill = kills.latest(of: older.pod) else { return false }
        return older.openedAt < kill.askedAt
    }
}

extension Conversation {
    /// The request on the pod: open now, or broken a moment before the API told of the fault.
    fileprivate func served(by pods: Set<PodIdentity>, at moment: Moment) -> RequestID? {
        records.last { record in
            guard record.routes.contains(where: { $0.pod.map(pods.contains) ?? false }) else { return false }
            guard let ended = record.endedAt else { return true }
            return record.outcome.isBreak && moment - ended < IncidentsState.breakBeforeFault
        }?.id
    }
}

extension IncidentCause {
    /// An engine that only lost its readiness has a reason, which may be seen later; one that froze has it, until its container ends.
    fileprivate func isToldBetter(by other: IncidentCause) -> Bool {
        switch self {
        case .unready: true
        case .frozen: other.isEnd
        default: false
        }
    }

    /// A container has ended, though its pod stays.
    fileprivate var isEnd: Bool {
        switch self {
        case .crashed, .livenessFailed: true
        default: false
        }
    }
}

extension PodTransition {
    /// The pod has come, or come further: all that a replacement does.
    var isNewsOfReplacement: Bool {
        before == nil || stageChanged || restarted || before?.pod.isScheduled != after.pod.isScheduled
    }
}

extension Incident {
    /// Marks are open that a token may set.
    fileprivate var awaitsTokens: Bool { impacts.values.contains { $0.marks[.rateRestored] == nil } }
}

extension Pod {
    /// How its containers ended, where one ended badly.
    fileprivate var lastEnd: Termination? {
        if case .terminated(let end)? = servingContainer?.state, end.exitCode != 0 { return end }
        let ends = containers.compactMap { container -> Termination? in
            if case .terminated(let end) = container.state { end } else { nil }
        }
        return ends.first { $0.exitCode != 0 } ?? ends.first
    }
}
