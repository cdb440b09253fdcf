import ClusterModel
import FailoverModel
import IncidentModel
import TerminalCanvas

/// An incident in words and numbers. What is not known shows as such, never as 0.
struct IncidentFacts {
    let scene: Scene
    let incident: Incident

    func title(room: Int) -> StyledText {
        let count = scene.state.incidents.all.count
        var text = scene.title("Failover") + scene.dim(scene.dot) + StyledText("incident \(incident.number)")
        let others = scene.state.incidents.all.count { $0.isOngoing && $0.number != incident.number }
        if count > 1 { text += scene.dim(" of \(count)") }
        if others > 0 { text += StyledText(" (\(others.inWords("other")) open)", .warning) }
        text += StyledText(" ")
        text += progress
        text += scene.dim(scene.dot) + cause
        if room >= 60 { text += scene.dim(" at \(scene.clock(incident.origin))") }
        return text
    }

    /// A change that somebody wanted is told from a fault.
    var progress: StyledText {
        switch incident.closure?.kind {
        case .superseded(let newer)?: return StyledText("superseded by \(newer)", .accent)
        case .plannedAndOver?: return StyledText("planned, over", .accent)
        case .notReplaced?: return StyledText("not replaced", .accent)
        case .recovered?: return incident.cause.isPlanned ? StyledText("planned, over", .accent) : StyledText("recovered", .good)
        case nil: break
        }
        if incident.cause.isPlanned { return StyledText("planned", .accent) }
        return incident.recoveredAt == nil ? StyledText("in progress", .warning) : StyledText("recovered, checking", .good)
    }

    var cause: StyledText {
        let letter = StyledText(incident.letter, scene.style(of: incident.letter))
        switch incident.cause {
        case .killedHere(let kind): return StyledText("you killed ") + letter + StyledText(" (\(kind.rawValue))")
        case .killedUnanswered(let kind):
            return StyledText("you killed ") + letter + StyledText(" (\(kind.rawValue)), the API's answer was lost")
        default: break
        }
        return letter + StyledText(" \(Sanitiser.line(incident.cause.predicate))")
    }

    /// Detection, service and capacity: three gaps, never one.
    var gaps: [StyledText] {
        [
            gap("detection", incident.detectionGap), gap("service gap", incident.serviceGap),
            gap("capacity gap", incident.capacityGap),
        ]
    }

    /// What the cause rests on, and the line to paste.
    var evidence: [StyledText] {
        let lines = incident.evidence.map { evidence in
            let at = evidence.at.map { " at \(Format.clock($0, offset: scene.state.start.utcOffset))" } ?? ""
            let words = Sanitiser.line("\(evidence.object) \(evidence.field): \(evidence.value)")
            return scene.dim("evidence    ") + StyledText(words) + scene.dim(at)
        }
        return lines + [scene.dim("summary     ") + StyledText(Sanitiser.line(scene.state.summary(of: incident)))]
    }

    /// Whom it hurt of other people, and what nothing tells.
    var hurt: StyledText {
        let others = scene.state.otherSessions(of: incident)
        let unknown = others.requestsCut == nil ? "; whether streams of theirs broke is not known" : ""
        return scene.dim("hurt        ") + StyledText(others.hurt ?? "nobody else, as far as the log tells") + scene.dim(unknown)
    }

    /// How the engines fared that were left, and what the way to the replacement was made of.
    var loads: [StyledText] {
        let loads = incident.loads.lines
        var lines = loads.verdict.map { [scene.dim("load        ") + StyledText($0, loads.contains { $0.isOverloaded == true } ? .warning : .plain)] } ?? []
        lines += loads.prefix(8).map { scene.dim("            ") + StyledText(Sanitiser.line($0.sentence)) }
        if let steps = incident.steps { lines.append(scene.dim("steps       ") + StyledText(steps.map(\.words).joined(separator: ", "))) }
        return lines
    }

    var gapLine: StyledText {
        var line = StyledText()
        for gap in gaps { line += (line.isEmpty ? StyledText() : scene.dim(scene.dot)) + gap }
        return line
    }

    private func gap(_ name: String, _ value: Duration?) -> StyledText {
        guard let value else {
            return scene.dim("\(name) \(incident.isOpen ? scene.glyphs.ellipsis : scene.glyphs.unknown)")
        }
        return scene.dim("\(name) ") + StyledText(Format.seconds(value), Style(.accent, bold: true))
    }

    /// The four expectations: what became of the request, the session, the interruption and the capacity.
    var sentences: [StyledText] {
        scene.state.results(of: incident).map { result in
            let label: String
            let detail: StyledText
            switch result.expectation {
            case .requestContinues: (label, detail) = ("1 request   ", request)
            case .sessionMoves: (label, detail) = ("2 session   ", probed(result) ?? session)
            case .littleInterruption: (label, detail) = ("3 gap       ", probed(result) ?? interruption(result))
            case .fastRecovery: (label, detail) = ("4 capacity  ", replacement)
            }
            return scene.dim(label) + badge(result.outcome) + detail
        }
    }

    /// What is judged without an answer of ours that was hit, is judged by what probes met.
    private func probed(_ result: ExpectationResult) -> StyledText? {
        guard incident.lead == nil, result.outcome != .inconclusive else { return nil }
        return StyledText(Sanitiser.line(String(result.detail.prefix { $0 != ";" })))
    }

    private func badge(_ outcome: ExpectationOutcome) -> StyledText {
        switch outcome {
        case .pass: StyledText("PASS     ", Style(.good, bold: true))
        case .passWithResume: StyledText("RESUMED  ", Style(.warning, bold: true))
        case .fail: StyledText("FAIL     ", Style(.bad, bold: true))
        case .inconclusive: scene.dim(isGoingOn ? "open     " : "unknown  ")
        }
    }

    private var isGoingOn: Bool { incident.isOpen || !scene.state.conversation.isQuiet }

    /// The gaps for a narrow pane, each beside the short results of the expectations that it bears on.
    var judgedGaps: [StyledText] {
        let results = scene.state.results(of: incident)
        let beside = [results.prefix(1), results[1...2], results[3...]]
        return zip(gaps, beside).map { gap, results in
            results.reduce(gap + StyledText(String(repeating: " ", count: max(1, 22 - gap.width)))) { line, result in
                line + scene.dim("\(result.expectation.rawValue) ") + shortBadge(result.outcome) + StyledText(" ")
            }
        }
    }

    private func shortBadge(_ outcome: ExpectationOutcome) -> StyledText {
        switch outcome {
        case .pass: StyledText("PASS", Style(.good, bold: true))
        case .passWithResume: StyledText("RES", Style(.warning, bold: true))
        case .fail: StyledText("FAIL", Style(.bad, bold: true))
        case .inconclusive: scene.dim(String(isGoingOn ? scene.glyphs.ellipsis : scene.glyphs.unknown))
        }
    }

    private var request: StyledText {
        if incident.impacts.count > 1, let several { return several }
        guard let answer = scene.state.answer(in: incident) else {
            return scene.dim("none of session \(scene.state.settings.session) was on the pod")
        }
        let lost = answer.parts.first { $0.outcome.isBreak }?.outcome ?? answer.outcome
        let word = StyledText(lost.word, StreamPane.style(lost))
        guard lost.isBreak, answer.isResumed || answer.isRestarted else {
            let drained = answer.outcome.isComplete && answer.parts.flatMap(\.runs).allSatisfy { $0.pod == incident.pod }
            return word + scene.dim(" after \(answer.tokenCount) tokens")
                + scene.dim(drained ? "; \(incident.letter) finished it itself: not tested" : "")
        }
        return word + scene.dim(", then ") + StyledText(answer.isRestarted ? "restarted" : "resumed by failtop", .warning)
            + scene.dim(": ") + StyledText(answer.outcome.word, StreamPane.style(answer.outcome))
            + scene.dim(" after \(answer.tokenCount) tokens")
    }

    /// Of several answers that the pod was making: what became of each kind, the most first.
    private var several: StyledText? {
        let fates = scene.state.answers(in: incident).map { answer in
            let lost = answer.parts.first { $0.outcome.isBreak }?.outcome
            if answer.isResumed { return "resumed by failtop" }
            if answer.isRestarted { return "restarted" }
            return (lost ?? answer.outcome).word
        }
        guard fates.count > 1 else { return nil }
        let counts = fates.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return StyledText("\(fates.count) answers: " + counts.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
    }

    private var session: StyledText {
        var text = StyledText()
        if let successor = incident.lead?.successor {
            text += StyledText(incident.letter, scene.style(of: incident.letter))
                + StyledText(" \(scene.glyphs.arrow) ") + scene.letter(successor)
        } else {
            text += scene.dim(String(incident.isOpen ? scene.glyphs.ellipsis : scene.glyphs.unknown))
        }
        let failed = scene.state.failedRequests(after: incident)
        if failed > 0 {
            text += scene.dim(scene.dot) + StyledText("\(failed.inWords("try", "tries")) failed", .bad)
        }
        let others = scene.state.otherSessions(of: incident)
        if others.elsewhere + others.onPod > 0 {
            text += scene.dim(scene.dot) + StyledText("\(others.stayed) of \(others.elsewhere) elsewhere stayed")
                + scene.dim(scene.dot) + StyledText("\(others.onPod) more on \(incident.letter)")
        }
        return text
    }

    private func interruption(_ result: ExpectationResult) -> StyledText {
        let limit = scene.dim("limit \(Format.seconds(scene.state.settings.limits.serviceGap))")
        guard let gap = incident.serviceGap else { return limit }
        return StyledText(Format.seconds(gap)) + scene.dim(scene.dot) + limit
    }

    private var replacement: StyledText {
        guard let pod = incident.replacement else {
            if let words = incident.cause.recovery(isOver: incident.marks[.replacementReady] != nil) { return scene.dim(words) }
            return scene.dim(incident.cause.isPlanned ? "none is due: a planned change" : "no replacement seen yet")
        }
        var text = StyledText(pod.letter, scene.style(of: pod.letter))
        let steps: [(String, Moment?)] = [
            (pod.isSamePod ? "" : "created", pod.isSamePod ? nil : pod.createdAt), ("scheduled", pod.isSamePod ? nil : pod.scheduledAt),
            (pod.isSamePod ? incident.isOnlyFrozen ? "tokens again" : "ready again" : "started", pod.isSamePod ? pod.readyAt : pod.startedAt),
            ("ready", pod.isSamePod ? nil : pod.readyAt), ("used by router", pod.discoveredAt),
        ]
        for (name, moment) in steps {
            guard let moment else { continue }
            text += scene.dim(" \(name) ") + StyledText(Format.offset(moment - incident.origin))
        }
        return text
    }
}
