/// Who made a pod, followed to the top.
extension ClusterState {
    package func replicaSet(named name: String, in namespace: String) -> ReplicaSet? {
        replicaSets.values.first { $0.name == name && $0.namespace == namespace }
    }

    package func statefulSet(of pod: Pod) -> StatefulSet? {
        guard pod.ownerKind == "StatefulSet", let owner = pod.owner else { return nil }
        return statefulSets.values.first { $0.name == owner && $0.namespace == pod.namespace }
    }

    package func deployment(named name: String, in namespace: String) -> Deployment? {
        deployments.values.first { $0.name == name && $0.namespace == namespace }
    }

    /// How many engines their deployments and stateful sets want; nil where one has another owner, which is not read.
    package var wantedEngines: Int? {
        var wanted: [String: Int] = [:]
        for record in records.values where record.role == .engine && !record.isLeftover {
            guard record.pod.engineGroup == nil else { return nil }
            if let set = statefulSet(of: record.pod) {
                wanted["statefulset/\(set.name)"] = set.replicas
            } else if let owner = record.pod.owner, let set = replicaSet(named: owner, in: record.pod.namespace), let name = set.owner,
                let deployment = deployment(named: name, in: record.pod.namespace)
            {
                wanted["deployment/\(name)"] = deployment.replicas
            } else if !record.isGone {
                return nil
            }
        }
        return wanted.isEmpty ? nil : wanted.values.reduce(0, +)
    }

    /// Its owner, that one's owner, and so on as far as they can be read: `replicaset/x-5b4c`, `deployment/x`.
    package func owners(of pod: Pod) -> [String] {
        guard let owner = pod.owner else { return [] }
        var chain = [Self.object(pod.ownerKind ?? "ReplicaSet", owner)]
        if let deployment = replicaSet(named: owner, in: pod.namespace)?.owner ?? deployment(byNameOf: owner) {
            chain.append(Self.object("Deployment", deployment))
        } else if let set = statefulSet(of: pod), let above = set.owner, let kind = set.ownerKind {
            chain.append(Self.object(kind, above))
        }
        return chain
    }

    /// A replica set that cannot be read, or has gone, has its deployment's name and the hash of its template.
    private func deployment(byNameOf set: String) -> String? {
        guard let dash = set.lastIndex(of: "-") else { return nil }
        let name = String(set[..<dash])
        let isKnown = deletedOwners.contains(Self.object("Deployment", name)) || deployments.values.contains { $0.name == name }
        return isKnown ? name : nil
    }

    /// The first owner, from the top, that was deleted with its pods; nil while all are there.
    package func deletedOwner(of pod: Pod) -> String? {
        let chain = owners(of: pod)
        if let gone = chain.last(where: deletedOwners.contains) { return gone }
        let isGoing = pod.owner.flatMap { replicaSet(named: $0, in: pod.namespace)?.isTerminating } ?? statefulSet(of: pod)?.isTerminating
        return isGoing == true ? chain.last : nil
    }

    /// Whether a pod may take the place of another: made by the same, to do the same, and under the same name where names stay.
    package func isSuccessor(_ pod: PodRecord, of other: PodRecord) -> Bool {
        guard pod.pod.namespace == other.pod.namespace, pod.duty == other.duty,
            owners(of: pod.pod).last == owners(of: other.pod).last || pod.pod.owner == other.pod.owner
        else { return false }
        return other.pod.ordinal == nil || pod.pod.name == other.pod.name
    }

    /// No pod of the same set that stays has a higher number: a set that gets smaller gives up this one first.
    package func isLastOfSet(_ record: PodRecord) -> Bool {
        guard let ordinal = record.pod.ordinal else { return false }
        return !records.values.contains { other in
            other.pod.owner == record.pod.owner && !other.isLeaving && (other.pod.ordinal ?? -1) >= ordinal
        }
    }

    /// The pods that take the requests of the engine that a pod is a part of; itself, where it is one of its own.
    package func serving(for record: PodRecord) -> [PodRecord] {
        guard record.duty == .worker, let group = record.pod.engineGroup else { return [record] }
        return records.values.filter {
            !$0.isGone && $0.role == .engine && $0.duty == .serves && $0.pod.engineGroup == group
        }
    }

    /// Whether the engine takes requests that a pod is a worker of; true of a pod that is an engine of its own.
    package func hasServingHead(_ record: PodRecord) -> Bool {
        record.duty != .worker || serving(for: record).contains(where: \.isServing)
    }

    /// Whether a pod is a head of the engine that another is, or was, a worker of.
    package func isHead(_ pod: PodRecord, of other: PodRecord) -> Bool {
        guard other.duty == .worker, pod.duty == .serves, let group = other.pod.engineGroup else { return false }
        return pod.pod.engineGroup == group && pod.pod.namespace == other.pod.namespace
    }

    /// The leader with which a worker of a LeaderWorkerSet came; nil for all else.
    package func leader(of record: PodRecord) -> PodRecord? {
        guard record.duty == .worker, record.pod.ordinal != nil, let group = record.pod.engineGroup else { return nil }
        let leaders = records.values.filter {
            $0.duty == .serves && $0.pod.engineGroup == group && $0.pod.namespace == record.pod.namespace && $0.firstSeen <= record.firstSeen
        }
        return leaders.max { $0.firstSeen < $1.firstSeen }
    }

    /// The pod that took the requests of its engine went a while ago, and no older one takes them: its workers follow it.
    package func lostItsHead(_ record: PodRecord, at now: Moment) -> Bool {
        guard record.duty == .worker, let group = record.pod.engineGroup else { return false }
        let heads = records.values.filter { $0.duty == .serves && $0.role == .engine && $0.pod.engineGroup == group }
        let hasHead = heads.contains { !$0.isLeaving && $0.firstSeen <= record.firstSeen }
        return !hasHead && heads.contains { $0.leftAt.map { now - $0 < Self.followsWithin } ?? false }
    }

    private static let followsWithin = Duration.seconds(600)

    mutating func noteDeletions<Object>(_ change: Change<Object>, of known: [String: Object], _ name: (Object) -> String?) {
        switch change {
        case .removed(let object): if let name = name(object) { deletedOwners.insert(name) }
        case .changed(let object): if let name = name(object) { deletedOwners.remove(name) }
        case .replaced(let list):
            let present = Set(list.compactMap(name))
            deletedOwners.formUnion(Set(known.values.compactMap(name)).subtracting(present))
            deletedOwners.subtract(present)
        }
        if deletedOwners.count > Self.deletedOwnerLimit { deletedOwners.removeAll() }
    }

    private static let deletedOwnerLimit = 1_024

    static func object(_ kind: String, _ name: String) -> String { "\(kind.lowercased())/\(name)" }
}
