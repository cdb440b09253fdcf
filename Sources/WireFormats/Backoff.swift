/// How long to wait before the next attempt: doubling from `first` to `limit`, with jitter, so that many clients that
/// lost the same server do not all return at once.
///
/// Sans I/O: randomness is handed in and waiting is the caller's. A connection that held for `resetAfter` proves that
/// the trouble is over, and the next trouble starts from `first` again.
package struct Backoff: Sendable, Equatable {
    package let first: Duration
    package let limit: Duration
    package let resetAfter: Duration
    private var ceiling: Duration

    package init(
        first: Duration = .milliseconds(250), limit: Duration = .seconds(15), resetAfter: Duration = .seconds(10)
    ) {
        self.first = first
        self.limit = limit
        self.resetAfter = resetAfter
        ceiling = first
    }

    /// The next wait, between half the current ceiling and all of it. `random` is in 0..<1.
    package mutating func next(random: Double) -> Duration {
        let wait = ceiling / 2 + ceiling * (min(max(random, 0), 1) / 2)
        ceiling = min(ceiling * 2, limit)
        return wait
    }

    package mutating func reset() {
        ceiling = first
    }

    /// Says how long the last attempt held; long enough starts over.
    package mutating func held(for duration: Duration) {
        if duration >= resetAfter { reset() }
    }
}
