import ClusterModel

/// How an incident ended, and what was found. Nothing that happens later changes it.
package struct Closure: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case recovered
        /// A planned change, and it is over.
        case plannedAndOver
        /// Nobody wants another pod in its place: its owner is gone, or wants fewer.
        case notReplaced
        /// The same pod was killed later, by the incident of this number.
        case superseded(by: Int)

        /// One word for scripts.
        package var id: String {
            switch self {
            case .recovered: "recovered"
            case .plannedAndOver: "planned-and-over"
            case .notReplaced: "not-replaced"
            case .superseded: "superseded"
            }
        }
    }

    package let at: Moment
    package let kind: Kind
    private let findings: Findings

    init(at: Moment, kind: Kind, round: Round) {
        self.at = at
        self.kind = kind
        findings = Findings(round)
    }

    /// Everything that is told of it, judged once.
    package var round: Round { findings.round }
    package var results: [ExpectationResult] { findings.round.results }
}

/// Large and never changed: shared by all copies of its incident, which are made at each event.
private final class Findings: Sendable, Equatable {
    let round: Round

    init(_ round: Round) { self.round = round }

    static func == (left: Findings, right: Findings) -> Bool { left === right || left.round == right.round }
}
