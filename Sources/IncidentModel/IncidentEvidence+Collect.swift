import Algorithms
import ClusterModel
import TrafficModel

/// What is known of an incident now.
extension IncidentsState {
    /// The results as they stand: those of a closed incident are those of its end.
    package func results(of incident: Incident, at now: Moment, cluster: ClusterState, traffic: TrafficState) -> [ExpectationResult] {
        incident.closure?.results ?? judge(evidence(of: incident, IncidentContext(now: now, cluster: cluster, traffic: traffic)))
    }

    func evidence(of incident: Incident, _ context: IncidentContext) -> IncidentEvidence {
        var evidence = IncidentEvidence(letter: incident.letter)
        evidence.isPlanned = incident.cause.isPlanned
        evidence.routerFault = incident.cause.routerFault
        evidence.limits = limits
        evidence.others = others(of: incident, context)
        evidence.recovery = recovery(of: incident, context)
        evidence.failed = failedRequests(after: incident, context).map { record, session in
            FailedRequest(id: record.id, session: session, isHiddenByResume: record.isHiddenByResume)
        }
        evidence.probed = probed(of: incident, context)
        evidence.sessions = incident.impacts.map { self.evidence(of: $0.key, $0.value, incident, context) }
        return evidence
    }

    private func evidence(
        of session: String, _ impact: Impact, _ incident: Incident, _ context: IncidentContext
    ) -> SessionEvidence {
        var evidence = SessionEvidence(session: session)
        evidence.serviceGap = impact.serviceGap
        evidence.silence = impact.serviceGap == nil ? impact.marks[.lastToken].map { context.now - $0.at } : nil
        guard let conversation = context.conversations[session: session] else { return evidence }
        evidence.isQuiet = conversation.isQuiet
        evidence.answer = AnswerEvidence(of: impact, in: conversation, of: incident)
        evidence.next = next(after: impact, in: conversation, of: incident, context)
        if case .by = evidence.next { evidence.isKept = conversation.isKept(before: incident.origin, context.cluster) }
        let parts = conversation[impact.request].flatMap { conversation.answer(of: $0) }?.parts ?? []
        evidence.answerPathFailure = parts.pathFailure
        evidence.laterPathFailure = conversation.records.filter { $0.requestedAt >= incident.origin }.pathFailure
        return evidence
    }

    private func next(
        after impact: Impact, in conversation: Conversation, of incident: Incident, _ context: IncidentContext
    ) -> NextRequest {
        guard let served = conversation.nextServed(after: impact, of: incident) else { return .none }
        guard let pod = served.routes.last?.pod ?? served.chunks.first.flatMap({ served.pod(at: $0.at) }) else { return .byUnknown }
        return pod == incident.pod ? .bySamePod : .by(context.letter(of: pod))
    }

    /// Requests of our sessions that failed after a fault: not those that a fault broke, but those that were sent since, up to
    /// the next fault. Those that our own path failed are not meant.
    func failedRequests(after incident: Incident, _ context: IncidentContext) -> [(StreamRecord, String)] {
        let since = min(incident.origin, incident.marks[.breakSeen]?.at ?? incident.origin)
        let failed = context.conversations.all.values.flatMap { conversation in
            conversation.failures(since: since).map { ($0, conversation.session) }
        }
        guard !failed.isEmpty else { return [] }
        let next = all.lazy.filter { $0.number > incident.number && !$0.cause.isPlanned }.first?.origin
        let broken = Set(all.flatMap { $0.impacts.values.map(\.request) })
        return failed.filter { record, _ in next.map { record.requestedAt < $0 } != false && !broken.contains(record.id) }
    }

    private func recovery(of incident: Incident, _ context: IncidentContext) -> RecoveryEvidence {
        var recovery = RecoveryEvidence()
        let end = incident.podMarks[.replacementReady]?.at ?? context.now
        recovery.capacityGap = incident.capacityGap
        recovery.elapsed = context.now - incident.origin
        recovery.letter = incident.replacement?.letter
        recovery.crashes = incident.replacement?.crashes ?? 0
        recovery.isNotWanted = incident.isSurplus && incident.replacement == nil
        recovery.use = use(of: incident, context)
        recovery.unseen = context.cluster.unseen(from: incident.origin, until: end)
        return recovery
    }

    private func use(of incident: Incident, _ context: IncidentContext) -> RecoveryEvidence.Use {
        guard let replacement = incident.replacement, let ready = replacement.readyAt else { return .notYet }
        if let used = replacement.discoveredAt { return .seen(after: used - incident.origin) }
        if context.traffic.lists(context.head(of: replacement.pod), in: context.cluster, at: context.now) { return .seen(after: context.now - incident.origin) }
        guard context.traffic.tellsUse(in: context.cluster) else { return .unknown }
        guard context.now - ready > Self.useDelay else { return .notYet }
        // Not every router writes when it takes a worker; one that lists too few does tell.
        let router = context.traffic.router
        let listed = router.listed.isEmpty ? router.engineIDs.count : router.listed.count
        if listed >= context.cluster.readyEngines.count { return .seen(after: context.now - incident.origin) }
        return listed > 0 ? .notUsed : .unknown
    }
}

extension AnswerEvidence {
    fileprivate init?(of impact: Impact, in conversation: Conversation, of incident: Incident) {
        guard let record = conversation[impact.request], let answer = conversation.answer(of: record), let last = answer.last,
            let question = answer.question
        else { return nil }
        let lost = answer.parts.last { !$0.chunks.isEmpty || $0.request.purpose == .question } ?? last
        self.init(outcome: answer.outcome, lostOutcome: lost.outcome, tokens: answer.tokenCount)
        discarded = answer.isRestarted ? answer.parts.reduce(0) { $0 + $1.tokenCount } - answer.tokenCount : 0
        isUnderWay = last.isOpen || conversation.pending?.purpose.continuedQuestion == question.id
        isRestarted = answer.isRestarted
        isResumed = answer.isResumed
        isSeamInText = answer.isSeamInText ?? false
        askedAgain = answer.parts.count > 1 ? question.id : nil
        isBySamePod = answer.parts.flatMap(\.runs).map(\.pod).allSatisfy { $0 == incident.pod }
        doubt = lost.doubt
        notResumed = conversation.notResumed[question.id]
    }
}

extension Conversation {
    fileprivate func nextServed(after impact: Impact, of incident: Incident) -> StreamRecord? {
        if let record = self[impact.request], record.runs.last.map({ $0.pod != incident.pod }) == true,
            record.runs.first?.pod == incident.pod
        {
            return record
        }
        let since = impact.marks[.breakSeen]?.at ?? incident.origin
        return records.first { $0.requestedAt >= since && $0.id != impact.request && !$0.chunks.isEmpty }
    }
}

extension [StreamRecord] {
    fileprivate var pathFailure: String? { first { $0.pathFailure != nil && !$0.outcome.isComplete }?.pathFailure }
}

extension StreamRecord {
    /// An attempt to resume that still went to the lost engine: its client never saw it. A router that refuses to resume (4xx)
    /// is another matter.
    fileprivate var isHiddenByResume: Bool { isContinuation && chunks.isEmpty && ((refused?.status ?? 500) >= 500 || refusesTokenIDs) }
}

extension ClusterState {
    /// How long of a time the pods were not seen.
    fileprivate func unseen(from start: Moment, until end: Moment) -> Duration {
        gaps.reduce(.zero) { $0 + max(.zero, min($1.until, end) - max($1.from, start)) }
    }
}

extension Conversation {
    /// Requests sent since then that broke, and not on our own path. By index: a thousand incidents at once ask this of all
    /// conversations, and records are large.
    fileprivate func failures(since moment: Moment) -> [StreamRecord] {
        let later = records.indices.suffix { records[$0].requestedAt >= moment }
        return later.filter { records[$0].outcome.isBreak && records[$0].pathFailure == nil }.map { records[$0] }
    }
}
