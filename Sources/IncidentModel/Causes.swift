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

    /// What made it wants fewer pods than it has without this one, or newer ones, or goes itself, or says that it deleted it.
    func plannedChange(of record: PodRecord) -> IncidentCause? {
        guard let leftAt = record.leftAt, let owner = record.pod.owner else { return nil }
        // The set of a group's workers goes with each leader, and says nothing of what is wanted.
        if let leader = cluster.leader(of: record) { return plannedChange(of: leader) }
        if let deleted = cluster.deletedOwner(of: record.pod) { return .ownerDeleted(deleted) }
        if record.pod.ordinal != nil { return plannedChange(inSet: record) }
        let set = cluster.replicaSet(named: owner, in: record.pod.namespace)
        let isSurplus = set.map { cluster.activePods(of: owner, since: leftAt) >= $0.replicas }
        guard isSurplus == true || wasDeleted(record, by: owner) else { return nil }
        let deployment = set?.owner.flatMap { cluster.deployment(named: $0, in: record.pod.namespace) }
        if let old = set?.revision, let new = deployment?.revision, old < new { return .rolledOut(revision: "\(new)") }
        return .scaledDown
    }

    /// Nothing is to come in its place: a set of numbered pods makes one anew also for another revision.
    func isSurplus(_ record: PodRecord) -> Bool {
        switch plannedChange(of: record) {
        case nil: false
        case .rolledOut?: record.pod.ordinal == nil
        default: true
        }
    }

    /// The pods of a stateful set have numbers: it gives up those that it does not want, and makes those anew whose revision is old.
    private func plannedChange(inSet record: PodRecord) -> IncidentCause? {
        guard let ordinal = record.pod.ordinal, let owner = record.pod.owner else { return nil }
        let old = record.pod.labels[Self.revisionLabel]
        if let set = cluster.statefulSet(of: record.pod) {
            if !set.wants(ordinal: ordinal) { return .scaledDown }
            if let old, let new = set.updateRevision, old != new, ordinal >= set.partition { return .rolledOut(revision: new) }
            return nil
        }
        // The set cannot be read: the next pod of the name tells, or that none comes.
        if let next = successor(of: record) {
            guard let old, let new = next.pod.labels[Self.revisionLabel], old != new else { return nil }
            return .rolledOut(revision: new)
        }
        if wasDeleted(record, by: owner) { return .scaledDown }
        let isMissed = record.removedAt.map { now - $0 > Self.recreatedWithin } ?? false
        return isMissed && cluster.isLastOfSet(record) ? .scaledDown : nil
    }

    private static let revisionLabel = "controller-revision-hash"
    /// A stateful set makes a pod anew within a moment after the old one has gone.
    private static let recreatedWithin = Duration.seconds(10)

    private func successor(of record: PodRecord) -> PodRecord? {
        guard let next = cluster.record(named: record.pod.name), next.identity != record.identity else { return nil }
        return next.firstSeen >= record.firstSeen ? next : nil
    }

    /// `Deleted pod: NAME` of a replica set, `delete Pod NAME in StatefulSet … successful`, and what KubeRay says; not where it
    /// says that the pod was ill.
    private func wasDeleted(_ record: PodRecord, by owner: String) -> Bool {
        let owners = Set(cluster.owners(of: record.pod).compactMap { $0.split(separator: "/").last.map(String.init) })
        return cluster.events.contains { event in
            guard event.reason == "SuccessfulDelete" || event.reason.hasPrefix("Deleted"), owners.contains(event.objectName) else { return false }
            let words = event.message.split { !($0.isLetter || $0.isNumber || "-.".contains($0)) }
            return words.contains { $0 == record.pod.name } && !event.message.contains(/(?i)unhealthy|failed state|pod status/)
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
