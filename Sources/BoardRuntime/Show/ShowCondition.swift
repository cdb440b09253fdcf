import FailoverModel

extension Show {
    /// What a cue waits for.
    package enum Condition: Sendable, Equatable {
        case steady
        case tokens(Int)
        case broken
        /// The session gets tokens from another pod again.
        case served
        case recovered
        case answered
    }
}

extension Show.Condition {
    /// As scripts name it, with its number where it has one.
    package init?(name: String, number: Int? = nil) {
        switch (name, number) {
        case ("steady", nil): self = .steady
        case ("tokens", let count?): self = .tokens(count)
        case ("broken", nil): self = .broken
        case ("served", nil): self = .served
        case ("recovered", nil): self = .recovered
        case ("answered", nil): self = .answered
        default: return nil
        }
    }

    package static let names = ["steady", "tokens: N", "broken", "served", "recovered", "answered"]

    /// For the case that it does not come true.
    var words: String {
        switch self {
        case .steady: "two ready engines and a healthy router"
        case .tokens: "tokens of the answer"
        case .broken: "the end of the stream"
        case .served: "tokens from another pod"
        case .recovered: "a replacement that is ready"
        case .answered: "the end of the answer"
        }
    }

    func holds(in state: State) -> Bool {
        switch self {
        case .steady:
            state.cluster.readyEngines.count >= 2 && state.router.health?.isHealthy == true
                && state.traffic.model != nil
        case .tokens(let count): (state.conversation.current?.chunks.count ?? 0) >= count
        case .broken: state.conversation.records.contains { $0.outcome.isBreak } || state.conversation.current?.outcome.isComplete == true
        case .served: state.incidents.all.last?.marks[.firstToken] != nil
        case .recovered: state.incidents.all.last?.marks[.replacementReady] != nil
        case .answered: state.conversation.isQuiet
        }
    }
}
