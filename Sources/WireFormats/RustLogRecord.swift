/// A line of Rust's `tracing` in its usual text form, `TIME LEVEL [SPANS: ]TARGET: [FILE:LINE: ]MESSAGE [FIELDS]`, with the
/// time as `2026-11-23 19:51:28` or RFC 3339. Escape sequences are removed before.
struct RustLogRecord {
    var level: Substring
    /// What follows the level.
    var body: Substring

    init(level: Substring, body: Substring) {
        self.level = level
        self.body = body
    }

    init?(_ line: String) {
        guard let rest = Self.afterTime(line[...]), let found = Self.level(rest) else { return nil }
        level = found.level
        body = found.rest
    }

    /// The message of a record that tells its place: what follows `FILE.rs:LINE: `.
    var message: Substring? {
        guard let place = LogText.cut(body, at: ".rs:"), let message = LogText.cut(place.right, at: ": "),
            !message.left.isEmpty, message.left.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return message.right
    }

    /// The last value of `key=value` or `key="value"`: fields of inner spans come after those of outer ones.
    func field(_ key: String) -> String? {
        guard let found = LogText.cut(body, atLast: " \(key)=") else { return nil }
        if let quoted = LogText.after("\"", in: found.right) {
            return LogText.cut(quoted, at: "\"").map { String($0.left) }
        }
        let value = LogText.firstWord(found.right)
        return value.isEmpty ? nil : String(value)
    }

    /// A level at the beginning, and what follows it.
    static func level(_ text: Substring) -> (level: Substring, rest: Substring)? {
        let text = LogText.trimmed(text)
        let word = LogText.firstWord(text)
        guard levels.contains(String(word)) else { return nil }
        return (word, LogText.trimmed(text[word.endIndex...]))
    }

    private static let levels: Set<String> = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"]

    private static func afterTime(_ line: Substring) -> Substring? {
        if LogText.isTimestamp(line) { return LogText.cut(line, at: " ")?.right }
        let head = Array(line.utf8.prefix(20))
        guard head.count == 20, head[4] == UInt8(ascii: "-"), head[10] == 0x20, head[13] == UInt8(ascii: ":"),
            head[16] == UInt8(ascii: ":"), head[19] == 0x20
        else { return nil }
        return line[line.utf8.index(line.startIndex, offsetBy: 20)...]
    }
}

extension RustLogRecord {
    /// Of a backtrace or a panic, which have neither time nor level.
    static func isBacktrace(_ line: String) -> Bool {
        let content = LogText.trimmed(line[...])
        if content.isEmpty || line.utf8.first == 0x20 { return true }
        let number = content.utf8.prefix { (0x30...0x39).contains($0) }
        if !number.isEmpty, LogText.after(": ", in: content[number.endIndex...]) != nil { return true }
        return ["thread '", "note: ", "stack backtrace", "Stack backtrace", "Caused by"].contains {
            content.utf8.starts(with: $0.utf8)
        }
    }
}
