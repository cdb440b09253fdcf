/// The way to a kill: it is bound to the pod that was shown, asked for twice, and refused where it would be a guess.
extension State {
    mutating func proposeActiveKill() {
        guard let record = killable(activePod) else { return }
        navigation.dialog = .confirmKill(proposal(for: record, kind: settings.killKind))
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

    private mutating func isArmed() -> Bool {
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

    private func typingReason(for record: PodRecord) -> TypingReason? {
        if !sources[.pods].isLive { return .stalePicture }
        if record.isServing, cluster.readyEngines.count <= 1 { return .lastReadyEngine }
        if activePod?.identity == record.identity, activeRoute?.evidence.isGuess == true { return .guessedPod }
        return nil
    }

    mutating func applyToDialog(_ action: Action) -> [Command] {
        switch navigation.dialog {
        case .confirmKill(let proposal): return answer(proposal, action)
        case .chooseKill(let index, let kind): choose(index, kind, action)
        case .help, .filter, .details, .diagnosis, nil: navigation.applyToReading(action)
        }
        return []
    }

    private mutating func answer(_ proposal: KillProposal, _ action: Action) -> [Command] {
        var proposal = proposal
        switch action {
        case .confirm:
            guard proposal.isSatisfied else {
                complain("type the pod's name to kill it: \(proposal.typing?.rawValue ?? "")")
                return []
            }
            navigation.dialog = nil
            // Arming may have run out, or the pod gone, while the question stood.
            guard killable(cluster.record(uid: proposal.order.pod.uid)) != nil else { return [] }
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

    private mutating func choose(_ index: Int, _ kind: KillKind, _ action: Action) {
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
            guard engines.indices.contains(index), let record = killable(engines[index]) else { return }
            navigation.dialog = .confirmKill(proposal(for: record, kind: kind))
        default:
            break
        }
    }
}
