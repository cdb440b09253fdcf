/// What failtop needs of a node.
package struct Node: Sendable, Equatable, Codable {
    package var uid: String
    package var name: String
    /// The `Ready` condition is True.
    package var isReady: Bool = true
    /// Why it is not ready, in the API server's words.
    package var problem: String? = nil
    /// Cordoned: `spec.unschedulable`.
    package var isCordoned: Bool = false

    package init(uid: String, name: String, isReady: Bool = true, problem: String? = nil, isCordoned: Bool = false) {
        self.uid = uid
        self.name = name
        self.isReady = isReady
        self.problem = problem
        self.isCordoned = isCordoned
    }
}
