/// What failtop needs of a stateful set. Those of a LeaderWorkerSet are such: one for the leaders, one for each group's workers.
package struct StatefulSet: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    package var namespace: String
    /// Its owner, for example a LeaderWorkerSet, or the leader of a group.
    package var owner: String? = nil
    package var ownerKind: String? = nil
    package var replicas: Int = 0
    /// `spec.ordinals.start`.
    package var firstOrdinal: Int = 0
    /// `spec.updateStrategy.rollingUpdate.partition`: pods with a lower number stay at the old revision.
    package var partition: Int = 0
    /// `status.updateRevision`: what the label `controller-revision-hash` of its new pods says.
    package var updateRevision: String? = nil
    package var isTerminating: Bool = false

    package init(
        uid: String, name: String, namespace: String, owner: String? = nil, ownerKind: String? = nil, replicas: Int = 0,
        firstOrdinal: Int = 0, partition: Int = 0, updateRevision: String? = nil, isTerminating: Bool = false
    ) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.owner = owner
        self.ownerKind = ownerKind
        self.replicas = replicas
        self.firstOrdinal = firstOrdinal
        self.partition = partition
        self.updateRevision = updateRevision
        self.isTerminating = isTerminating
    }

    /// Whether it wants a pod of that number.
    package func wants(ordinal: Int) -> Bool { (firstOrdinal..<firstOrdinal + max(0, replicas)).contains(ordinal) }
}
