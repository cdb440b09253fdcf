import ClusterModel
import Foundation

/// The run's one clock: every fact is stamped by it, and whatever waits for the run's time waits by it.
package struct RunClock: Sendable {
    /// For those who only wait.
    package let clock: any Clock<Duration>
    /// Unix seconds at `Moment.zero`.
    package let wallClockAtZero: Double
    private let elapsed: @Sendable () -> Duration

    /// - Parameter date: what the clock on the wall shows now.
    package init(_ clock: some Clock<Duration> = ContinuousClock(), date: Date = .now) {
        let origin = clock.now
        self.clock = clock
        elapsed = { origin.duration(to: clock.now) }
        wallClockAtZero = date.timeIntervalSince1970
    }

    package var now: Moment { Moment(elapsed()) }

    /// - Throws: `CancellationError`.
    package func sleep(for duration: Duration) async throws {
        try await clock.sleep(for: duration)
    }
}
