/// Everything a test found, as data: every kind of report is drawn from it. Field names are part of the interface
/// (`docs/report-schema.md`); what is unknown is left out.
public struct TestReport: Sendable, Equatable, Codable {
    /// Of this format.
    public var schema = 1
    public var kind: TestPlan.Kind
    /// Unix time in seconds.
    public var startedAt: Double
    /// In seconds.
    public var duration: Double
    public var verdict: Verdict
    /// Why it is refused, inconclusive or aborted; what a verdict does not say by itself.
    public var reason: String?
    public var subject: Subject
    public var rounds: [Round]
    public var gaps: [GapSummary]
    public var checks: [Check]
    public var findings: [Check]

    /// What was tested, and how.
    public struct Subject: Sendable, Equatable, Codable {
        public var context: String?
        public var namespace: String?
        public var serverVersion: String?
        public var router: String?
        public var session: String
        public var sessionHeader: String
        public var model: String?
        public var api: CompletionAPI
        public var onBreak: BreakPolicy
        public var kill: KillKind
    }

    /// One kill and what followed.
    public struct Round: Sendable, Equatable, Codable {
        public var number: Int
        public var pod: String
        public var podUID: String
        public var letter: String
        public var successor: String?
        public var replacement: String?
        public var results: [ExpectationResult]
        /// Seconds after T0.
        public var marks: [MarkLine]
        /// Seconds.
        public var detectionGap: Double?
        public var serviceGap: Double?
        public var capacityGap: Double?
        public var stream: StreamLine?
        public var ledger: [LedgerLine]
        public var bystanders: Bystanders
        /// When each pod did what, for the drawn timeline.
        public var lanes: [Lane]
    }

    public struct MarkLine: Sendable, Equatable, Codable {
        public var mark: String
        public var meaning: String
        public var seconds: Double
        public var source: MarkSource
        public var uncertainty: Double?
    }

    public struct StreamLine: Sendable, Equatable, Codable {
        public var request: String
        /// The one word of the failover model.
        public var outcome: String
        public var detail: String?
        public var isResumed: Bool
        public var isRestarted: Bool
        public var tokens: Int
        /// Seconds.
        public var timeToFirstToken: Double?
        public var endToEnd: Double?
        /// How often the answer was resumed or begun again.
        public var attempts: Int
        /// Seconds from the break to the first token of the pod that continues, beyond the time to first token that the
        /// question had.
        public var addedGap: Double?
        /// Why the policy `resume` was not followed.
        public var notResumed: String?
    }

    /// A bar of the timeline.
    public struct Lane: Sendable, Equatable, Codable {
        public var letter: String
        public var pod: String
        public var spans: [Span]

        public struct Span: Sendable, Equatable, Codable {
            /// `tokens`, or the pod's stage.
            public var kind: String
            /// Seconds after T0.
            public var from: Double
            public var to: Double
        }
    }

    /// A gap over all rounds, in seconds.
    public struct GapSummary: Sendable, Equatable, Codable {
        public var name: String
        public var count: Int
        public var median: Double
        public var least: Double
        public var most: Double
        /// Only where there are enough rounds for it to mean something.
        public var p90: Double?
        public var p99: Double?

        public init(
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

/// Sessions besides the watched one.
public struct Bystanders: Sendable, Equatable, Codable {
    /// Were not on the killed pod.
    public var elsewhere = 0
    public var stayed = 0
    /// To another pod that was there before.
    public var moved = 0
    /// To a pod that came since: a ring gives a part of its sessions to whoever joins, that is no deviation.
    public var rebalanced = 0
    /// Were on the killed pod.
    public var onPod = 0
    /// Of those, served by another pod since.
    public var rescued = 0
    /// Probes of either kind that failed.
    public var failed = 0

    public init(
        elsewhere: Int = 0, stayed: Int = 0, moved: Int = 0, rebalanced: Int = 0, onPod: Int = 0, rescued: Int = 0,
        failed: Int = 0
    ) {
        self.elsewhere = elsewhere
        self.stayed = stayed
        self.moved = moved
        self.rebalanced = rebalanced
        self.onPod = onPod
        self.rescued = rescued
        self.failed = failed
    }
}
