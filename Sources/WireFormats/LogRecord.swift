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
        guard let fields = JSONLogLine.stringFields(json), let message = fields["message"], let level = fields["level"]
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

/// Text between fixed words, by bytes: no grapheme rules, no regular expressions, linear time.
enum LogText {
    static func cut(_ text: Substring, at separator: String) -> (left: Substring, right: Substring)? {
        var index = text.utf8.startIndex
        while index < text.utf8.endIndex {
            if text.utf8[index...].starts(with: separator.utf8) { return halves(text, index, separator) }
            text.utf8.formIndex(after: &index)
        }
        return nil
    }

    static func cut(_ text: Substring, atLast separator: String) -> (left: Substring, right: Substring)? {
        var index = text.utf8.endIndex
        while index > text.utf8.startIndex {
            text.utf8.formIndex(before: &index)
            if text.utf8[index...].starts(with: separator.utf8) { return halves(text, index, separator) }
        }
        return nil
    }

    /// What follows the prefix; nil if the text does not start with it.
    static func after(_ prefix: String, in text: Substring) -> Substring? {
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return text[text.utf8.index(text.startIndex, offsetBy: prefix.utf8.count)...]
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.utf8.first == 0x20 { text = text[text.utf8.index(after: text.startIndex)...] }
        while text.utf8.last == 0x20 { text = text[..<text.utf8.index(before: text.endIndex)] }
        return text
    }

    /// The text, if it is one word.
    static func word(_ text: Substring) -> String? {
        guard !text.isEmpty, !text.utf8.contains(0x20) else { return nil }
        return String(text)
    }

    private static func halves(
        _ text: Substring, _ index: String.Index, _ separator: String
    ) -> (left: Substring, right: Substring) {
        (text[..<index], text[text.utf8.index(index, offsetBy: separator.utf8.count)...])
    }
}
