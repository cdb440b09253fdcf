/// What failtop needs of a node.
public struct Node: Sendable, Equatable, Codable {
    public var uid: String
    public var name: String
    /// The `Ready` condition is True.
    public var isReady: Bool = true
    /// Why it is not ready, in the API server's words.
    public var problem: String? = nil
    /// Cordoned: `spec.unschedulable`.
    public var isCordoned: Bool = false

    public init(uid: String, name: String, isReady: Bool = true, problem: String? = nil, isCordoned: Bool = false) {
        self.uid = uid
        self.name = name
        self.isReady = isReady
        self.problem = problem
        self.isCordoned = isCordoned
    }
}
