/// A point on the program's one monotonic clock: the time since it started.
///
/// Every fact carries one. Wall-clock times are derived from it (`Start.wallClock(at:)`), never compared with it.
package struct Moment: Sendable, Hashable, Comparable, Codable {
    package var nanoseconds: Int64

    package static let zero = Moment(nanoseconds: 0)

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package init(_ sinceStart: Duration) {
        let parts = sinceStart.components
        nanoseconds = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
    }

    package init(from decoder: any Decoder) throws {
        nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }

    /// Since the start, in seconds.
    package var seconds: Double { Double(nanoseconds) / 1e9 }

    package static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }
    package static func - (left: Moment, right: Moment) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
    }
    package static func - (left: Moment, right: Duration) -> Moment { left + (.zero - right) }
    package static func + (left: Moment, right: Duration) -> Moment {
        Moment(nanoseconds: left.nanoseconds + Moment(right).nanoseconds)
    }
}

extension Duration {
    /// The duration in seconds, for arithmetic and display.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
