import PlainText

/// Reads Envoy's access log (1.40): its default text, Istio's, and JSON lines as Envoy Gateway, Istio and others configure them.
///
/// A line is written when a request is over, and up to ten seconds later (`--file-flush-interval-msec`); periodic lines are
/// written while it runs, of which the last one counts.
package struct EnvoyLog: RouterLogFormat {
    package init() {}

    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        if line.utf8.first == UInt8(ascii: "{") { return [JSONLogLine.fields(line).flatMap(Self.read) ?? .unknown] }
        if let line = Self.read(text: line[...]) { return [line] }
        return [Self.isOwnWord(line) ? .routine : .unknown]
    }

    /// `[START] "METHOD PATH PROTOCOL" CODE FLAGS … RX TX DURATION UPSTREAM "XFF" "AGENT" "ID" "AUTHORITY" "UPSTREAM" …`.
    private static func read(text: Substring) -> RouterLogLine? {
        guard let parts = start(of: text), let began = LogTime.rfc3339(parts.time) else { return nil }
        let fields = LogFields(parts.rest)
        guard let request = fields.all.first, request.isQuoted, let status = fields[1].flatMap({ Int($0) }), let flags = fields[2],
            let quoted = LogFields(parts.rest).run(ofQuoted: 5), quoted >= 7, let lasted = fields[quoted - 2].flatMap({ Double($0) })
        else { return nil }
        guard request.text.utf8.starts(with: "POST ".utf8) else { return .routine }
        let details = quoted > 7 ? fields[3] : nil
        return line(
            id: fields[quoted + 2], session: nil, worker: fields[quoted + 4], status: status, flags: flags, details: details, began: began,
            lasted: lasted / 1_000, isOver: true)
    }

    /// What stands in brackets at the beginning, and what follows; other programs may have written something before it.
    static func start(of text: Substring) -> (time: Substring, rest: Substring)? {
        guard let open = LogText.after("[", in: text) ?? LogText.cut(text, at: " [")?.right, let close = LogText.cut(open, at: "] \"")
        else { return nil }
        return (close.left, text[text.utf8.index(before: close.right.startIndex)...])
    }

    private static func read(_ fields: [String: String]) -> RouterLogLine? {
        func value(_ keys: [String]) -> String? {
            keys.lazy.compactMap { fields[$0] }.first { $0 != "null" }.map { ANSI.plain($0, limit: 300) }.flatMap(AccessLine.value)
        }
        guard Self.workerKeys.contains(where: { fields[$0] != nil }), Self.flagKeys.contains(where: { fields[$0] != nil }) else {
            // Envoy's own log may be JSON too.
            return fields["level"] == nil ? nil : .routine
        }
        if let method = value(["method", ":method", "request_method"]), method != "POST" { return .routine }
        let kind = value(["access_log_type", "log_type", "type"])
        let lasted = value(["duration", "dur", "duration_ms"]).flatMap { Double($0) }
        return line(
            id: value(["x-request-id", "request_id", "requestId", "x_request_id", "rid"]),
            session: value(["x-session-id", "x-user-id", "session_id", "session", "sess"]), worker: value(Self.workerKeys),
            status: value(["response_code", "status", "code"]).flatMap { Int($0) } ?? 0, flags: value(Self.flagKeys) ?? "-",
            details: value(["response_code_details", "details"]),
            began: value(["start_time", "timestamp", "time", "t"]).flatMap { LogTime.rfc3339($0[...]) },
            lasted: lasted.map { $0 / 1_000 }, isOver: kind.map { !$0.hasSuffix("Start") && !$0.hasSuffix("Periodic") } ?? true)
    }

    static let workerKeys = ["upstream_host", "upstream_remote_address", "upstream", "up"]
    static let flagKeys = ["response_flags", "flags"]

    private static func line(
        id: String?, session: String?, worker: String?, status: Int, flags: String, details: String?, began: Double?, lasted: Double?,
        isOver: Bool
    ) -> RouterLogLine {
        let words = [flags, details ?? "-"].compactMap(AccessLine.value).joined(separator: " ")
        return .served(
            AccessLine(
                ids: [id ?? ""].compactMap(AccessLine.value), session: session, workers: [worker ?? ""].compactMap(AccessLine.value),
                status: status, began: began, lasted: lasted, end: isOver ? end(flags: flags) : nil, words: words, isOver: isOver))
    }

    /// Response flags, of which several may stand with commas between them.
    static func end(flags: String) -> AccessLine.End? {
        let flags = Set(flags.split(separator: ",").map(String.init)).subtracting(["-"])
        func any(_ names: String...) -> Bool { !flags.isDisjoint(with: names) }
        // A time limit also resets the engine's side, and a dead one also ends a retry.
        if any("DC", "DR") { return .clientLeft }
        if any("UT", "SI", "DT") { return .timeLimit }
        if any("UF") { return .engineUnreachable }
        if any("UPE", "UC", "UR", "LR") { return .engineDied }
        if any("UH", "NC") { return .noneLeft }
        return flags.isEmpty ? nil : .other
    }

    /// `[2026-11-26 17:35:08.702][1][info][main] …`, of Envoy itself, and `2026-…Z info …` of Istio's agent.
    private static func isOwnWord(_ line: String) -> Bool {
        line.isEmpty || LogText.contains(line[...], "][") || ["info", "warn", "debug", "error"].contains { line.utf8.starts(with: "\($0)\t".utf8) }
    }
}
