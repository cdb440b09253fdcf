import ClusterModel
import TrafficModel

/// One fault and what followed, as data. Field names are part of the interface (`docs/report-schema.md`).
package struct Round: Sendable, Equatable, Codable {
    package var number: Int
    package var pod: String
    package var podUID: String
    package var letter: String
    package var successor: String?
    package var replacement: String?
    package var results: [ExpectationResult]
    /// Seconds after T0.
    package var marks: [MarkLine]
    /// Seconds.
    package var detectionGap: Double?
    package var serviceGap: Double?
    package var capacityGap: Double?
    package var stream: StreamLine?
    package var ledger: [LedgerLine]
    package var otherSessions: OtherSessions
    /// Requests of ours that failed since.
    package var failedRequests: Int
    /// How busy the other engines were before, during and after; nil in older reports.
    package var load: [EngineLoadLine]? = nil
    /// What the way to a ready replacement was made of; nil where there is none.
    package var replacementSteps: [StepLine]? = nil
    /// When each pod did what, for the drawn timeline.
    package var lanes: [Lane]

    package struct MarkLine: Sendable, Equatable, Codable {
        package var mark: String
        package var meaning: String
        package var seconds: Double
        package var source: MarkSource
        package var uncertainty: Double?
    }

    package struct StreamLine: Sendable, Equatable, Codable {
        package var request: String
        /// The one word of the failover model.
        package var outcome: String
        package var detail: String?
        package var isResumed: Bool
        package var isRestarted: Bool
        /// `token ids`, where the next engine read exactly what the last one had; `text`, where the tokens at the seam may differ.
        package var resumedBy: String? = nil
        package var tokens: Int
        /// Seconds.
        package var timeToFirstToken: Double?
        package var endToEnd: Double?
        /// How often the answer was resumed or restarted.
        package var attempts: Int
        /// Seconds from the break to the first token of the pod that continues, beyond the time to first token that the
        /// question had; never less than none.
        package var addedGap: Double?
        /// Why the policy `resume` was not followed.
        package var notResumed: String?
    }

    /// A bar of the timeline.
    package struct Lane: Sendable, Equatable, Codable {
        package var letter: String
        package var pod: String
        package var spans: [Span]

        package struct Span: Sendable, Equatable, Codable {
            /// `tokens`, or the pod's stage.
            package var kind: String
            /// Seconds after T0.
            package var from: Double
            package var to: Double
        }
    }
}
