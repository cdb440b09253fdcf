import Foundation

extension JSONValue {
    /// A `metav1.Time`: whole seconds, UTC.
    static func timestamp(_ date: Date) -> JSONValue {
        .string(date.formatted(.iso8601))
    }

    /// A `metav1.MicroTime`, which newer events carry.
    static func microTimestamp(_ date: Date) -> JSONValue {
        let micros = Int((date.timeIntervalSince1970 * 1_000_000).rounded(.down)) % 1_000_000
        let digits = String(micros)
        let padded = String(repeating: "0", count: 6 - digits.count) + digits
        return .string(date.formatted(.iso8601).replacing("Z", with: ".\(padded)Z"))
    }

    /// A `metav1.MicroTime` in local time: `2026-11-26T20:00:00.000000-05:00`.
    /// - Parameter offset: from UTC, in minutes; nil writes `Z`.
    static func microTimestamp(_ date: Date, offset: Int?) -> JSONValue {
        guard let offset, let text = microTimestamp(date + Double(offset * 60)).string else { return microTimestamp(date) }
        return .string(text.replacing("Z", with: UTCOffset.text(minutes: offset)))
    }

    /// The moment that a timestamp with or without a fraction tells.
    var date: Date? {
        guard let text = string else { return nil }
        return (try? Date(text, strategy: .iso8601))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
}
