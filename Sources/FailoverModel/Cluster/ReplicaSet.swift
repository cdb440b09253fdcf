/// What failtop needs of a replica set: how many pods it wants, and which revision of its deployment it is.
public struct ReplicaSet: Sendable, Equatable, Codable {
    public var uid: String
    public var name: String
    public var namespace: String
    /// The name of its deployment.
    public var owner: String? = nil
    public var replicas: Int = 0
    public var revision: Int? = nil

    public init(
        uid: String, name: String, namespace: String, owner: String? = nil, replicas: Int = 0, revision: Int? = nil
    ) {
        self.uid = uid
        self.name = name
        self.namespace = namespace
        self.owner = owner
        self.replicas = replicas
        self.revision = revision
    }
}
