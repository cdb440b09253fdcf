/// A worker of the router's own list (`/workers`).
package struct ListedWorker: Sendable, Equatable, Codable {
    package var url: String
    package var isHealthy: Bool?

    package init(url: String, isHealthy: Bool? = nil) {
        self.url = url
        self.isHealthy = isHealthy
    }
}
