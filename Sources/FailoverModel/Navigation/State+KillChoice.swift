import ClusterModel

/// Choosing an engine, and how to kill it. A dialog holds the pod's identity: rows come and go beneath it.
extension State {
    mutating func chooseKill() {
        guard isArmed() else { return }
        guard let pod = preselectedEngine else { return error("no engine to kill in this namespace") }
        navigation.dialog = .chooseKill(pod: pod, kind: settings.killKind)
    }

    mutating func chooseKill(_ pod: PodIdentity, _ kind: KillKind, _ action: Action) -> [Command] {
        switch action {
        case .dismiss:
            navigation.dialog = nil
        case .move(let motion):
            navigation.dialog = .chooseKill(pod: engine(motion, from: pod), kind: kind)
        case .nextChoice:
            let kinds = KillKind.allCases
            let next = (kinds.firstIndex(of: kind) ?? 0) + 1
            navigation.dialog = .chooseKill(pod: pod, kind: kinds[next % kinds.count])
        case .confirm:
            navigation.dialog = nil
            guard let record = killable(cluster.record(uid: pod.uid)) else { return [] }
            return ask(record, kind)
        default:
            break
        }
        return []
    }

    /// The rows of a dialog that chooses an engine. The chosen one stays in its place when it goes: no other takes it.
    package func engines(with pod: PodIdentity) -> [PodRecord] {
        cluster.records.values.filter { record in
            record.role == .engine && (!record.isGone && !record.isLeftover || record.identity == pod)
        }
    }

    /// The engine that a motion through those rows leads to.
    func engine(_ motion: Motion, from pod: PodIdentity) -> PodIdentity {
        let rows = engines(with: pod)
        let row = rows.firstIndex { $0.identity == pod } ?? 0
        return rows.isEmpty ? pod : rows[min(motion.moved(row), rows.count - 1)].identity
    }

    /// The selected row of the pods pane, where that is an engine; else the one that serves the session.
    var preselectedEngine: PodIdentity? {
        let isThere = { (record: PodRecord) in record.role == .engine && !record.isGone }
        let chosen = [selectedPod, activePod].compactMap { $0 }.first(where: isThere)
        return (chosen ?? cluster.engines.first)?.identity
    }
}
