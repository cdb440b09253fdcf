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

    /// - Throws: where no clock and no place on earth are like that: what is computed from them would be nonsense.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        runID = try values.decode(String.self, forKey: .runID)
        wallClockAtZero = try values.decode(Double.self, forKey: .wallClockAtZero)
        utcOffset = try values.decode(Int.self, forKey: .utcOffset)
        settings = try values.decode(Settings.self, forKey: .settings)
        guard (0..<Self.latest).contains(wallClockAtZero), (-86_400...86_400).contains(utcOffset) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: values.codingPath, debugDescription: "a run that starts at \(wallClockAtZero), \(utcOffset) s from UTC"))
        }
    }

    /// The year 10000.
    private static let latest = 253_402_300_800.0

    /// What the ids of its requests begin with.
    package var requestPrefix: String { "failtop-\(runID)-" }

    /// Unix time in seconds at a moment.
    package func wallClock(at moment: Moment) -> Double {
        wallClockAtZero + Double(moment.nanoseconds) / 1e9
    }
}
