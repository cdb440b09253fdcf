/// Reads causes and their evidence anew after facts that may bear on them.
extension State {
    mutating func refineCauses(_ event: Event, _ transitions: [PodTransition]) {
        guard let bearing = Bearing(event.fact, transitions) else { return }
        for index in incidents.all.indices where incidents.all[index].isOpen && bearing.isOn(incidents.all[index].pod.uid) {
            refineCause(index)
        }
        for owner in bearing.owners { refineCauses(ofThoseBelongingTo: owner, except: bearing.pods) }
    }

    private mutating func refineCause(_ index: Int) {
        let incident = incidents.all[index]
        guard let record = cluster.record(uid: incident.pod.uid) else { return }
        switch incident.cause {
        case .deleted, .unready, .evicted, .scaledDown:
            if let cause = knownCause(of: record) { incidents.all[index].cause = cause }
        case .crashed(let end) where end.reason != "OOMKilled":
            if failedLiveness(incident) { incidents.all[index].cause = .livenessFailed }
        default: break
        }
        incidents.all[index].evidence = evidence(of: incidents.all[index], record)
        incidents.all[index].isSurplus = plannedChange(of: record) != nil
    }

    /// Another pod of the replica set came or went: that may only change whether a lost one is still wanted. Where a
    /// thousand go at once this is asked a million times, so that nothing is looked for.
    private mutating func refineCauses(ofThoseBelongingTo owner: String, except pods: Set<String>) {
        var wanted: Int?
        for index in incidents.all.indices where incidents.all[index].isOpen {
            let uid = incidents.all[index].pod.uid
            guard !pods.contains(uid), cluster.records[uid]?.pod.owner == owner,
                let leftAt = cluster.records[uid]?.leftAt, let namespace = cluster.records[uid]?.pod.namespace
            else { continue }
            if wanted == nil { wanted = cluster.replicaSet(named: owner, in: namespace)?.replicas }
            guard let wanted else { return }
            let others = cluster.staying(owner: owner, since: leftAt)
            if (others >= wanted) != incidents.all[index].isSurplus { refineCause(index) }
        }
    }
}

/// Which open incidents a fact may explain better.
private struct Bearing {
    /// uids.
    var pods: Set<String> = []
    var owners: Set<String> = []
    private var isOnAll = false

    func isOn(_ uid: String) -> Bool { isOnAll || pods.contains(uid) }

    init?(_ fact: Fact, _ transitions: [PodTransition]) {
        guard case .kubernetes(let fact) = fact else { return nil }
        switch fact {
        case .pods(.replaced): isOnAll = true
        case .pods:
            pods = Set(transitions.map(\.after.pod.uid))
            owners = Set(transitions.filter(\.cameOrLeft).compactMap(\.after.pod.owner))
        case .clusterEvents(.changed(let told)):
            // What a replica set says names the pod in its message only.
            if told.objectKind == "Pod" { pods = [told.objectUID ?? ""] } else { isOnAll = true }
        case .clusterEvents, .replicaSets, .deployments, .nodes, .killAccepted: isOnAll = true
        default: return nil
        }
    }
}

extension PodTransition {
    fileprivate var cameOrLeft: Bool { before == nil || before?.isLeaving != after.isLeaving }
}
