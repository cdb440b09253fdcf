/// A log line taken apart: what it says, without its time, level and place.
struct LogRecord {
    var level: String
    var message: String
    /// The traceback of a JSON record.
    var exception: String? = nil

    /// `[2026-11-23 20:06:00,213] INFO: message (request.py:600:logger)`, escape sequences removed.
    init?(text: String) {
        guard text.utf8.first == UInt8(ascii: "["), let time = LogText.cut(Substring(text), at: "] "),
            time.left.utf8.count >= 20, let level = LogText.cut(time.right, at: ": "),
            Self.levels.contains(String(level.left))
        else { return nil }
        self.level = String(level.left)
        message = String(Self.withoutPlace(level.right))
    }

    /// One JSON object per line, as `--log-format json` writes it.
    init?(json: String) {
        guard let fields = JSONLogLine.fields(json), let message = fields["message"], let level = fields["level"]
        else { return nil }
        self.level = level
        self.message = message
        exception = fields["exception"]
    }

    private static let levels: Set<String> = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]

    private static func withoutPlace(_ message: Substring) -> Substring {
        let trimmed = LogText.trimmed(message)
        guard trimmed.utf8.last == UInt8(ascii: ")"), let place = LogText.cut(trimmed, atLast: " ("),
            LogText.cut(place.right, at: ".py:") != nil
        else { return trimmed }
        return LogText.trimmed(place.left)
    }
}
