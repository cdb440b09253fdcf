/// The time of day, here and in the cluster: what its objects and logs say is compared with the cluster's clock.
extension ClusterState {
    /// Seconds by which clocks may differ before it matters: the header is good to one, and its way takes time.
    package static let clockTolerance = 2.0

    /// Unix time in seconds at a moment, by this machine's clock.
    package func wallClock(at moment: Moment) -> Double { wallClockAtZero + moment.seconds }

    /// The same by the cluster's clock.
    package func clusterClock(at moment: Moment) -> Double { wallClock(at: moment) + clockAhead }

    /// History is placed where its line says; a fresh line where it was seen, by the one monotonic clock.
    package func moment(loggedAt: Double?, seenAt: Moment) -> Moment {
        guard let loggedAt else { return seenAt }
        let age = clusterClock(at: seenAt) - loggedAt
        return age > 2 ? seenAt + Self.plausible(-age) : seenAt
    }

    /// When a line was written, by its writer's clock; never later than it was seen.
    package func written(loggedAt: Double?, seenAt: Moment) -> Moment? {
        loggedAt.map { seenAt + Self.plausible(min(0, $0 - clusterClock(at: seenAt))) }
    }

    /// A time from outside may be absurd: nothing is older than ten years.
    private static func plausible(_ seconds: Double) -> Duration {
        seconds.isFinite ? .seconds(max(seconds, -315_576_000)) : .zero
    }
}
