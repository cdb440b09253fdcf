/// A board that ends when an incident has opened and recovered.
package struct IncidentWait: Sendable, Equatable, Codable {
    package var timeout: Duration?

    package init(timeout: Duration? = nil) {
        self.timeout = timeout
    }
}
