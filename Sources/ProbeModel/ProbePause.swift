/// Why nothing is asked for now.
package enum ProbePause: Sendable, Equatable {
    /// No router, or no model: nothing can be asked.
    case obstacle
    /// All engines let requests wait: people come first.
    case queues
    case budget
    /// So many sessions were tried, and nothing told on which engine they landed.
    case unattributed
    /// Answers that were kept under way broke one after another: only short requests are sent for a while.
    case streamsBreak

    package var words: String {
        switch self {
        case .obstacle: "nothing can be asked"
        case .queues: "engines queue"
        case .budget: "budget"
        case .unattributed: "nothing tells their engine"
        case .streamsBreak: "canaries rest, all broke"
        }
    }
}
