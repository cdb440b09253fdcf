extension BoardReport {
    /// An incident as data.
    public struct IncidentLine: Sendable, Equatable, Codable {
        public var number: Int
        public var pod: String
        public var uid: String
        /// One word: `deleted`, `crashed`, `scaled-down` …
        public var cause: String
        /// The cause in words.
        public var detail: String
        /// A change that somebody wanted, and no fault.
        public var planned: Bool
        public var open: Bool
        /// ISO 8601, UTC.
        public var openedAt: String
        public var closedAt: String?
        /// The number of the incident of a kill that ended this one before it was over.
        public var supersededBy: Int?
        /// Seconds after T0 by mark, `T0` … `T7`.
        public var marks: [String: Double]
        public var detectionGap: Double?
        public var serviceGap: Double?
        public var capacityGap: Double?
        public var failedRequests: Int
        public var evidence: [Evidence]
        /// All of it in one line.
        public var summary: String

        init(_ incident: Incident, in state: State) {
            number = incident.number
            pod = incident.pod.name
            uid = incident.pod.uid
            cause = incident.cause.id
            detail = incident.cause.predicate
            planned = incident.cause.isPlanned
            open = incident.isOpen
            openedAt = UTCTime(state.start.wallClock(at: incident.origin)).text
            closedAt = incident.closedAt.map { UTCTime(state.start.wallClock(at: $0)).text }
            supersededBy = incident.supersededBy
            let offsets = incident.marks.map { ($0.key.name, ($0.value.at - incident.origin).seconds) }
            marks = [String: Double](uniqueKeysWithValues: offsets)
            detectionGap = incident.detectionGap?.seconds
            serviceGap = incident.serviceGap?.seconds
            capacityGap = incident.capacityGap?.seconds
            failedRequests = state.failedRequests(after: incident).count
            evidence = incident.evidence
            summary = state.summary(of: incident)
        }
    }
}
