/// What a fault-tolerance test does and by what it judges.
public struct TestPlan: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// Kill the pod of the session and judge what follows.
        case test
        /// Kill nothing: only find out whether a test can work here.
        case doctor
        /// There is no plan: what a board has seen is reported.
        case board
    }

    public enum Trigger: Sendable, Equatable, Codable {
        case tokens(Int)
        /// Since the request was sent.
        case time(Duration)
    }

    public var kind: Kind = .test
    public var killAfter: Trigger = .tokens(20)
    public var repetitions = 1
    /// How many sessions besides the watched one are probed before and after the kill.
    public var bystanders = 6
    /// How long the cluster and the router may take to answer at the start.
    public var patience: Duration = .seconds(20)

    public init(
        kind: Kind = .test, killAfter: Trigger = .tokens(20), repetitions: Int = 1, bystanders: Int = 6,
        patience: Duration = .seconds(20)
    ) {
        self.kind = kind
        self.killAfter = killAfter
        self.repetitions = repetitions
        self.bystanders = bystanders
        self.patience = patience
    }
}
