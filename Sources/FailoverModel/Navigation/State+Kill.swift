import ClusterModel
import IncidentModel

/// The way to a kill: it is bound to the pod that was shown, asked for twice, and refused where it would be a guess.
extension State {
    mutating func proposeActiveKill() -> [Command] {
        let several = activeCandidates
        guard let first = several.first, let route = activeRoute else { return killable(activePod).map { ask($0, settings.killKind) } ?? [] }
        guard isArmed() else { return [] }
        let letters = several.map(\.letter).joined(separator: " or ")
        error("session \(settings.session) is served at \(route.worker), which may be \(letters): choose which")
        navigation.dialog = .chooseKill(pod: first.identity, kind: settings.killKind)
        return []
    }

    /// Puts the question, and asks the API server meanwhile what it would do.
    mutating func ask(_ record: PodRecord, _ kind: KillKind) -> [Command] {
        let order = KillOrder(pod: record.identity, namespace: record.pod.namespace, kind: kind)
        navigation.notice = nil
        navigation.dialog = .confirmKill(
            KillProposal(order: order, letter: record.letter, typing: typingReason(for: record)))
        return [.previewKill(order)]
    }

    mutating func showPreview(_ preview: KillPreview, of order: KillOrder) {
        guard case .confirmKill(var proposal) = navigation.dialog, proposal.order == order else { return }
        proposal.preview = preview
        navigation.dialog = .confirmKill(proposal)
    }

    /// The kill was sent: its question is answered. In a recording the key that did it may be of older rules.
    mutating func closeQuestion(of order: KillOrder) {
        guard case .confirmKill(let proposal) = navigation.dialog, proposal.order == order else { return }
        navigation.dialog = nil
    }

    /// Says why not, where the pod cannot be killed now.
    mutating func killable(_ record: PodRecord?) -> PodRecord? {
        guard isArmed() else { return nil }
        guard let record else {
            error("no pod is known to serve session \(settings.session): send a request first (s), or choose a pod (X)")
            return nil
        }
        guard !record.isGone, record.stage != .terminating else {
            error("\(record.letter) \(record.pod.name) is already \(record.isGone ? "gone" : "terminating")")
            return nil
        }
        if let kill = kills.latest(of: record.identity), kill.outcome == .asked {
            error("a kill of \(kill.podWords) is on its way: its answer comes within ten seconds")
            return nil
        }
        return record
    }

    mutating func isArmed() -> Bool {
        switch navigation.armed {
        case .armed: return true
        case .readOnly: error("read-only: this board cannot kill")
        case .disarmed: error("disarmed: press a to arm, then x")
        }
        return false
    }

    mutating func applyToDialog(_ action: Action) -> [Command] {
        switch navigation.dialog {
        case .confirmKill(let proposal): return answer(proposal, action)
        case .chooseKill(let pod, let kind): return chooseKill(pod, kind, action)
        case .incidents(let index): return walkIncidents(index, action)
        case .answers(let index): return walkAnswers(index, action)
        case .faults(let pod, let kind): return chooseFault(pod, kind, action)
        case .lesson(let scroll): applyToLesson(scroll, action)
        case .leaveLesson: applyToLeaving(action)
        case .log(let view): return applyToLog(view, action)
        case .help, .filter, .details, .diagnosis, nil: navigation.applyToReading(action)
        }
        return []
    }

    private mutating func answer(_ proposal: KillProposal, _ action: Action) -> [Command] {
        var proposal = proposal
        switch action {
        case .confirm: return confirm(proposal)
        case .dismiss:
            navigation.dialog = nil
            notice("nothing killed")
            return []
        case .type(let text): proposal.typed += text
        case .erase: proposal.typed = String(proposal.typed.dropLast())
        default: return []
        }
        navigation.dialog = .confirmKill(proposal)
        return []
    }

    private mutating func confirm(_ proposal: KillProposal) -> [Command] {
        guard takesAnswers(by: proposal.typing == nil ? "y" : "Enter") else { return [] }
        // Arming may have run out, or the pod gone, while the question stood.
        guard killable(cluster.record(uid: proposal.order.pod.uid)) != nil else {
            navigation.dialog = nil
            return []
        }
        guard proposal.isSatisfied else {
            error("type the pod's name to kill it: \(proposal.typing?.rawValue ?? "")")
            return []
        }
        navigation.dialog = nil
        notice("kill sent: \(proposal.letter) \(proposal.order.pod.name) (\(proposal.order.kind.rawValue))")
        return [kill(proposal.order)]
    }
}
