/// A worker that the router knows by an id (Dynamo), and where it listens.
package struct RouterInstance: Sendable, Equatable, Codable {
    /// Decimal; beyond 2^53, so never a floating-point number.
    package var id: String
    /// `host:port`.
    package var address: String

    package init(id: String, address: String) {
        self.id = id
        self.address = address
    }
}
