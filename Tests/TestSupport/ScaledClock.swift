import Foundation

/// A clock that runs a number of times faster than the real one, so that whole stories with real sockets take seconds.
public struct ScaledClock: Clock {
    public struct Instant: InstantProtocol {
        /// Of the clock's own time, since it was made.
        var offset: Duration

        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        public static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private let rate: Int
    private let origin = ContinuousClock.now
    private let beginning = Date.now

    public init(rate: Int) { self.rate = rate }

    public var now: Instant { Instant(offset: (ContinuousClock.now - origin) * rate) }
    public var minimumResolution: Duration { ContinuousClock().minimumResolution * rate }

    /// What a clock on the wall shows that runs as fast as this one.
    public var date: Date { beginning + now.offset / .seconds(1) }

    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await ContinuousClock().sleep(
            until: origin + deadline.offset / rate, tolerance: tolerance.map { $0 / rate })
    }
}
