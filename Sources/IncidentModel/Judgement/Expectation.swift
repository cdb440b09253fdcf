/// What should hold when an engine dies.
package enum Expectation: Int, Sendable, Hashable, Codable, CaseIterable {
    case requestContinues = 1
    case sessionMoves = 2
    case littleInterruption = 3
    case fastRecovery = 4

    package var title: String {
        switch self {
        case .requestContinues: "the request continues"
        case .sessionMoves: "the session moves"
        case .littleInterruption: "little or no interruption"
        case .fastRecovery: "fast recovery"
        }
    }
}

/// What became of an expectation.
package enum ExpectationOutcome: String, Sendable, Codable {
    case pass
    /// Only because failtop resumed the request.
    case passWithResume = "pass with resume"
    case fail
    /// The data do not tell, or not yet.
    case inconclusive
}

/// One expectation after one fault, with its number and its limit.
package struct ExpectationResult: Sendable, Equatable, Codable {
    package var expectation: Expectation
    package var outcome: ExpectationOutcome
    /// What was seen, in a sentence.
    package var detail: String
    /// In seconds; nil where the expectation has no number, or none was measured.
    package var measured: Double?
    /// In seconds.
    package var limit: Double?

    package init(
        _ expectation: Expectation, _ outcome: ExpectationOutcome, _ detail: String, measured: Double? = nil,
        limit: Double? = nil
    ) {
        self.expectation = expectation
        self.outcome = outcome
        self.detail = detail
        self.measured = measured
        self.limit = limit
    }
}
