/// One question about the stack, with its answer, the evidence for it and what to change.
public struct Check: Sendable, Equatable, Codable {
    public enum Status: String, Sendable, Codable {
        case pass, warn, fail
        /// It could not be asked, or does not apply.
        case skipped
    }

    /// A short fixed name: `replicas`, `session-routing` …
    public var id: String
    public var title: String
    public var status: Status
    /// The answer in a sentence.
    public var detail: String
    public var evidence: [Evidence]
    public var remedy: String?
    /// Which of the usual causes it points to, where it failed.
    public var cause: Cause?

    public init(
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

/// A quotation: which object says what.
public struct Evidence: Sendable, Equatable, Codable {
    public var object: String
    public var field: String
    public var value: String
    /// Unix time in seconds, where it is known.
    public var at: Double?

    public init(_ object: String, _ field: String, _ value: String, at: Double? = nil) {
        self.object = object
        self.field = field
        self.value = value
        self.at = at
    }
}

/// The usual causes of a failover that fails.
public enum Cause: String, Sendable, Codable, CaseIterable {
    case insufficientReplicas = "insufficient replicas"
    case misconfiguredRouting = "misconfigured routing"
    case networking = "networking"
    case resourceConstraints = "resource constraints"
}
