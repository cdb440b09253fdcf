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
    /// Everything that is told of it, judged once.
    package let round: Round

    package var results: [ExpectationResult] { round.results }
}
