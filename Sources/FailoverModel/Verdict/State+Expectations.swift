/// The four promises, judged on what is known of an incident now. Nothing is held that was not seen.
extension State {
    public func expectations(of incident: Incident) -> [ExpectationResult] {
        let results = [
            requestContinues(incident), sessionMoves(incident), littleInterruption(incident), fastRecovery(incident),
        ]
        return withoutForward(results, of: incident)
    }

    /// The answer that was in the making on the pod when the fault came.
    public func answer(in incident: Incident) -> Answer? {
        incident.stream.flatMap { streams[$0] }.flatMap { streams.answer(of: $0) }
    }

    private func requestContinues(_ incident: Incident) -> ExpectationResult {
        guard let answer = answer(in: incident), let last = answer.last else {
            return ExpectationResult(
                .requestContinues, .inconclusive, "no request of session \(settings.session) was on \(incident.letter)")
        }
        let count = "\(answer.tokenCount) tokens"
        guard !last.isOpen, pendingContinuation(of: answer) == nil else {
            return ExpectationResult(.requestContinues, .inconclusive, "\(answer.outcome.word) so far, \(count)")
        }
        guard answer.outcome.isComplete else {
            let lost = answer.parts.last { !$0.chunks.isEmpty || $0.request.purpose == .question } ?? last
            let why = streams.notResumed[answer.parts[0].id].map { "; not resumed: \($0)" } ?? ""
            return ExpectationResult(
                .requestContinues, .deviated,
                "\(lost.outcome.sentence), after \(count); the router did not continue it\(why)")
        }
        if answer.isRestarted {
            let discarded = answer.parts.reduce(0) { $0 + $1.tokenCount } - answer.tokenCount
            return ExpectationResult(
                .requestContinues, .deviated, "begun again by failtop: \(discarded) tokens discarded, then \(count) anew")
        }
        if answer.isResumed {
            return ExpectationResult(
                .requestContinues, .resumed, "complete with \(count), only because failtop resumed it")
        }
        if let id = answer.parts.first?.id, answer.parts.count > 1 {
            return ExpectationResult(
                .requestContinues, .deviated, "\(id) failed before its first token and was asked again")
        }
        let pods = answer.parts.flatMap(\.runs).map(\.pod)
        if pods.allSatisfy({ $0 == incident.pod }) {
            return ExpectationResult(
                .requestContinues, .inconclusive,
                "\(incident.letter) finished the answer itself (\(count)): it drained, so the failover of a request was "
                    + "not tested")
        }
        return ExpectationResult(.requestContinues, .held, "complete with \(count), continued by the router")
    }

    private func pendingContinuation(of answer: Answer) -> PendingRequest? {
        guard let question = answer.question?.id, let pending = streams.pending else { return nil }
        return pending.purpose.continuedQuestion == question ? pending : nil
    }

    private func sessionMoves(_ incident: Incident) -> ExpectationResult {
        let others = bystanders(of: incident)
        let told = others.sentence(letter: incident.letter)
        func result(_ judgement: Judgement, _ detail: String) -> ExpectationResult {
            ExpectationResult(.sessionMoves, judgement, told.map { "\(detail); \($0)" } ?? detail)
        }
        let failed = failedRequests(after: incident).count
        guard let next = nextServed(after: incident) else {
            if failed > 0, !streams.isQuiet { return result(.inconclusive, "\(failed) requests failed so far") }
            if failed > 0 { return result(.deviated, "\(failed) requests failed, none was served") }
            return result(.inconclusive, "the session has not asked again")
        }
        guard let pod = next.routes.last?.pod ?? next.chunks.first.flatMap({ next.pod(at: $0.at) }) else {
            return result(.inconclusive, "served again, but nothing tells by which pod")
        }
        let move = "\(incident.letter) to \(letter(of: pod))"
        if pod == incident.pod { return result(.deviated, "still on \(incident.letter)") }
        if failed > 0, isOnlyResuming(incident) {
            return result(.resumed, "\(move) after \(failed) failed attempts to resume")
        }
        if failed > 0 { return result(.deviated, "\(move) after \(failed) failed requests") }
        if others.moved > 0 || others.failed > 0 { return result(.deviated, move) }
        return result(.held, "\(move), no request failed")
    }

    /// Every request that failed was an attempt to resume the answer that still went to the lost engine, and one
    /// succeeded: the client never saw the others. A router that refuses to resume (4xx) is another matter.
    private func isOnlyResuming(_ incident: Incident) -> Bool {
        guard let answer = answer(in: incident), answer.outcome.isComplete, answer.isResumed else { return false }
        let failed = failedRequests(after: incident)
        return failed.allSatisfy { $0.isContinuation && $0.chunks.isEmpty && ($0.refused?.status ?? 500) >= 500 }
    }

    /// The first request of the session after the break that got a token, or the answer itself where it moved.
    private func nextServed(after incident: Incident) -> StreamRecord? {
        if let record = incident.stream.flatMap({ streams[$0] }), record.runs.last.map({ $0.pod != incident.pod }) == true,
            record.runs.first?.pod == incident.pod
        {
            return record
        }
        let since = incident.marks[.breakSeen]?.at ?? incident.origin
        return streams.records.first { $0.requestedAt >= since && $0.id != incident.stream && !$0.chunks.isEmpty }
    }

    private func littleInterruption(_ incident: Incident) -> ExpectationResult {
        let limit = settings.limits.serviceGap
        func result(_ judgement: Judgement, _ detail: String, _ measured: Duration? = nil) -> ExpectationResult {
            ExpectationResult(
                .littleInterruption, judgement, detail, measured: measured?.seconds, limit: limit.seconds)
        }
        let failed = failedRequests(after: incident).count
        let count = failed == 1 ? "1 request failed" : "\(failed) requests failed"
        if let gap = incident.serviceGap {
            return result(gap <= limit ? .held : .deviated, "\(gap.inWords) without a token; \(count)", gap)
        }
        guard let last = incident.marks[.lastToken]?.at else {
            return result(.inconclusive, "no token of session \(settings.session) was lost")
        }
        let silence = now - last
        if silence > limit { return result(.deviated, "no token from another pod for \(silence.inWords); \(count)") }
        return result(.inconclusive, "no token from another pod yet")
    }

    private func fastRecovery(_ incident: Incident) -> ExpectationResult {
        let limit = settings.limits.capacityGap
        func result(_ judgement: Judgement, _ detail: String, _ measured: Duration? = nil) -> ExpectationResult {
            ExpectationResult(.fastRecovery, judgement, detail, measured: measured?.seconds, limit: limit.seconds)
        }
        let elapsed = now - incident.origin
        guard let gap = incident.capacityGap else {
            if let newer = incident.supersededBy { return result(.inconclusive, "incident \(newer), a kill, took its place") }
            if incident.cause.isPlanned { return result(.inconclusive, "a planned change: no replacement is due") }
            if elapsed > limit { return result(.deviated, "no replacement ready after \(elapsed.inWords)") }
            return result(.inconclusive, "no replacement ready yet")
        }
        let name = incident.replacement?.letter ?? "the replacement"
        let ready = "\(name) ready after \(gap.inWords)"
        guard gap <= limit else { return result(.deviated, ready, gap) }
        if let used = incident.replacement?.discoveredAt {
            return result(.held, "\(ready), used by the router after \((used - incident.origin).inWords)", gap)
        }
        guard sources[.routerLog].isLive else {
            return result(.held, "\(ready); whether the router uses it cannot be seen", gap)
        }
        let readyFor = now - (incident.marks[.replacementReady]?.at ?? now)
        if readyFor > .seconds(15) {
            // Not every router writes when it takes a worker; one that lists too few does tell.
            let listed = router.listed.isEmpty ? router.engineIDs.count : router.listed.count
            if listed > 0, listed < cluster.readyEngines.count {
                return result(.deviated, "\(ready), but the router does not use it", gap)
            }
            return result(.held, "\(ready); whether the router uses it cannot be seen", gap)
        }
        return result(.inconclusive, "\(ready), not yet used by the router", gap)
    }
}

extension Duration {
    /// `0.31 s`, for sentences.
    var inWords: String {
        let hundredths = (seconds * 100).rounded().asCount
        if hundredths >= 10_000 { return "\(hundredths / 100) s" }
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
    }
}
