import FailoverModel

/// The last stretch of a run, so that its picture can go back while facts arrive.
package struct Tape: Sendable {
    struct Stretch {
        /// The state before its first event.
        var before: State
        var events: [Event] = []
    }

    private(set) var stretches: [Stretch]

    static let stretchLength = 1_000
    /// Older ones are forgotten: twenty thousand events are five minutes of a busy board, and some ten megabytes.
    static let mostStretches = 20

    /// - Parameter state: before the first event that will be recorded.
    package init(_ state: State) {
        stretches = [Stretch(before: state)]
    }

    /// Keeps a state for each thousand events only: one that is kept makes the next change of it a copy.
    ///
    /// - Parameter after: the state that the event led to.
    package mutating func record(_ event: Event, after: State) {
        stretches[stretches.count - 1].events.append(event)
        guard stretches[stretches.count - 1].events.count == Self.stretchLength else { return }
        stretches.append(Stretch(before: after))
        if stretches.count > Self.mostStretches { stretches.removeFirst() }
    }
}
