/// A worker of the router's own list (`/workers`).
public struct ListedWorker: Sendable, Equatable, Codable {
    public var url: String
    public var isHealthy: Bool?

    public init(url: String, isHealthy: Bool? = nil) {
        self.url = url
        self.isHealthy = isHealthy
    }
}
