import ClusterModel

/// How this run began: the link between the monotonic clock and the wall, and the name that makes its request ids its own.
package struct Start: Sendable, Equatable, Codable {
    /// A short random name of the run; the prefix of every `X-Request-Id` it sends.
    package var runID: String
    /// Unix time in seconds at `Moment.zero`.
    package var wallClockAtZero: Double
    /// Local time minus UTC, in seconds.
    package var utcOffset: Int
    package var settings: Settings

    package init(runID: String, wallClockAtZero: Double, utcOffset: Int, settings: Settings) {
        self.runID = runID
        self.wallClockAtZero = wallClockAtZero
        self.utcOffset = utcOffset
        self.settings = settings
    }

    /// What the ids of its requests begin with.
    package var requestPrefix: String { "failtop-\(runID)-" }

    /// Unix time in seconds at a moment.
    package func wallClock(at moment: Moment) -> Double {
        wallClockAtZero + Double(moment.nanoseconds) / 1e9
    }
}
