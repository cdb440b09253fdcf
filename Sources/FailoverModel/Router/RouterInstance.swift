/// A worker that the router knows by an id (Dynamo), and where it listens.
public struct RouterInstance: Sendable, Equatable, Codable {
    /// Decimal; beyond 2^53, so never a floating-point number.
    public var id: String
    /// `host:port`.
    public var address: String

    public init(id: String, address: String) {
        self.id = id
        self.address = address
    }
}
