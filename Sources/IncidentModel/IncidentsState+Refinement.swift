import ClusterModel
import TrafficModel

/// Reads causes and their evidence anew after facts that may bear on them.
extension IncidentsState {
    mutating func refineCauses(_ event: TrafficEvent, _ transitions: [PodTransition], _ context: IncidentContext) {
        guard let affected = AffectedIncidents(event, transitions) else { return }
        for index in openIndices where affected.contains(all[index].pod.uid) || affected.names.contains(all[index].pod.name) {
            refineCause(index, context)
        }
        for owner in affected.owners { refineCauses(ofThoseBelongingTo: owner, except: affected.pods, context) }
    }

    private mutating func refineCause(_ index: Int, _ context: IncidentContext) {
        let incident = all[index]
        let causes = Causes(context.cluster, at: context.now)
        guard !incident.cause.isOfRouter, let record = context.cluster.record(uid: incident.pod.uid) else { return }
        switch incident.cause {
        case .deleted, .unready, .evicted, .scaledDown:
            if let cause = causes.known(of: record) { all[index].cause = cause }
        case .crashed(let end) where end.reason != "OOMKilled":
            if causes.failedLiveness(incident) { all[index].cause = .livenessFailed }
        default: break
        }
        all[index].evidence = all[index].figuresEvidence + causes.evidence(of: all[index], record)
        all[index].isSurplus = causes.isSurplus(record)
    }

    /// Another pod of the replica set came or went: that may only change whether a lost one is still wanted. Where a
    /// thousand go at once this is asked a million times, so that nothing is looked for.
    private mutating func refineCauses(ofThoseBelongingTo owner: String, except pods: Set<String>, _ context: IncidentContext) {
        let cluster = context.cluster
        var wanted: Int?
        for index in openIndices {
            let uid = all[index].pod.uid
            guard !pods.contains(uid), cluster.records[uid]?.pod.owner == owner, let leftAt = cluster.records[uid]?.leftAt,
                let namespace = cluster.records[uid]?.pod.namespace
            else { continue }
            if wanted == nil { wanted = cluster.replicaSet(named: owner, in: namespace)?.replicas }
            guard let wanted else { return }
            let others = cluster.activePods(of: owner, since: leftAt)
            if (others >= wanted) != all[index].isSurplus { refineCause(index, context) }
        }
    }
}

/// Which open incidents a fact may explain better.
private struct AffectedIncidents {
    /// uids.
    var pods: Set<String> = []
    var owners: Set<String> = []
    /// Of pods that came: the next one of a stateful set's has the name of the last.
    var names: Set<String> = []
    private var areAll = false

    func contains(_ uid: String) -> Bool { areAll || pods.contains(uid) }

    init?(_ event: TrafficEvent, _ transitions: [PodTransition]) {
        guard case .kubernetes(let fact) = event else { return nil }
        switch fact {
        case .pods(.replaced): areAll = true
        case .pods:
            pods = Set(transitions.map(\.after.pod.uid))
            names = Set(transitions.filter { $0.before == nil }.map(\.after.pod.name))
            owners = Set(transitions.filter(\.cameOrLeft).compactMap(\.after.pod.owner))
        case .clusterEvents(.changed(let event)):
            // What a replica set says names the pod in its message only.
            if event.objectKind == "Pod" { pods = [event.objectUID ?? ""] } else { areAll = true }
        case .clusterEvents, .replicaSets, .statefulSets, .deployments, .nodes, .killAccepted: areAll = true
        default: return nil
        }
    }
}

extension PodTransition {
    fileprivate var cameOrLeft: Bool { before == nil || before?.isLeaving != after.isLeaving }
}
