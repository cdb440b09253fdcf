import ClusterModel

/// The worker by the headers of an answer: one that holds exactly one known engine names it.
extension TrafficState {
    mutating func noteHints(_ hints: [WorkerHint], of request: RequestID, at moment: Moment, cluster: ClusterState) {
        if hints.contains(.envoy) { conversations.change(request) { $0.change(request) { $0.isThroughEnvoy = true } } }
        let wanted = settings.workerHeader?.lowercased()
        let isInAnswer = hints.contains { $0.header == WorkerHint.dynamo }
        let asked = hints.filter { wanted == nil ? !$0.isOfPrefill : $0.header.lowercased() == wanted }
        var pods: Set<PodIdentity> = []
        var worker: String?
        for hint in asked {
            let found = hint.names.compactMap { name in
                record(worker: name, at: moment, in: cluster).map { (name, $0.identity) }
            }
            // nginx tells of each engine that it tried, last of the one that answered, known or not. Else a list of engines, of all
            // that may serve, names none.
            let last = found.suffix(found.last?.0 == hint.names.last ? 1 : 0)
            let named = router.dialect == .nginx && hint.names.count > 1 ? last : found[...]
            guard Set(named.map(\.1)).count == 1, let first = named.first else { continue }
            pods.insert(first.1)
            worker = worker ?? first.0
        }
        if pods.count == 1, let pod = pods.first, let worker {
            conversations.note(Route(worker: worker, pod: pod, evidence: isInAnswer ? .answer : .header, at: moment, writtenAt: moment), of: request)
        }
        guard wanted != nil, pods.isEmpty, let name = asked.first?.names.first else { return }
        conversations.change(request) { $0.change(request) { $0.workerName = name } }
    }

    /// Names that are no addresses are learnt from requests whose engine something else tells, and anew where that engine goes.
    mutating func learnWorkerNames(_ cluster: ClusterState) {
        guard settings.workerHeader != nil else { return }
        for record in conversations.records {
            guard let name = record.workerName, !isHeld(name, in: cluster), let route = record.routes.last, !route.evidence.isGuess,
                let pod = route.pod
            else { continue }
            router.podOfName[name] = pod
        }
    }

    private func isHeld(_ name: String, in cluster: ClusterState) -> Bool {
        router.podOfName[name].flatMap { cluster.record(uid: $0.uid) }?.isLeaving == false
    }

    /// The pod behind a name, at a time when it was there: before and after it, another may have that name.
    func learnt(_ name: String, at moment: Moment, in cluster: ClusterState) -> PodRecord? {
        guard settings.workerHeader != nil, let pod = router.podOfName[name], let record = cluster.record(uid: pod.uid),
            record.firstSeen <= moment, record.leftAt.map({ moment < $0 }) ?? true
        else { return nil }
        return record
    }
}

extension WorkerHint {
    /// Where prefill and decode are apart, the one that decodes sends the answer.
    fileprivate var isOfPrefill: Bool { header.lowercased().contains("prefill") }
}
