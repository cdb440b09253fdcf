import ClusterModel
import DiagnosisModel
import TrafficModel

/// Looks whether what a lesson asks for is so.
struct LessonProgress {
    let cluster: ClusterState
    let traffic: TrafficState
    let diagnosis: Diagnosis

    var isSettled: Bool { traffic.isSettled(cluster) && cluster.sources[.pods].isLive }
    private var router: RouterState { traffic.router }
    private var session: String { traffic.settings.session }

    /// What is missing yet, in a line; nil where the condition holds.
    func missing(_ condition: LessonCondition) -> String? {
        switch condition {
        case .check(let name):
            guard let check = diagnosis.checks.first(where: { $0.id == name }) else { return "no check is called \(name)" }
            return check.status == .pass ? nil : "\(check.title): \(check.detail)"
        case .readyEngines(let count):
            let ready = cluster.readyEngines.count
            return ready >= count ? nil : "\(ready) of \(count) engines ready"
        case .replacedEngines(let count):
            let new = newEngines.count
            return new >= count ? nil : "\(new) of \(count) engines replaced"
        case .emptyNode(let name): return missing(emptyNode: name)
        case .oneSession: return missingProbes
        case .waitingAtMost(let count): return missing(waitingAtMost: count)
        }
    }

    /// Two seconds, as the API tells times in whole ones.
    private var newEngines: [PodRecord] {
        guard let router = cluster.routers.map(\.pod.createdAt).min() else { return [] }
        return cluster.readyEngines.filter { $0.pod.createdAt >= router + 2 }
    }

    private func missing(emptyNode name: String) -> String? {
        guard let node = cluster.nodes.values.first(where: { $0.name == name }) else { return "no node is called \(name)" }
        let engines = cluster.engines.count { !$0.isGone && $0.pod.node == name }
        if engines > 0 { return "\(name) still has \(engines.inWords("engine"))" }
        return node.isCordoned ? nil : "\(name) still takes pods"
    }

    private var missingProbes: String? {
        let probes = (traffic.conversations[session: session]?.probes ?? []).filter { $0.request.resumption == nil }.suffix(2)
        guard probes.count == 2 else { return "session \(session) was not probed twice yet" }
        if let failed = probes.first(where: { !$0.outcome.isComplete }) { return "a probe of the session: \(failed.outcome.sentence)" }
        let routes = probes.compactMap(\.routes.last)
        guard routes.count == 2, routes[0].pod != nil else { return "nothing tells which engine served session \(session)" }
        if routes[0].leadsToSamePod(as: routes[1]) { return nil }
        return "two requests of session \(session) went to \(letter(of: routes[0].pod)) and \(letter(of: routes[1].pod))"
    }

    private func missing(waitingAtMost count: Int) -> String? {
        for record in cluster.readyEngines {
            guard let engine = router.engines[record.pod.uid] else { return "the queue of \(record.letter) is not known yet" }
            let waiting = (engine.figures.waiting ?? 0).asCount
            if waiting > count { return "\(waiting.inWords("request waits", "requests wait")) at \(record.letter)" }
        }
        return nil
    }

    private func letter(of pod: PodIdentity?) -> String { pod.flatMap { cluster.record(uid: $0.uid)?.letter } ?? "?" }
}
