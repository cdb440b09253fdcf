/// The offset of a node's time from UTC, as its kubelet writes it behind the times of log lines.
enum UTCOffset {
    static let annotation = "failtop.dev/utc-offset"

    /// Minutes of `+08:00` or `-05:00`; nil for what is none.
    static func minutes(_ text: String) -> Int? {
        guard let match = text.wholeMatch(of: /([+-])([01][0-9]):([0-5][0-9])/), let hours = Int(match.2), hours <= 14,
            let minutes = Int(match.3)
        else { return nil }
        return (match.1 == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    static func text(minutes: Int) -> String {
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        return "\(minutes < 0 ? "-" : "+")\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }
}
