import ClusterModel
import TrafficModel

/// The four expectations, judged on evidence alone: the same evidence gives the same results whenever it is judged. Nothing
/// passes that was not seen, and what is unknown neither passes nor fails.
package func judge(_ evidence: IncidentEvidence) -> [ExpectationResult] {
    [
        evidence.ofEachSession(.requestContinues, evidence.requestContinues)
            ?? ExpectationResult(.requestContinues, .inconclusive, "no request of ours was \(evidence.routerFault != nil ? "under way" : "on \(evidence.letter)")"),
        evidence.sessionsMove,
        evidence.ofEachSession(.littleInterruption, evidence.littleInterruption) ?? evidence.probesWait
            ?? ExpectationResult(
                .littleInterruption, .inconclusive, "no token of ours was lost", limit: evidence.limits.serviceGap.seconds),
        evidence.fastRecovery,
    ]
}

extension IncidentEvidence {
    /// The worst of what our sessions say, with the doubt that our own path leaves; nil where none was hit.
    fileprivate func ofEachSession(
        _ expectation: Expectation, _ judge: (SessionEvidence) -> ExpectationResult
    ) -> ExpectationResult? {
        let results = sessions.map { (session: $0.session, result: withPathFailure(judge($0), of: $0)) }
        guard let worst = results.max(by: { $0.result.outcome.weight < $1.result.outcome.weight }) else { return nil }
        guard results.count > 1 else { return worst.result }
        var result = worst.result
        let like = results.count { $0.result.outcome == worst.result.outcome }
        result.detail = "\(like) of \(results.count) sessions: \(worst.session): \(worst.result.detail)"
        return result
    }

    /// What broke with our own path to the router tells nothing of the router.
    private func withPathFailure(_ result: ExpectationResult, of session: SessionEvidence) -> ExpectationResult {
        let later = result.expectation == .requestContinues ? nil : session.laterPathFailure
        guard let reason = session.answerPathFailure ?? later, result.outcome == .fail || result.outcome == .passWithResume else {
            return result
        }
        var unknown = result
        unknown.outcome = .inconclusive
        unknown.detail = "our own path to the router failed meanwhile (\(reason)): \(result.expectation.title), or not, is unknown"
        return unknown
    }

    fileprivate func requestContinues(_ session: SessionEvidence) -> ExpectationResult {
        func result(_ outcome: ExpectationOutcome, _ detail: String) -> ExpectationResult {
            ExpectationResult(.requestContinues, outcome, detail)
        }
        guard let answer = session.answer else { return result(.inconclusive, "what became of its request is not known any more") }
        let count = "\(answer.tokens) tokens"
        if answer.isUnderWay { return result(.inconclusive, "\(answer.outcome.word) so far, \(count)") }
        if answer.outcome == .cancelled { return result(.inconclusive, "given up here after \(count)") }
        guard answer.outcome.isComplete else {
            if let doubt = answer.doubt, !doubt.spoilsText {
                return result(.inconclusive, "\(doubt.sentence), after \(count): whether it is whole cannot be told")
            }
            let why = answer.notResumed.map { "; not resumed: \($0)" } ?? ""
            return result(.fail, "\(answer.lostOutcome.sentence), after \(count); the router did not continue it\(why)")
        }
        if answer.isRestarted {
            return result(.fail, "restarted by failtop: \(answer.discarded) tokens discarded, then \(count) anew")
        }
        if answer.isResumed {
            let seam = answer.isSeamInText ? "; by its text: the tokens at the seam may differ" : ""
            return result(.passWithResume, "complete with \(count), only because failtop resumed it\(seam)")
        }
        if let id = answer.askedAgain { return result(.fail, "\(id) failed before its first token and was asked again") }
        if answer.isBySamePod {
            return result(
                .inconclusive,
                "\(letter) finished the answer itself (\(count)): it drained, so the failover of a request was not tested")
        }
        return result(.pass, "complete with \(count), continued by the router")
    }

    fileprivate var sessionsMove: ExpectationResult {
        // Engines have moved nobody: a session is where it was, or is not served.
        if routerFault != nil { return ofEachSession(.sessionMoves, servedAgain) ?? probesServed ?? ExpectationResult(.sessionMoves, .inconclusive, "no session of ours was under way") }
        let sentence = others.sentence(letter: letter)
        var result = ofEachSession(.sessionMoves, sessionMoves) ?? probesMove ?? ExpectationResult(.sessionMoves, .inconclusive, "no session of ours was on \(letter)")
        if result.outcome == .pass || result.outcome == .passWithResume {
            if others.moved > 0 || others.failed > 0 {
                result.outcome = .fail
            } else if others.unreached > 0 {
                result.outcome = .inconclusive
            }
        }
        if let sentence { result.detail += "; \(sentence)" }
        return result
    }

    private func servedAgain(_ session: SessionEvidence) -> ExpectationResult {
        let failed = failed.count { $0.session == session.session }
        let count = "\(failed.inWords("request")) failed"
        switch session.next {
        case .none: return ExpectationResult(.sessionMoves, failed > 0 && session.isQuiet ? .fail : .inconclusive, failed > 0 ? "\(count), none was served" : "the session has not asked again")
        case .byUnknown, .bySamePod, .by:
            // Nothing passes where there was nothing to come back from.
            if failed == 0, routerFault?.isOfLimit == true { return ExpectationResult(.sessionMoves, .inconclusive, "no engine was lost, and no request of it failed: nothing had to move") }
            return ExpectationResult(.sessionMoves, failed == 0 ? .pass : .fail, "served again, \(count)")
        }
    }

    private func sessionMoves(_ session: SessionEvidence) -> ExpectationResult {
        func result(_ outcome: ExpectationOutcome, _ detail: String) -> ExpectationResult {
            ExpectationResult(.sessionMoves, outcome, detail)
        }
        let failed = failed.filter { $0.session == session.session }
        let count = "\(failed.count.inWords("request")) failed"
        switch session.next {
        case .none:
            if failed.isEmpty { return result(.inconclusive, "the session has not asked again") }
            return session.isQuiet ? result(.fail, "\(count), none was served") : result(.inconclusive, "\(count) so far")
        case .byUnknown: return result(.inconclusive, "served again, but nothing tells by which pod")
        case .bySamePod: return result(.fail, "still on \(letter)")
        case .by(let successor):
            let move = "\(letter) to \(successor)"
            if !session.isKept { return result(failed.isEmpty ? .inconclusive : .fail, "\(move), \(count); \(Self.notKept)") }
            if failed.isEmpty { return result(.pass, "\(move), no request failed") }
            if session.answer?.isResumed == true, session.answer?.outcome.isComplete == true, failed.allSatisfy(\.isHiddenByResume) {
                return result(.passWithResume, "\(move) after \(failed.count) failed attempts to resume")
            }
            return result(.fail, "\(move) after \(failed.count.inWords("failed request"))")
        }
    }

    fileprivate func littleInterruption(_ session: SessionEvidence) -> ExpectationResult {
        let limit = limits.serviceGap
        let failed = failed.count { $0.session == session.session }
        let count = "\(failed.inWords("request")) failed"
        func result(_ outcome: ExpectationOutcome, _ detail: String, _ measured: Duration? = nil) -> ExpectationResult {
            ExpectationResult(.littleInterruption, outcome, detail, measured: measured?.seconds, limit: limit.seconds)
        }
        if let gap = session.serviceGap {
            return result(gap <= limit ? .pass : .fail, "\(gap.inWords) without a token; \(count)", gap)
        }
        guard let silence = session.silence else { return result(.inconclusive, "no token of session \(session.session) was lost") }
        if silence > limit { return result(.fail, "no token from another pod for \(silence.inWords); \(count)") }
        return result(.inconclusive, "no token from another pod yet")
    }

    fileprivate var fastRecovery: ExpectationResult {
        let limit = limits.capacityGap
        func result(_ outcome: ExpectationOutcome, _ detail: String) -> ExpectationResult {
            let gap = recovery.unseen > .zero ? "; pods unseen for \(recovery.unseen.inWords) of it" : ""
            return ExpectationResult(
                .fastRecovery, outcome, detail + gap, measured: recovery.capacityGap?.seconds, limit: limit.seconds)
        }
        if let routerFault {
            guard let gap = recovery.capacityGap else {
                let isLate = recovery.elapsed - recovery.unseen > limit
                return result(isLate ? .fail : .inconclusive, "\(routerFault.soFar) for \(recovery.elapsed.inWords)")
            }
            return result(gap <= limit ? .pass : .fail, "\(routerFault.over) after \(gap.inWords)")
        }
        guard let gap = recovery.capacityGap else {
            if let newer = recovery.supersededBy { return result(.inconclusive, "incident \(newer), a kill, took its place") }
            if isPlanned { return result(.inconclusive, "a planned change: no replacement is due") }
            if recovery.isNotWanted { return result(.inconclusive, "nobody wants another pod in its place") }
            let crashes = recovery.crashes == 0 ? "" : ", the new pod ended \(recovery.crashes.inWords("time"))"
            if recovery.elapsed - recovery.unseen > limit {
                return result(.fail, "no replacement ready after \(recovery.elapsed.inWords)\(crashes)")
            }
            return result(.inconclusive, "no replacement ready yet\(crashes)")
        }
        let ready = "\(recovery.letter ?? "the replacement") ready after \(gap.inWords)"
        guard gap <= limit else { return result(gap - recovery.unseen > limit ? .fail : .inconclusive, ready) }
        switch recovery.use {
        case .seen(let after): return result(.pass, "\(ready), used by the router after \(after.inWords)")
        case .notUsed: return result(.fail, "\(ready), but the router does not use it")
        case .notYet: return result(.inconclusive, "\(ready), not yet used by the router")
        case .unknown: return result(.inconclusive, "\(ready); whether the router uses it cannot be seen")
        }
    }
}

/// What the probes' sessions met that had nothing under way.
extension IncidentEvidence {
    fileprivate static let notKept = "the router had moved the session before without a fault"

    fileprivate var probesMove: ExpectationResult? {
        worst(.sessionMoves) { probe in
            let count = "\(probe.failed.inWords("request")) failed"
            return switch probe.next {
            case .none:
                probe.failed == 0
                    ? (.inconclusive, "a probe has not asked again") : (.fail, "a probe: \(count), none was served")
            case .byUnknown: (.inconclusive, "a probe was served again, but nothing tells by which pod")
            case .bySamePod: (.fail, "a probe is still on \(letter), \(count)")
            case .by(let successor) where !probe.isKept:
                (probe.failed == 0 ? .inconclusive : .fail, "a probe: \(letter) to \(successor), \(count); \(Self.notKept)")
            case .by(let successor):
                (probe.failed == 0 ? .pass : .fail, "a probe: \(letter) to \(successor), \(probe.failed == 0 ? "no request" : probe.failed.inWords("request")) failed")
            }
        }
    }

    /// Of the router: no engine was lost, so a session is served again, or is not.
    fileprivate var probesServed: ExpectationResult? {
        worst(.sessionMoves) { probe in
            let count = "\(probe.failed.inWords("request")) failed"
            if probe.failed == 0, routerFault?.isOfLimit == true { return (.inconclusive, "no engine was lost, and no probe failed: nothing had to move") }
            if probe.next == .none { return (probe.failed > 0 ? .fail : .inconclusive, "a probe: \(count), none was served") }
            return (probe.failed == 0 ? .pass : .fail, "a probe was served again, \(count)")
        }
    }

    fileprivate var probesWait: ExpectationResult? {
        let limit = limits.serviceGap
        var result = worst(.littleInterruption) { probe in
            if let wait = probe.wait {
                return (wait <= limit ? .pass : .fail, "a probe waited \(wait.inWords) for its first token")
            }
            guard let inVain = probe.inVain else { return (.inconclusive, "no token of ours was lost, and no probe has asked since") }
            return (inVain > limit ? .fail : .inconclusive, "a probe has asked in vain for \(inVain.inWords)")
        }
        result?.measured = probed.compactMap(\.wait).max()?.seconds
        result?.limit = limit.seconds
        return result
    }

    private func worst(
        _ expectation: Expectation, _ judge: (ProbeEvidence) -> (ExpectationOutcome, String)
    ) -> ExpectationResult? {
        probed.map(judge).max { $0.0.weight < $1.0.weight }.map { ExpectationResult(expectation, $0.0, $0.1) }
    }
}

extension ExpectationOutcome {
    /// How much it says against an expectation.
    fileprivate var weight: Int {
        switch self {
        case .pass: 0
        case .passWithResume: 1
        case .inconclusive: 2
        case .fail: 3
        }
    }
}
