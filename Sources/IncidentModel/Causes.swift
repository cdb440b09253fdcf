import ClusterModel

/// Why a pod goes: what the API says of it, of its owner, of its node, and what events say. Facts come on several
/// watches, so a cause that was a guess is told better when more is known.
struct Causes {
    let cluster: ClusterState
    let now: Moment

    init(_ cluster: ClusterState, at now: Moment) {
        self.cluster = cluster
        self.now = now
    }

    /// How long before a fault an event may have been that explains it.
    static let causeWindow = 60.0

    /// The most telling cause known now; nil where no more is known than what the pod itself shows.
    func known(of record: PodRecord) -> IncidentCause? {
        if let disruption = record.pod.disruption { return cause(of: disruption, record) }
        if hasEvent("Preempted", about: record) { return .preempted }
        if let node = lostNode(of: record) { return .nodeLost(node: node) }
        return plannedChange(of: record)
    }

    private func cause(of disruption: PodDisruption, _ record: PodRecord) -> IncidentCause {
        switch disruption.reason {
        case "PreemptionByScheduler", "PreemptionByKubeScheduler": return .preempted
        case "DeletionByTaintManager":
            return lostNode(of: record).map { .nodeLost(node: $0) } ?? .evicted("taint of its node")
        case "EvictionByEvictionAPI":
            guard let node = cluster.node(of: record), node.isCordoned else { return .evicted("eviction API") }
            return .drained(node: node.name)
        default: return .evicted(record.pod.reason ?? disruption.reason)
        }
    }

    private func lostNode(of record: PodRecord) -> String? {
        guard let name = record.pod.node, record.stage != .ready else { return nil }
        if let node = cluster.node(of: record) { return node.isReady ? nil : name }
        return hasEvent("NodeNotReady", about: record) ? name : nil
    }

    /// The replica set wants fewer pods than it has without this one, or says that it deleted it.
    func plannedChange(of record: PodRecord) -> IncidentCause? {
        guard let leftAt = record.leftAt, let owner = record.pod.owner else { return nil }
        let set = cluster.replicaSet(named: owner, in: record.pod.namespace)
        let isSurplus = set.map { cluster.activePods(of: owner, since: leftAt) >= $0.replicas }
        guard isSurplus == true || wasDeleted(record, by: owner) else { return nil }
        let deployment = set?.owner.flatMap { cluster.deployment(named: $0, in: record.pod.namespace) }
        if let old = set?.revision, let new = deployment?.revision, old < new { return .rolledOut(revision: new) }
        return .scaledDown
    }

    private func wasDeleted(_ record: PodRecord, by owner: String) -> Bool {
        cluster.events.contains {
            $0.reason == "SuccessfulDelete" && $0.objectName == owner && $0.message == "Deleted pod: \(record.pod.name)"
        }
    }

    private func hasEvent(_ reason: String, about record: PodRecord) -> Bool {
        cluster.events.contains { $0.reason == reason && $0.objectUID == record.pod.uid && isRecent($0, now) }
    }

    func isRecent(_ event: ClusterEvent, _ moment: Moment) -> Bool {
        event.lastSeen.map { abs($0 - cluster.clusterClock(at: moment)) <= Self.causeWindow } ?? true
    }

    /// The kubelet said that it kills the container for its liveness probe.
    func failedLiveness(_ incident: Incident) -> Bool {
        cluster.events.contains { event in
            event.objectUID == incident.pod.uid && event.reason == "Killing" && isRecent(event, incident.openedAt)
                && event.message.contains("failed liveness probe")
        }
    }
}
