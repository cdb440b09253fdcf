import ClusterModel

/// The fault menu: only where the cluster is the embedded one, which obeys.
extension State {
    mutating func proposeFault() {
        guard settings.hasFaultMenu == true else {
            return error("the fault menu is for the embedded cluster: failtop demo")
        }
        guard isArmed() else { return }
        let active = activePod.flatMap { $0.isGone ? nil : $0.identity }
        guard let pod = navigation.focus == .pods ? preselectedEngine : active ?? preselectedEngine else {
            return error("no engine in this namespace")
        }
        navigation.notice = nil
        navigation.dialog = .faults(pod: pod, kind: .crash)
    }

    mutating func chooseFault(_ pod: PodIdentity, _ kind: FaultKind, _ action: Action) -> [Command] {
        let kinds = FaultKind.allCases
        switch action {
        case .dismiss, .faults: navigation.dialog = nil
        case .nextChoice:
            let next = engine(.down, from: pod)
            navigation.dialog = .faults(pod: next == pod ? engine(.home, from: pod) : next, kind: kind)
        case .move(let motion):
            let row = min(motion.moved(kinds.firstIndex(of: kind) ?? 0), kinds.count - 1)
            navigation.dialog = .faults(pod: pod, kind: kinds[row])
        case .confirm:
            guard takesAnswers(by: "Enter") else { return [] }
            navigation.dialog = nil
            guard isArmed(), let record = cluster.record(uid: pod.uid) else { return [] }
            guard !record.isGone else {
                error("\(record.letter) \(record.pod.name) is gone")
                return []
            }
            notice("asked for \(kind.rawValue): \(record.letter) \(record.pod.name)")
            return [.makeFault(FaultOrder(pod: record.identity, namespace: record.pod.namespace, kind: kind))]
        default: break
        }
        return []
    }
}
