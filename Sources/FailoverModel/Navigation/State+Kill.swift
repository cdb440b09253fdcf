/// The way to a kill: it is bound to the pod that was shown, asked for twice, and refused where it would be a guess.
extension State {
    mutating func proposeActiveKill() -> [Command] {
        killable(activePod).map { ask($0, settings.killKind) } ?? []
    }

    /// Puts the question, and asks the API server meanwhile what it would do.
    private mutating func ask(_ record: PodRecord, _ kind: KillKind) -> [Command] {
        let proposal = proposal(for: record, kind: kind)
        navigation.dialog = .confirmKill(proposal)
        return [.previewKill(proposal.order)]
    }

    mutating func showPreview(_ preview: KillPreview, of order: KillOrder) {
        guard case .confirmKill(var proposal) = navigation.dialog, proposal.order == order else { return }
        proposal.preview = preview
        navigation.dialog = .confirmKill(proposal)
    }

    mutating func chooseKill() {
        guard isArmed() else { return }
        guard !cluster.engines.isEmpty else { return complain("no engine to kill in this namespace") }
        let index = min(navigation.selection[.pods] ?? 0, cluster.engines.count - 1)
        navigation.dialog = .chooseKill(index: index, kind: settings.killKind)
    }

    /// Says why not, where the pod cannot be killed now.
    private mutating func killable(_ record: PodRecord?) -> PodRecord? {
        guard isArmed() else { return nil }
        guard let record else {
            complain("no pod is known to serve session \(settings.session): send a request first (s), or choose a pod (X)")
            return nil
        }
        guard !record.isGone, record.stage != .terminating else {
            complain("\(record.letter) \(record.pod.name) is \(record.isGone ? "gone" : "terminating") already")
            return nil
        }
        return record
    }

    mutating func isArmed() -> Bool {
        switch navigation.armed {
        case .armed: return true
        case .readOnly: complain("read-only: this board cannot kill")
        case .disarmed: complain("disarmed: press a to arm, then x")
        }
        return false
    }

    private func proposal(for record: PodRecord, kind: KillKind) -> KillProposal {
        let order = KillOrder(pod: record.identity, namespace: record.pod.namespace, kind: kind)
        return KillProposal(order: order, letter: record.letter, typing: typingReason(for: record))
    }

    mutating func applyToDialog(_ action: Action) -> [Command] {
        switch navigation.dialog {
        case .confirmKill(let proposal): return answer(proposal, action)
        case .chooseKill(let index, let kind): return choose(index, kind, action)
        case .incidents(let index): return walkIncidents(index, action)
        case .faults(let engine, let kind): return chooseFault(engine, kind, action)
        case .lesson(let scroll): applyToLesson(scroll, action)
        case .help, .filter, .details, .diagnosis, nil: navigation.applyToReading(action)
        }
        return []
    }

    private mutating func answer(_ proposal: KillProposal, _ action: Action) -> [Command] {
        var proposal = proposal
        switch action {
        case .confirm:
            // Arming may have run out, the pod gone, or something come in the way, while the question stood.
            guard let record = killable(cluster.record(uid: proposal.order.pod.uid)) else {
                navigation.dialog = nil
                return []
            }
            proposal.typing = proposal.typing ?? typingReason(for: record)
            guard proposal.isSatisfied else {
                navigation.dialog = .confirmKill(proposal)
                complain("type the pod's name to kill it: \(proposal.typing?.rawValue ?? "")")
                return []
            }
            navigation.dialog = nil
            incidents.pendingKills[proposal.order.pod.uid] = PendingKill(order: proposal.order, sentAt: now)
            tell("kill sent: \(proposal.letter) \(proposal.order.pod.name) (\(proposal.order.kind.rawValue))")
            return [.kill(proposal.order)]
        case .dismiss:
            navigation.dialog = nil
            tell("nothing killed")
            return []
        case .type(let text): proposal.typed += text
        case .erase: proposal.typed = String(proposal.typed.dropLast())
        default: return []
        }
        navigation.dialog = .confirmKill(proposal)
        return []
    }

    private mutating func choose(_ index: Int, _ kind: KillKind, _ action: Action) -> [Command] {
        let engines = cluster.engines
        switch action {
        case .dismiss:
            navigation.dialog = nil
        case .move(let motion):
            navigation.dialog = .chooseKill(index: min(motion.moved(index), max(0, engines.count - 1)), kind: kind)
        case .nextChoice:
            let kinds = KillKind.allCases
            let next = (kinds.firstIndex(of: kind) ?? 0) + 1
            navigation.dialog = .chooseKill(index: index, kind: kinds[next % kinds.count])
        case .confirm:
            navigation.dialog = nil
            guard engines.indices.contains(index), let record = killable(engines[index]) else { return [] }
            return ask(record, kind)
        default:
            break
        }
        return []
    }
}
