/// How long to wait before the next attempt: doubling from `first` to `limit`, with jitter, so that many clients that
/// lost the same server do not all return at once.
///
/// Sans I/O: randomness is handed in and waiting is the caller's. A connection that held for `resetAfter` proves that
/// the trouble is over, and the next trouble starts from `first` again.
public struct Backoff: Sendable, Equatable {
    public let first: Duration
    public let limit: Duration
    public let resetAfter: Duration
    private var ceiling: Duration

    public init(
        first: Duration = .milliseconds(250), limit: Duration = .seconds(15), resetAfter: Duration = .seconds(10)
    ) {
        self.first = first
        self.limit = limit
        self.resetAfter = resetAfter
        ceiling = first
    }

    /// The next wait, between half the current ceiling and all of it. `random` is in 0..<1.
    public mutating func next(random: Double) -> Duration {
        let wait = ceiling / 2 + ceiling * (min(max(random, 0), 1) / 2)
        ceiling = min(ceiling * 2, limit)
        return wait
    }

    public mutating func reset() {
        ceiling = first
    }

    /// Says how long the last attempt held; long enough starts over.
    public mutating func held(for duration: Duration) {
        if duration >= resetAfter { reset() }
    }
}
