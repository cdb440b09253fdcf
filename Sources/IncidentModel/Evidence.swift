/// A quotation: which object says what.
package struct Evidence: Sendable, Equatable, Codable {
    package var object: String
    package var field: String
    package var value: String
    /// Unix time in seconds, where it is known.
    package var at: Double?

    package init(_ object: String, _ field: String, _ value: String, at: Double? = nil) {
        self.object = object
        self.field = field
        self.value = value
        self.at = at
    }
}
