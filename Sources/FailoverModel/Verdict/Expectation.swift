/// The four promises of a fault-tolerant serving stack.
public enum Expectation: Int, Sendable, Hashable, Codable, CaseIterable {
    case requestContinues = 1
    case sessionMoves = 2
    case littleInterruption = 3
    case fastRecovery = 4

    public var title: String {
        switch self {
        case .requestContinues: "the request continues"
        case .sessionMoves: "the session moves"
        case .littleInterruption: "little or no interruption"
        case .fastRecovery: "fast recovery"
        }
    }
}

/// What became of a promise.
public enum Judgement: String, Sendable, Codable {
    case held
    /// Only because failtop resumed the request.
    case resumed
    case deviated
    /// The data do not tell, or not yet.
    case inconclusive
}

/// One promise after one kill, with its number and its limit.
public struct ExpectationResult: Sendable, Equatable, Codable {
    public var expectation: Expectation
    public var judgement: Judgement
    /// What was seen, in a sentence.
    public var detail: String
    /// In seconds; nil where the promise has no number, or none was measured.
    public var measured: Double?
    /// In seconds.
    public var limit: Double?

    public init(
        _ expectation: Expectation, _ judgement: Judgement, _ detail: String, measured: Double? = nil,
        limit: Double? = nil
    ) {
        self.expectation = expectation
        self.judgement = judgement
        self.detail = detail
        self.measured = measured
        self.limit = limit
    }
}
