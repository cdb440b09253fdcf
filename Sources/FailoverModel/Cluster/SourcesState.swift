/// The freshness of every source.
public struct SourcesState: Sendable, Equatable {
    public var states: [Source: SourceState] = [:]

    public init(states: [Source: SourceState] = [:]) {
        self.states = states
    }

    /// `connecting` until the source has said something.
    public subscript(_ source: Source) -> SourceState {
        get { states[source] ?? .connecting }
        set { states[source] = newValue }
    }

    /// The state of the router as one word for the header: its health is what an operator asks about.
    public var router: SourceState { self[.routerHealth] }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .kubernetes(.source(let source, let state)), .router(.source(let source, let state)):
            states[source] = state
        case .router(.forward(let forward)) where !forward.state.isLive:
            // Nobody is asked meanwhile, so nobody else can tell why there is no way in.
            for source in [Source.routerHealth, .routerMetrics, .routerEngines] { states[source] = forward.state }
        default:
            break
        }
    }
}
