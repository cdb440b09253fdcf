/// A point on the program's one monotonic clock: the time since it started.
///
/// Every fact carries one. Wall-clock times are derived from it (`Start.wallClock(at:)`), never compared with it.
package struct Moment: Sendable, Hashable, Comparable, Codable {
    package var nanoseconds: Int64

    package static let zero = Moment(nanoseconds: 0)

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Where the clock cannot tell so long a time, the last one that it can tell.
    package init(_ sinceStart: Duration) {
        let time = min(max(sinceStart, .nanoseconds(Int64.min)), .nanoseconds(Int64.max)).components
        // In this order, as the largest one needs all of its digits.
        nanoseconds = time.seconds * 1_000_000_000 + time.attoseconds / 1_000_000_000
    }

    /// - Throws: where it is further away than any run lasts.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        nanoseconds = try container.decode(Int64.self)
        guard Self.plausible.contains(nanoseconds) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a time \(nanoseconds) ns from the start of the run")
        }
    }

    /// Ten years before and after: what a run's log tells of may be older than the run.
    private static let plausible = -315_576_000_000_000_000...Int64(315_576_000_000_000_000)

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }

    /// Since the start, in seconds.
    package var seconds: Double { Double(nanoseconds) / 1e9 }

    package static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }
    package static func - (left: Moment, right: Moment) -> Duration {
        .nanoseconds(left.nanoseconds) - .nanoseconds(right.nanoseconds)
    }
    package static func - (left: Moment, right: Duration) -> Moment { left + (.zero - right) }
    package static func + (left: Moment, right: Duration) -> Moment {
        Moment(.nanoseconds(left.nanoseconds) + .nanoseconds(Moment(right).nanoseconds))
    }
}

extension Duration {
    /// The duration in seconds, for arithmetic and display.
    package var seconds: Double {
        // One that comes from outside may have more seconds than an integer holds.
        let time = min(max(self, .seconds(Int64.min)), .seconds(Int64.max)).components
        return Double(time.seconds) + Double(time.attoseconds) * 1e-18
    }
}
