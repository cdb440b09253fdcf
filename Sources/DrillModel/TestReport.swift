import ClusterModel
import DiagnosisModel
import IncidentModel
import TrafficModel

/// Everything a test found, as data: every kind of report is drawn from it. Field names are part of the interface
/// (`docs/report-schema.md`); what is unknown is left out.
package struct TestReport: Sendable, Equatable, Codable {
    /// Of this format.
    package var schema = 2
    package var kind: TestPlan.Kind
    /// Unix time in seconds.
    package var startedAt: Double
    /// In seconds.
    package var duration: Double
    package var verdict: Verdict
    /// Why it is refused, inconclusive or aborted; what a verdict does not say by itself.
    package var reason: String?
    package var subject: Subject
    package var rounds: [Round]
    package var gaps: [GapSummary]
    package var checks: [Check]
    package var findings: [Check]

    /// What was tested, and how.
    package struct Subject: Sendable, Equatable, Codable {
        package var context: String?
        package var namespace: String?
        package var serverVersion: String?
        package var router: String?
        package var session: String
        package var sessionHeader: String
        package var model: String?
        package var api: CompletionAPI
        package var onBreak: BreakPolicy
        package var kill: KillKind
    }

    /// A gap over all rounds, in seconds.
    package struct GapSummary: Sendable, Equatable, Codable {
        package var name: String
        package var count: Int
        package var median: Double
        package var least: Double
        package var most: Double
        /// Only where there are enough rounds for it to mean something.
        package var p90: Double?
        package var p99: Double?

        package init(
            name: String, count: Int, median: Double, least: Double, most: Double, p90: Double? = nil,
            p99: Double? = nil
        ) {
            self.name = name
            self.count = count
            self.median = median
            self.least = least
            self.most = most
            self.p90 = p90
            self.p99 = p99
        }
    }
}
