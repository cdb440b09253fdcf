import Foundation

/// A clock that runs a number of times faster than the real one, so that whole stories with real sockets take seconds.
package struct ScaledClock: Clock {
    package struct Instant: InstantProtocol {
        /// Of the clock's own time, since it was made.
        var offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private let rate: Int
    private let origin = ContinuousClock.now
    private let beginning = Date.now

    package init(rate: Int) { self.rate = rate }

    package var now: Instant { Instant(offset: (ContinuousClock.now - origin) * rate) }
    package var minimumResolution: Duration { ContinuousClock().minimumResolution * rate }

    /// What a clock on the wall shows that runs as fast as this one.
    package var date: Date { beginning + now.offset / .seconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await ContinuousClock().sleep(
            until: origin + deadline.offset / rate, tolerance: tolerance.map { $0 / rate })
    }
}
