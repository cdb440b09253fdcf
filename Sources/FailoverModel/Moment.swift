/// A point on the program's one monotonic clock: the time since it started.
///
/// Every fact carries one. Wall-clock times are derived from it (`Start.wallClock(at:)`), never compared with it.
public struct Moment: Sendable, Hashable, Comparable, Codable {
    public var nanoseconds: Int64

    public static let zero = Moment(nanoseconds: 0)

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    public init(_ sinceStart: Duration) {
        let parts = sinceStart.components
        nanoseconds = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
    }

    public init(from decoder: any Decoder) throws {
        nanoseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }

    /// Since the start, in seconds.
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    public static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }
    public static func - (left: Moment, right: Moment) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
    }
    public static func + (left: Moment, right: Duration) -> Moment {
        Moment(nanoseconds: left.nanoseconds + Moment(right).nanoseconds)
    }
}

extension Duration {
    /// The duration in seconds, for arithmetic and display.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
