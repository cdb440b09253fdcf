import FoundationEssentials

/// A time of day and date in UTC, as ISO 8601 writes it.
package struct UTCTime: Sendable, Equatable {
    package var text: String

    /// - Parameter unixTime: seconds.
    package init(_ unixTime: Double) {
        guard unixTime.isFinite, abs(unixTime) < 1e11 else {
            text = "unknown time"
            return
        }
        text = Date(timeIntervalSince1970: unixTime.rounded(.down)).formatted(.iso8601)
    }
}
