/// What a line of the vLLM production stack's Python router says.
public enum ProductionStackLogLine: Sendable, Equatable {
    /// `attempt` counts from 1. `session` is nil for a request without one, and on every later attempt.
    case routed(request: String, session: String?, worker: String, attempt: Int)
    case attemptFailed(request: String, worker: String, attempt: Int, problem: String)
    /// An engine pod and its address entered the router's list.
    case discovered(pod: String, ip: String)
    /// An engine pod left the router's list: it was deleted or is not ready.
    case deleted(pod: String)
    /// An engine pod has its deletion timestamp and gets no more requests.
    case terminating(pod: String)
    /// An engine's answer broke off after it had begun; told by a traceback without request or worker.
    case streamBroke(String)
    /// Known, and of no interest.
    case routine
    case unknown
}

/// Reads the log of the production stack's router, text or `--log-format json`, as of commit a6c01db.
///
/// A line at a time; a traceback of many lines becomes at most one `streamBroke`. Its lines may be mixed with others,
/// because a container's two outputs are merged.
public struct ProductionStackLog: Sendable {
    /// "Exception in ASGI application" was read and its exception not yet.
    private var isInTraceback = false
    /// An exception that means a break if no clearer one follows.
    private var pendingBreak: String?

    public init() {}

    /// What this line says, after what the lines before it left open. Longer lines are cut at 16,384 characters.
    public mutating func feed(_ raw: String) -> [ProductionStackLogLine] {
        let line = Self.withoutTimestamp(ANSI.plain(String(raw.unicodeScalars.prefix(16_384))))
        if line.utf8.first == UInt8(ascii: "{"), let record = LogRecord(json: line) {
            return flush() + [read(record)]
        }
        if let record = LogRecord(text: line) {
            return flush() + [Self.meaning(of: record)]
        }
        if let message = Self.serverMessage(line) {
            let flushed = flush()
            isInTraceback = message.utf8.starts(with: Self.tracebackOpening.utf8)
            return flushed + [.routine]
        }
        return [readLoose(line)]
    }

    /// What the log left open when it ended.
    public mutating func finish() -> [ProductionStackLogLine] {
        flush()
    }

    private static let tracebackOpening = "Exception in ASGI application"

    private mutating func flush() -> [ProductionStackLogLine] {
        guard let reason = pendingBreak else { return [] }
        pendingBreak = nil
        isInTraceback = false
        return [.streamBroke(reason)]
    }

    private func read(_ record: LogRecord) -> ProductionStackLogLine {
        guard let exception = record.exception else { return Self.meaning(of: record) }
        guard record.message.utf8.starts(with: Self.tracebackOpening.utf8) else { return Self.meaning(of: record) }
        let last = exception.split(separator: "\n").last { $0.utf8.first != 0x20 }
        return last.flatMap(StreamException.init)?.kind == .breaks
            ? .streamBroke(ANSI.plain(StreamException.summary(last ?? ""), limit: 300)) : .routine
    }

    /// A line without level: of a traceback, of a message of many lines, or of something else that writes there.
    private mutating func readLoose(_ line: String) -> ProductionStackLogLine {
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

    /// Drops the time that Kubernetes puts before each line when it is asked to.
    private static func withoutTimestamp(_ line: String) -> String {
        let head = Array(line.utf8.prefix(20))
        guard head.count == 20, head[4] == UInt8(ascii: "-"), head[10] == UInt8(ascii: "T"),
            head[13] == UInt8(ascii: ":"), let rest = LogText.cut(Substring(line), at: " ")
        else { return line }
        return String(rest.right)
    }
}

/// The last line of a Python traceback, `package.module.Class: message`.
struct StreamException {
    enum Kind { case breaks, mayBreak, other }

    var kind: Kind

    init?(_ line: Substring) {
        let name = line.prefix { $0 != ":" && $0 != " " }
        let words = name.split(separator: ".", omittingEmptySubsequences: false)
        guard let type = words.last, words.allSatisfy({ !$0.isEmpty }), type.first?.isUppercase == true,
            type.hasSuffix("Error") || type.hasSuffix("Exception") || words.count > 1
        else { return nil }
        switch type {
        // Of an answer that had begun. `ServerDisconnectedError` comes before the first byte, `ClientConnectorError`
        // before the connection.
        case "ClientPayloadError", "ClientOSError", "ClientConnectionResetError", "ConnectionResetError",
            "IncompleteReadError":
            kind = .breaks
        case "TransferEncodingError", "ContentLengthError": kind = .mayBreak
        default: kind = .other
        }
    }

    /// The line without the package of its class, cut at 300 characters.
    static func summary(_ line: Substring) -> String {
        let name = line.prefix { $0 != ":" }
        let type = name.split(separator: ".").last ?? name
        return ANSI.plain(String(type) + String(line.dropFirst(name.count)), limit: 300)
    }
}
