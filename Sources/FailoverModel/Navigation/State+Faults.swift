/// The fault menu: only where the cluster is the embedded one, which obeys.
extension State {
    mutating func proposeFault() {
        guard settings.hasFaultMenu == true else {
            return complain("the fault menu is for the embedded cluster: failtop demo")
        }
        guard isArmed() else { return }
        guard !cluster.engines.isEmpty else { return complain("no engine in this namespace") }
        let active = activePod.flatMap { pod in cluster.engines.firstIndex { $0.identity == pod.identity } }
        let selected = min(navigation.selection[.pods] ?? 0, cluster.engines.count - 1)
        navigation.dialog = .faults(engine: navigation.focus == .pods ? selected : active ?? selected, kind: .crash)
    }

    mutating func chooseFault(_ engine: Int, _ kind: FaultKind, _ action: Action) -> [Command] {
        let (engines, kinds) = (cluster.engines, FaultKind.allCases)
        switch action {
        case .dismiss, .faults: navigation.dialog = nil
        case .nextChoice: navigation.dialog = .faults(engine: (engine + 1) % max(1, engines.count), kind: kind)
        case .move(let motion):
            let row = min(motion.moved(kinds.firstIndex(of: kind) ?? 0), kinds.count - 1)
            navigation.dialog = .faults(engine: engine, kind: kinds[row])
        case .confirm:
            navigation.dialog = nil
            guard isArmed(), let record = engines.isEmpty ? nil : engines[min(engine, engines.count - 1)] else { return [] }
            tell("asked for \(kind.rawValue): \(record.letter) \(record.pod.name)")
            return [.makeFault(FaultOrder(pod: record.identity, namespace: record.pod.namespace, kind: kind))]
        default: break
        }
        return []
    }
}
