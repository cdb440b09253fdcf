import Foundation

/// The cluster's time. Whatever waits and whatever is stamped takes it from here, so that a delay, a log line and a
/// `deletionTimestamp` agree, also where a test lets time pass faster.
package struct ClusterClock: Sendable {
    private let elapsed: @Sendable () -> Duration
    private let wait: @Sendable (Duration, Duration?) async throws -> Void
    private let beginning: Date

    /// - Parameter date: what the clock on the wall shows now.
    package init(_ clock: some Clock<Duration> = ContinuousClock(), date: Date = .now) {
        let origin = clock.now
        elapsed = { origin.duration(to: clock.now) }
        wait = { try await clock.sleep(until: origin.advanced(by: $0), tolerance: $1) }
        beginning = date
    }

    /// Since this clock was made; it never goes back.
    var now: Duration { elapsed() }

    /// For Kubernetes timestamps, log lines and `Date` headers.
    var date: Date { beginning + now / .seconds(1) }

    /// - Throws: `CancellationError`.
    func sleep(until moment: Duration, tolerance: Duration? = nil) async throws {
        try await wait(moment, tolerance)
    }

    /// - Throws: `CancellationError`.
    func sleep(for duration: Duration, tolerance: Duration? = nil) async throws {
        try await wait(now + duration, tolerance)
    }

    /// Does the work, or throws `DeadlinePassed` and cancels it.
    func within<Result: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else { throw DeadlinePassed() }
            return result
        }
    }

    /// The time ran out before the work was done.
    struct DeadlinePassed: Error {}
}
