import ClusterModel

/// The run's one monotonic clock: every fact is stamped by it.
package struct RunClock: Sendable {
    private let origin: ContinuousClock.Instant

    package init() {
        origin = .now
    }

    package var now: Moment { Moment(ContinuousClock.now - origin) }
}
