/// What failtop needs of a replica set: how many pods it wants, and which revision of its deployment it is.
package struct ReplicaSet: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    package var namespace: String
    /// The name of its deployment.
    package var owner: String? = nil
    package var replicas: Int = 0
    package var revision: Int? = nil
    /// `metadata.deletionTimestamp` is set: it goes with its pods.
    package var isTerminating: Bool = false

    package init(
        uid: String, name: String, namespace: String, owner: String? = nil, replicas: Int = 0, revision: Int? = nil,
        isTerminating: Bool = false
    ) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.owner = owner
        self.replicas = replicas
        self.revision = revision
        self.isTerminating = isTerminating
    }
}
