/// One kill and what followed, as data.
extension State {
    func round(_ number: Int, _ incident: Incident) -> TestReport.Round {
        let answer = answer(in: incident)
        return TestReport.Round(
            number: number, pod: incident.pod.name, podUID: incident.pod.uid, letter: incident.letter,
            successor: incident.successor?.name, replacement: incident.replacement?.pod.name,
            results: expectations(of: incident), marks: markLines(of: incident),
            detectionGap: incident.detectionGap?.seconds, serviceGap: incident.serviceGap?.seconds,
            capacityGap: incident.capacityGap?.seconds, stream: answer.flatMap(streamLine),
            ledger: answer?.ledger(letter: letter) ?? [], bystanders: bystanders(of: incident),
            lanes: lanes(of: incident))
    }

    private func markLines(of incident: Incident) -> [TestReport.MarkLine] {
        Mark.allCases.compactMap { mark in
            guard let reading = incident.marks[mark] else { return nil }
            return TestReport.MarkLine(
                mark: mark.name, meaning: mark.meaning, seconds: (reading.at - incident.origin).seconds,
                source: reading.source, uncertainty: reading.uncertainty?.seconds)
        }
    }

    private func streamLine(_ answer: Answer) -> TestReport.StreamLine? {
        guard let question = answer.question else { return nil }
        return TestReport.StreamLine(
            request: question.id, outcome: answer.outcome.word,
            detail: answer.outcome.sentence == answer.outcome.word ? nil : answer.outcome.sentence,
            isResumed: answer.isResumed, isRestarted: answer.isRestarted, tokens: answer.tokenCount,
            timeToFirstToken: question.timeToFirstToken?.seconds,
            endToEnd: answer.last?.endedAt.map { ($0 - question.requestedAt).seconds },
            attempts: answer.parts.count - 1, addedGap: addedGap(answer), notResumed: streams.notResumed[question.id])
    }

    private func addedGap(_ answer: Answer) -> Double? {
        guard let index = answer.parts.firstIndex(where: { $0.isContinuation && !$0.chunks.isEmpty }),
            let broken = answer.parts[..<index].last(where: { !$0.chunks.isEmpty })?.endedAt,
            let first = answer.parts[index].chunks.first?.at, let usual = answer.question?.timeToFirstToken
        else { return nil }
        return (first - broken - usual).seconds
    }

    private func lanes(of incident: Incident) -> [TestReport.Lane] {
        let start = incident.origin + .seconds(-2)
        return cast(of: incident).map { record in
            var spans: [TestReport.Lane.Span] = []
            func add(_ kind: String, _ from: Moment, _ to: Moment) {
                guard to > start else { return }
                spans.append(
                    TestReport.Lane.Span(
                        kind: kind, from: (max(from, start) - incident.origin).seconds,
                        to: (to - incident.origin).seconds))
            }
            for (index, stage) in record.stages.enumerated() where stage.stage != .gone {
                let next = record.stages.indices.contains(index + 1) ? record.stages[index + 1].from : now
                add(stage.stage.rawValue, stage.from, next)
            }
            for span in tokenSpans(of: record.identity) { add("tokens", span.lowerBound, span.upperBound) }
            return TestReport.Lane(letter: record.letter, pod: record.pod.name, spans: spans)
        }
    }

    /// The story's pods first: the lost one, its successor, its replacement; then the other engines.
    public func cast(of incident: Incident) -> [PodRecord] {
        var leading: [String] = []
        for pod in [incident.pod, incident.successor, incident.replacement?.pod] {
            if let uid = pod?.uid, !leading.contains(uid) { leading.append(uid) }
        }
        return leading.compactMap { cluster.record(uid: $0) } + cluster.engines.filter { !leading.contains($0.pod.uid) }
    }

    /// When tokens of the watched session came from the pod. A pause longer than half a second is a pause.
    public func tokenSpans(of pod: PodIdentity) -> [ClosedRange<Moment>] {
        var spans: [ClosedRange<Moment>] = []
        for record in streams.records where record.routes.contains(where: { $0.pod == pod }) {
            for span in record.spans(of: pod) { spans.join(span) }
        }
        return spans
    }
}

extension Mark {
    /// In words, for reports.
    public var meaning: String {
        switch self {
        case .faultAccepted: "kill accepted, or first evidence of the fault"
        case .terminating: "terminating"
        case .lastToken: "last token from the old pod"
        case .breakSeen: "the client sees the break"
        case .routerDropped: "the router stops using the pod"
        case .firstToken: "first token from another pod"
        case .rateRestored: "token rate restored"
        case .replacementReady: "replacement ready"
        }
    }
}
