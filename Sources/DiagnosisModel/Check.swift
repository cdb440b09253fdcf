import IncidentModel

/// One question about the stack, with its answer, the evidence for it and what to change.
package struct Check: Sendable, Equatable, Codable {
    package enum Status: String, Sendable, Codable {
        case pass, warn, fail
        /// It does not apply, or was not asked.
        case skip
        /// It could not be read, or was not reachable from here: neither well nor ill.
        case unknown
    }

    /// A short fixed name: `replicas`, `session-routing` …
    package var id: String
    package var title: String
    package var status: Status
    /// The answer in a sentence.
    package var detail: String
    package var evidence: [Evidence]
    package var remedy: String?
    /// Which of the usual causes it points to, where it failed.
    package var cause: Cause?

    package init(
        _ id: String, _ title: String, _ status: Status, _ detail: String, evidence: [Evidence] = [],
        remedy: String? = nil, cause: Cause? = nil
    ) {
        self.id = id
        self.title = title
        self.status = status
        self.detail = detail
        self.evidence = evidence
        self.remedy = remedy
        self.cause = cause
    }
}

/// The usual causes of a failover that fails.
package enum Cause: String, Sendable, Codable, CaseIterable {
    case insufficientReplicas = "insufficient replicas"
    case misconfiguredRouting = "misconfigured routing"
    case networking = "networking"
    case resourceConstraints = "resource constraints"
}
