/// An incident of an earlier run, as the history has it.
package struct PastIncident: Sendable, Equatable, Codable {
    package var context: String?
    package var namespace: String?
    /// The world was the embedded cluster.
    package var isEmbedded: Bool
    /// ISO 8601, UTC.
    package var openedAt: String
    package var pod: String
    package var isPlanned: Bool
    /// How it ended, one word.
    package var ending: String?
    /// Seconds.
    package var detectionGap: Double?
    package var serviceGap: Double?
    package var capacityGap: Double?
    /// One word.
    package var cause: String
    /// All of it in one line.
    package var summary: String

    package init(
        context: String?, namespace: String?, isEmbedded: Bool = false, openedAt: String, pod: String, isPlanned: Bool, cause: String,
        summary: String
    ) {
        self.isEmbedded = isEmbedded
        self.context = context
        self.namespace = namespace
        self.openedAt = openedAt
        self.pod = pod
        self.isPlanned = isPlanned
        self.cause = cause
        self.summary = summary
    }
}
