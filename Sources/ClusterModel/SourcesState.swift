/// The freshness of every source.
package struct SourcesState: Sendable, Equatable {
    package internal(set) var states: [Source: SourceState] = [:]

    package init(states: [Source: SourceState] = [:]) {
        self.states = states
    }

    /// `connecting` until the source has said something.
    package subscript(_ source: Source) -> SourceState { states[source] ?? .connecting }

    /// The state of the router as one word for the header: its health is what an operator asks about.
    package var router: SourceState { self[.routerHealth] }

    mutating func note(_ source: Source, _ state: SourceState) { states[source] = state }
}
