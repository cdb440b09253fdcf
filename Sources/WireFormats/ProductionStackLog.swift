import PlainText

/// Reads the log of the production stack's router, text or `--log-format json`, as of commit a6c01db.
///
/// A line at a time; a traceback of many lines becomes at most one `streamBroke`. Its lines may be mixed with others,
/// because a container's two outputs are merged.
package struct ProductionStackLog: RouterLogFormat {
    /// "Exception in ASGI application" was read and its exception not yet.
    private var isInTraceback = false
    /// An exception that means a break if no clearer one follows.
    private var pendingBreak: String?

    package init() {}

    /// What this line says, after what the lines before it left open.
    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        if line.utf8.first == UInt8(ascii: "{"), let record = LogRecord(json: line) {
            return flush() + [read(record)]
        }
        if let record = LogRecord(text: line) {
            return flush() + [Self.meaning(of: record)]
        }
        if let message = Self.serverMessage(line) {
            let flushed = flush()
            isInTraceback = message.utf8.starts(with: Self.tracebackOpening.utf8)
            return flushed + [Self.refusal(in: message) ?? .routine]
        }
        return [readLoose(line)]
    }

    /// What the log left open when it ended.
    package mutating func finish() -> [RouterLogLine] {
        flush()
    }

    private static let tracebackOpening = "Exception in ASGI application"

    private mutating func flush() -> [RouterLogLine] {
        guard let reason = pendingBreak else { return [] }
        pendingBreak = nil
        isInTraceback = false
        return [.streamBroke(reason)]
    }

    private func read(_ record: LogRecord) -> RouterLogLine {
        guard let exception = record.exception else { return Self.meaning(of: record) }
        guard record.message.utf8.starts(with: Self.tracebackOpening.utf8) else { return Self.meaning(of: record) }
        let last = exception.split(separator: "\n").last { $0.utf8.first != 0x20 }
        return last.flatMap(StreamException.init)?.kind == .breaks
            ? .streamBroke(ANSI.plain(StreamException.summary(last ?? ""), limit: 300)) : .routine
    }

    /// A line without level: of a traceback, of a message of many lines, or of something else that writes there.
    private mutating func readLoose(_ line: String) -> RouterLogLine {
        let content = line.drop { $0 == " " || $0 == "|" }
        if isInTraceback, let exception = StreamException(content) {
            switch exception.kind {
            case .mayBreak:
                pendingBreak = StreamException.summary(content)
            case .breaks:
                isInTraceback = false
                pendingBreak = nil
                return .streamBroke(StreamException.summary(content))
            case .other:
                isInTraceback = false
                pendingBreak = nil
            }
            return .routine
        }
        let isIndented = line.utf8.first == 0x20
        let isKnown = Self.looseBeginnings.contains { line.utf8.starts(with: $0.utf8) }
        let isWarning = LogText.cut(Substring(line), at: "RuntimeWarning: ") != nil
        return line.isEmpty || isIndented || isKnown || isWarning || StreamException(content) != nil
            ? .routine : .unknown
    }

    private static let looseBeginnings = [
        "Traceback (most recent call last)", "The above exception was the direct cause", "During handling of the above",
        "No module named ", "Reason: ", "HTTP response ", "Server: ", "====", "----",
    ]

    /// `INFO:     message`: uvicorn pads its level to ten characters.
    private static func serverMessage(_ line: String) -> Substring? {
        for level in ["INFO:     ", "WARNING:  ", "ERROR:    ", "CRITICAL: ", "DEBUG:    "] {
            if let message = LogText.after(level, in: Substring(line)) { return message }
        }
        return nil
    }
}
