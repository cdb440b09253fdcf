import ClusterModel
import WireFormats

/// Which log lines have been told already, so that a follow that is taken up again tells each line exactly once.
///
/// `sinceTime` is only good to the second on its way to the kubelet, so the server repeats up to a second of lines. A line
/// is told again only if it stands there more often than it was told: equal lines with equal timestamps are
/// counted, not merged.
struct LogHistory: Sendable {
    struct Entry: Sendable, Equatable {
        /// As the kubelet writes it (RFC 3339 with nanoseconds); nil where the line has none.
        var timestamp: String?
        /// The same in Unix seconds.
        var at: Double?
        var text: String
    }

    /// Lines told so far whose time lies in the newest second or later than it, and how often each.
    private var told: [String: (at: Double, count: Int)] = [:]
    /// The newest second in Unix time. Nodes write their own time zone, and change it twice a year: only numbers compare.
    private var newestSecond: Double?
    /// While taken up again: how often each line may still be repeated.
    private var repeats: [String: Int] = [:]
    private(set) var isEmpty = true

    /// Begins a follow after a break. Returns `sinceTime` in UTC, nil if no line with a time was seen yet.
    mutating func resume() -> String? {
        repeats = told.mapValues(\.count)
        return newestSecond.map { UTCTime($0).text }
    }

    /// A line as the server sent it. nil if it was told before.
    mutating func admit(_ line: String) -> Entry? {
        let entry = Self.split(line)
        guard let at = entry.at else {
            isEmpty = false
            return entry
        }
        if let count = repeats[line], count > 0 {
            repeats[line] = count - 1
            return nil
        }
        isEmpty = false
        let second = at.rounded(.down)
        if second > newestSecond ?? -.infinity {
            newestSecond = second
            told = told.filter { $0.value.at >= second }
        }
        if second >= newestSecond ?? -.infinity { told[line, default: (at, 0)].count += 1 }
        return entry
    }

    /// Splits `2026-11-23T20:07:14.5Z text`; a line without a time is all text.
    static func split(_ line: String) -> Entry {
        let bytes = line.utf8
        let space = bytes.firstIndex(of: 0x20) ?? bytes.endIndex
        let head = String(line[..<space])
        guard let at = Timestamp.parse(head) else { return Entry(text: line) }
        let rest = space == bytes.endIndex ? "" : String(line[bytes.index(after: space)...])
        return Entry(timestamp: head, at: at, text: rest)
    }
}
