import FailoverModel
import TerminalCanvas

/// An incident in words and numbers. What is not known shows as such, never as 0.
struct IncidentFacts {
    let scene: Scene
    let incident: Incident

    func title(room: Int) -> StyledText {
        let count = scene.state.incidents.all.count
        var text = scene.title("Failover") + scene.dim(scene.dot) + StyledText("incident \(incident.number)")
        if count > 1 { text += scene.dim(" of \(count)") }
        text += StyledText(" ")
        text += incident.isOpen ? StyledText("in progress", .warning) : StyledText("recovered", .good)
        text += scene.dim(scene.dot) + cause
        if room >= 60 { text += scene.dim(" at \(scene.clock(incident.origin))") }
        return text
    }

    private var cause: StyledText {
        let letter = StyledText(incident.letter, scene.style(of: incident.letter))
        switch incident.cause {
        case .killedHere(let kind): return StyledText("you killed ") + letter + StyledText(" (\(kind.rawValue))")
        case .deleted: return letter + StyledText(" was deleted")
        case .crashed(let end): return letter + StyledText(" crashed (\(end.reason ?? "exit \(end.exitCode)"))")
        case .unready: return letter + StyledText(" lost its readiness")
        case .evicted(let reason): return letter + StyledText(" was evicted (\(reason))")
        }
    }

    /// Detection, service and capacity: three gaps, never one.
    var gaps: [StyledText] {
        [
            gap("detection", incident.detectionGap), gap("service gap", incident.serviceGap),
            gap("capacity gap", incident.capacityGap),
        ]
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

    /// What became of the request, the session, the others, and the capacity.
    var sentences: [StyledText] { [request, session, others, replacement] }

    private var request: StyledText {
        guard let id = incident.stream, let record = scene.state.streams[id] else {
            return scene.dim("1 request   none of session \(scene.state.settings.session) was on the pod")
        }
        let word = StyledText(record.outcome.word, StreamPane.style(record.outcome))
        return scene.dim("1 request   ") + word + scene.dim(" after \(record.tokenCount) tokens")
    }

    private var session: StyledText {
        var text = scene.dim("2 session   ")
        if let successor = incident.successor {
            text += StyledText(incident.letter, scene.style(of: incident.letter))
                + StyledText(" \(scene.glyphs.arrow) ") + scene.letter(successor)
        } else {
            text += scene.dim(String(incident.isOpen ? scene.glyphs.ellipsis : scene.glyphs.unknown))
        }
        if incident.failedRequests > 0 {
            text += scene.dim(scene.dot) + StyledText("\(incident.failedRequests) tries failed", .bad)
        }
        return text
    }

    private var others: StyledText {
        let (stayed, moved) = scene.state.bystanders(of: incident)
        return scene.dim("3 others    ") + StyledText("\(incident.sessionsOnPod.count) were on \(incident.letter)")
            + scene.dim(scene.dot) + StyledText("\(stayed) of \(stayed + moved) elsewhere stayed")
    }

    private var replacement: StyledText {
        guard let pod = incident.replacement else {
            return scene.dim("4 capacity  no replacement seen yet")
        }
        var text = scene.dim("4 capacity  ") + StyledText(pod.letter, scene.style(of: pod.letter))
        let steps: [(String, Moment?)] = [
            ("created", pod.createdAt), ("scheduled", pod.scheduledAt), ("started", pod.startedAt),
            ("ready", pod.readyAt), ("used by router", pod.discoveredAt),
        ]
        for (name, moment) in steps {
            guard let moment else { continue }
            text += scene.dim(" \(name) ") + StyledText(Format.offset(moment - incident.origin))
        }
        return text
    }
}
