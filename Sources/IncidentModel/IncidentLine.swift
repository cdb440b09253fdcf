import ClusterModel
import TrafficModel

/// An incident as data. Field names are part of the interface (`docs/report-schema.md`); what is unknown is left
/// out.
package struct IncidentLine: Sendable, Equatable, Codable {
    package var number: Int
    package var pod: String
    package var uid: String
    /// One word: `deleted`, `crashed`, `scaled-down` …
    package var cause: String
    /// The cause in words.
    package var detail: String
    /// A change that somebody wanted, and no fault.
    package var planned: Bool
    package var open: Bool
    /// How it ended: `recovered`, `planned-and-over`, `not-replaced` or `superseded`; nil while it is open.
    package var ending: String?
    /// ISO 8601, UTC.
    package var openedAt: String
    package var closedAt: String?
    /// Seconds after T0 by mark, `T0` … `T7`.
    package var marks: [String: Double]
    package var detectionGap: Double?
    package var serviceGap: Double?
    package var capacityGap: Double?
    package var failedRequests: Int
    /// Other people: as in a round.
    package var otherSessions: OtherSessions? = nil
    /// What became of the four expectations: as they stand, and as they stay once it is closed.
    package var results: [ExpectationResult]
    package var evidence: [Evidence]
    /// As in a round.
    package var load: [EngineLoadLine]? = nil
    package var replacementSteps: [Round.StepLine]? = nil
    /// All of it in one line.
    package var summary: String
}

extension IncidentsState {
    package func line(of incident: Incident, at now: Moment, cluster: ClusterState, traffic: TrafficState) -> IncidentLine {
        let offsets = incident.marks.map { ($0.key.name, ($0.value.at - incident.origin).seconds) }
        return IncidentLine(
            number: incident.number, pod: incident.pod.name, uid: incident.pod.uid, cause: incident.cause.id,
            detail: incident.cause.predicate, planned: incident.cause.isPlanned, open: incident.isOpen,
            ending: incident.closure?.kind.id, openedAt: UTCTime(cluster.wallClock(at: incident.origin)).text,
            closedAt: incident.closedAt.map { UTCTime(cluster.wallClock(at: $0)).text },
            marks: [String: Double](uniqueKeysWithValues: offsets), detectionGap: incident.detectionGap?.seconds,
            serviceGap: incident.serviceGap?.seconds, capacityGap: incident.capacityGap?.seconds,
            failedRequests: failedCount(after: incident, at: now, cluster: cluster, traffic: traffic),
            otherSessions: otherSessions(of: incident, at: now, cluster: cluster, traffic: traffic),
            results: results(of: incident, at: now, cluster: cluster, traffic: traffic), evidence: incident.evidence,
            load: incident.loads.lines, replacementSteps: incident.steps,
            summary: summary(of: incident, at: now, cluster: cluster, traffic: traffic))
    }
}
