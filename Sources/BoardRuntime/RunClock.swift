import FailoverModel

/// The run's one monotonic clock: every fact is stamped by it.
public struct RunClock: Sendable {
    private let origin: ContinuousClock.Instant

    public init() {
        origin = .now
    }

    public var now: Moment { Moment(ContinuousClock.now - origin) }
}
