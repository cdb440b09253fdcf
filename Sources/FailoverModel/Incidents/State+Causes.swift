/// Why a pod goes: what the API says of it, of its owner, of its node, and what events say. Facts come on several
/// watches, so a cause that was a guess is told better when more is known.
extension State {
    /// How long before a fault an event may have been that explains it.
    static let causeWindow = 60.0

    /// The most telling cause known now; nil where no more is known than what the pod itself shows.
    func knownCause(of record: PodRecord) -> IncidentCause? {
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
        guard set.map({ isSurplus(record, leftAt, $0) }) == true || wasDeleted(record, by: owner) else { return nil }
        let deployment = set?.owner.flatMap { cluster.deployment(named: $0, in: record.pod.namespace) }
        if let old = set?.revision, let new = deployment?.revision, old < new { return .rolledOut(revision: new) }
        return .scaledDown
    }

    private func isSurplus(_ record: PodRecord, _ leftAt: Moment, _ set: ReplicaSet) -> Bool {
        let others = cluster.records.values.count { other in
            other.pod.owner == set.name && other.identity != record.identity && !other.isLeaving
                && other.firstSeen <= leftAt
        }
        return others >= set.replicas
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
        event.lastSeen.map { abs($0 - start.wallClock(at: moment)) <= Self.causeWindow } ?? true
    }

    /// The kubelet said that it kills the container for its liveness probe.
    private func failedLiveness(_ incident: Incident) -> Bool {
        cluster.events.contains { event in
            event.objectUID == incident.pod.uid && event.reason == "Killing" && isRecent(event, incident.openedAt)
                && event.message.contains("failed liveness probe")
        }
    }

    /// Reads the cause and its evidence anew after a fact that may bear on them; of pods only those that belong to the
    /// same owner.
    mutating func refineCause(_ index: Int, _ event: Event, _ touched: Set<String>) {
        let incident = incidents.all[index]
        guard let record = cluster.record(uid: incident.pod.uid) else { return }
        switch event.fact {
        case .kubernetes(.pods(.replaced)): break
        case .kubernetes(.pods):
            guard let owner = record.pod.owner, touched.contains(owner) else { return }
        case .kubernetes(.clusterEvents(.changed(let told))):
            guard told.objectUID == record.pod.uid || told.objectName == record.pod.owner else { return }
        case .kubernetes(.clusterEvents), .kubernetes(.replicaSets), .kubernetes(.deployments),
            .kubernetes(.nodes), .kubernetes(.killAccepted):
            break
        default: return
        }
        switch incident.cause {
        case .deleted, .unready, .evicted, .scaledDown:
            if let cause = knownCause(of: record) { incidents.all[index].cause = cause }
        case .crashed(let end) where end.reason != "OOMKilled":
            if failedLiveness(incident) { incidents.all[index].cause = .livenessFailed }
        default: break
        }
        incidents.all[index].evidence = evidence(of: incidents.all[index], record)
        incidents.all[index].isSurplus = incidents.all[index].replacement == nil && plannedChange(of: record) != nil
    }
}

extension PodRecord {
    /// It is on its way out, or gone.
    var isLeaving: Bool { [.terminating, .failed, .gone].contains(stage) }

    /// When it began to go.
    var leftAt: Moment? { isLeaving ? stages.first { [.terminating, .failed, .gone].contains($0.stage) }?.from : nil }
}
