import ClusterModel
import TrafficModel

/// An incident as data: as it was when it closed, else as it is now.
extension IncidentsState {
    package func round(
        of incident: Incident, number: Int, at now: Moment, cluster: ClusterState, traffic: TrafficState
    ) -> Round {
        guard var round = incident.closure?.round else {
            return self.round(of: incident, number: number, IncidentContext(now: now, cluster: cluster, traffic: traffic))
        }
        round.number = number
        return round
    }

    /// - Parameter kind: how it ends now; nil where it goes on.
    func round(of incident: Incident, number: Int, _ context: IncidentContext, endingAs kind: Closure.Kind? = nil) -> Round {
        var evidence = evidence(of: incident, context)
        if case .superseded(let newer)? = kind { evidence.recovery.supersededBy = newer }
        let lead = incident.impacts.elements.first
        let conversation = lead.flatMap { context.conversations[session: $0.key] }
        let answer = lead.flatMap { hit in conversation?[hit.value.request].flatMap { conversation?.answer(of: $0) } }
        let promptTokens = answer?.question.flatMap { conversation?.promptTokens(of: $0.request) }
        return Round(
            number: number, pod: incident.pod.name, podUID: incident.pod.uid, letter: incident.letter,
            successor: incident.lead?.successor?.name, replacement: incident.replacement?.pod.name,
            results: judge(evidence), marks: incident.markLines, detectionGap: incident.detectionGap?.seconds,
            serviceGap: incident.serviceGap?.seconds, capacityGap: incident.capacityGap?.seconds,
            stream: answer.flatMap { Round.StreamLine($0, in: conversation) },
            ledger: answer?.ledger(promptTokens: promptTokens, letter: context.letter) ?? [], otherSessions: evidence.others,
            failedRequests: evidence.failed.count, load: incident.loads.lines, replacementSteps: incident.steps, lanes: context.lanes(of: incident))
    }
}

extension Incident {
    fileprivate var markLines: [Round.MarkLine] {
        Mark.allCases.compactMap { mark in
            guard let reading = marks[mark] else { return nil }
            return Round.MarkLine(
                mark: mark.name, meaning: mark.meaning(in: self), seconds: (reading.at - origin).seconds, source: reading.source,
                uncertainty: reading.uncertainty?.seconds)
        }
    }
}

extension Round.StreamLine {
    fileprivate init?(_ answer: Answer, in conversation: Conversation?) {
        guard let question = answer.question else { return nil }
        self.init(
            request: question.id, outcome: answer.outcome.word,
            detail: answer.outcome.sentence == answer.outcome.word ? nil : answer.outcome.sentence,
            isResumed: answer.isResumed, isRestarted: answer.isRestarted,
            resumedBy: answer.isSeamInText.map { $0 ? "text" : "token ids" }, tokens: answer.tokenCount,
            timeToFirstToken: question.timeToFirstToken?.seconds,
            endToEnd: answer.last?.endedAt.map { ($0 - question.requestedAt).seconds }, attempts: answer.parts.count - 1,
            addedGap: answer.addedGap?.seconds, notResumed: conversation?.notResumed[question.id])
    }
}

extension Answer {
    /// How much longer the client waited at the seam than for a first token.
    fileprivate var addedGap: Duration? {
        guard let index = parts.firstIndex(where: { $0.isContinuation && !$0.chunks.isEmpty }),
            let broken = parts[..<index].last(where: { !$0.chunks.isEmpty })?.endedAt, let first = parts[index].chunks.first?.at,
            let usual = question?.timeToFirstToken
        else { return nil }
        return max(.zero, first - broken - usual)
    }
}

extension IncidentContext {
    /// More bars than these nobody reads.
    private static let laneLimit = 24

    fileprivate func lanes(of incident: Incident) -> [Round.Lane] {
        let start = incident.origin + .seconds(-2)
        return cluster.cast(of: incident).prefix(Self.laneLimit).map { record in
            var spans: [Round.Lane.Span] = []
            func add(_ kind: String, _ from: Moment, _ to: Moment) {
                guard to > start else { return }
                spans.append(
                    Round.Lane.Span(
                        kind: kind, from: (max(from, start) - incident.origin).seconds, to: (to - incident.origin).seconds))
            }
            for (index, stage) in record.stages.enumerated() where stage.stage != .gone {
                let next = record.stages.indices.contains(index + 1) ? record.stages[index + 1].from : now
                add(stage.stage.rawValue, stage.from, next)
            }
            for span in conversations.tokenSpans(of: record.identity) { add("tokens", span.lowerBound, span.upperBound) }
            return Round.Lane(letter: record.letter, pod: record.pod.name, spans: spans)
        }
    }
}

extension ClusterState {
    /// The story's pods first: the lost one, its successor, its replacement; then the other engines.
    package func cast(of incident: Incident) -> [PodRecord] {
        var leading: [String] = []
        for pod in [incident.pod, incident.lead?.successor, incident.replacement?.pod] {
            if let uid = pod?.uid, !leading.contains(uid) { leading.append(uid) }
        }
        return leading.compactMap { record(uid: $0) } + engines.filter { !leading.contains($0.pod.uid) }
    }
}

extension Mark {
    /// In words, for reports.
    package func meaning(in incident: Incident) -> String {
        switch self {
        case .faultAccepted: "kill accepted, or first evidence of the fault"
        case .terminating:
            switch incident.cause {
            case .crashed, .livenessFailed: "container ended"
            default: "terminating"
            }
        case .lastToken: "last token from the old pod"
        case .breakSeen: "the client sees the break"
        case .routerDropped: "the router stops using the pod"
        case .firstToken: "first token from another pod"
        case .rateRestored: "token rate restored"
        case .replacementReady: incident.cause.recovery(isOver: true) ?? (incident.replacement?.isSamePod == true ? incident.isOnlyFrozen ? "the pod makes tokens again" : "the pod is ready again" : "replacement ready")
        }
    }
}
