/// What a fault-tolerance test does and by what it judges.
package struct TestPlan: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable {
        /// Kill the pod of the session and judge what follows.
        case test
        /// Kill nothing: only find out whether a test can work here.
        case doctor
        /// There is no plan: what a board has seen is reported.
        case board
    }

    package enum Trigger: Sendable, Equatable, Codable {
        case tokens(Int)
        /// Since the request was sent.
        case time(Duration)
    }

    package var kind: Kind = .test
    package var killAfter: Trigger = .tokens(20)
    package var repetitions = 1
    /// How many sessions besides the watched one are probed before and after the kill.
    package var otherSessions = 6
    /// How long the cluster and the router may take to answer at the start.
    package var patience: Duration = .seconds(20)

    package init(
        kind: Kind = .test, killAfter: Trigger = .tokens(20), repetitions: Int = 1, otherSessions: Int = 6,
        patience: Duration = .seconds(20)
    ) {
        self.kind = kind
        self.killAfter = killAfter
        self.repetitions = repetitions
        self.otherSessions = otherSessions
        self.patience = patience
    }
}
