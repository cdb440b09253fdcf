import PlainText

extension LogText {
    /// Characters read of one line.
    private static let longestLine = 16_384

    /// A line as logs are read: plain text, cut at 16,384 characters, without the time that Kubernetes puts before each
    /// line when it is asked to (but not where that time is the router's own, with a level behind it).
    static func logLine(_ raw: String) -> String {
        let isShort = raw.utf8.count <= longestLine
        return withoutTimestamp(ANSI.plain(isShort ? raw : String(raw.unicodeScalars.prefix(longestLine))))
    }

    private static func withoutTimestamp(_ line: String) -> String {
        guard isTimestamp(line[...]), let rest = cut(line[...], at: " "), RustLogRecord.level(rest.right) == nil
        else { return line }
        return String(rest.right)
    }

    /// `2026-11-23T20:07:27…` stands at the beginning.
    static func isTimestamp(_ line: Substring) -> Bool {
        let head = Array(line.utf8.prefix(20))
        return head.count == 20 && head[4] == UInt8(ascii: "-") && head[10] == UInt8(ascii: "T")
            && head[13] == UInt8(ascii: ":")
    }
}
