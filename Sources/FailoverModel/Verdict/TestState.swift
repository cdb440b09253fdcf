/// A test that runs, or has run.
public struct TestState: Sendable, Equatable {
    public var phase: TestPhase = .idle
    public var phaseSince: Moment = .zero
    /// Counts from 1.
    public var round = 1
    public var rounds: [TestReport.Round] = []
    public var ending: TestEnding? = nil
    /// What the present round has done so far.
    var trial = Trial()

    public init() {}

    public var isRunning: Bool { phase != .idle && phase != .over }

    mutating func enter(_ phase: TestPhase, at moment: Moment) {
        self.phase = phase
        phaseSince = moment
    }
}

/// Why a test ended before its rounds were done, or without a verdict of its own.
public struct TestEnding: Sendable, Equatable {
    /// nil: the rounds tell.
    public var verdict: Verdict?
    public var reason: String?
    /// It is the cluster or the router that cannot be reached.
    public var isUnreachable = false
}

/// The requests of one round.
struct Trial: Equatable {
    var sessionProbes: [RequestID] = []
    /// By session.
    var before: [String: RequestID] = [:]
    var question: RequestID?
    var order: KillOrder?
    var after: [String: RequestID] = [:]
}
