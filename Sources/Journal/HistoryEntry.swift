import IncidentModel

/// What is counted of a kept incident: less than the line has, so that thousands are read in a moment.
package struct HistoryEntry: Sendable, Equatable, Codable {
    package var schema: Int
    package var context: String?
    package var namespace: String?
    package var embedded: Bool
    package var image: String?
    package var incident: Incident

    /// Of a format that is known, with figures that can be added up.
    var isPlausible: Bool {
        let gaps = [incident.detectionGap, incident.serviceGap, incident.capacityGap].compactMap { $0 }
        return schema == 1 && (0...1_000_000_000).contains(incident.failedRequests) && gaps.allSatisfy { abs($0) < 1e9 }
    }

    /// Fields as in `IncidentLine`.
    package struct Incident: Sendable, Equatable, Codable {
        package var pod: String
        package var cause: String
        package var planned: Bool
        package var ending: String?
        package var openedAt: String
        package var closedAt: String?
        package var detectionGap: Double?
        package var serviceGap: Double?
        package var capacityGap: Double?
        package var failedRequests: Int
        package var results: [Result]
        package var summary: String
    }

    package struct Result: Sendable, Equatable, Codable {
        package var expectation: Expectation
        package var outcome: ExpectationOutcome
    }
}
