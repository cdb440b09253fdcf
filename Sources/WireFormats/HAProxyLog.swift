/// Reads HAProxy's `option httplog` (2.6 to 2.8). The server is known by its name, the request by what is captured of its headers:
/// `capture request header x-request-id len 64`.
package struct HAProxyLog: RouterLogFormat {
    package init() {}

    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        return [Self.access(line[...]) ?? Self.stateOfServer(line[...]) ?? (Self.isOwnWord(line) ? .routine : .unknown)]
    }

    /// `CLIENT [TIME] FRONTEND BACKEND/SERVER TR/Tw/Tc/Tr/Ta STATUS BYTES - - FLAGS a/b/c/d/RETRIES q/q {CAPTURES} "REQUEST"`.
    static func access(_ text: Substring) -> RouterLogLine? {
        guard let parts = start(of: text), let time = LogTime.common(parts.time) else { return nil }
        let fields = LogFields(parts.rest)
        guard fields.all.count >= 11, let server = fields[1].flatMap({ LogText.cut($0[...], at: "/")?.right }),
            let last = fields[2]?.split(separator: "/", omittingEmptySubsequences: false), last.count == 5, let total = Double(last[4]),
            let status = fields[3].flatMap({ Int($0) }), let flags = fields[7], flags.utf8.count == 4
        else { return nil }
        guard LogText.contains(parts.rest, "\"POST ") else { return .routine }
        // Written with the headers of an answer, by `option logasap`, it begins with a plus.
        let isOver = last[4].utf8.first != UInt8(ascii: "+")
        let isNone = server.utf8.starts(with: "<".utf8)
        return .served(
            AccessLine(
                ids: captures(parts.rest), workers: isNone ? [] : [String(server)], status: max(status, 0), began: time.seconds,
                isLocalTime: !time.hasZone, lasted: max(total, 0) / 1_000, end: isOver ? end(flags: flags, hasServer: !isNone) : nil,
                words: flags == "----" ? "" : flags, isOver: isOver))
    }

    /// Behind the first bracket with a time in it: syslog may write something before the line.
    private static func start(of text: Substring) -> (time: Substring, rest: Substring)? {
        var rest = text
        for _ in 0..<4 {
            guard let open = LogText.cut(rest, at: "["), let close = LogText.cut(open.right, at: "] ") else { return nil }
            if LogTime.common(close.left) != nil { return (close.left, close.right) }
            rest = open.right
        }
        return nil
    }

    /// `{ID|SESSION}`, of the request and perhaps of the answer; empty where that header was not there, as places have meaning.
    private static func captures(_ text: Substring) -> [String] {
        guard let open = LogText.cut(text, at: " {"), let close = LogText.cut(open.right, atLast: "} \"") else { return [] }
        let values = String(close.left).replacing("} {", with: "|").split(separator: "|", omittingEmptySubsequences: false)
        return values.allSatisfy(\.isEmpty) ? [] : values.map(String.init)
    }

    /// The state of a session at its end: who ended it, and in which phase.
    static func end(flags: String, hasServer: Bool) -> AccessLine.End? {
        let bytes = Array(flags.utf8)
        switch bytes.first.map({ Unicode.Scalar($0) }) {
        case "-": return nil
        case "C", "c": return .clientLeft
        case "S" where bytes.dropFirst().first == UInt8(ascii: "C"): return hasServer ? .engineUnreachable : .noneLeft
        case "S", "D": return .engineDied
        case "s": return bytes.dropFirst().first == UInt8(ascii: "C") ? .engineUnreachable : .timeLimit
        default: return .other
        }
    }

    /// `Server b_hash/e1 is DOWN, reason: …`, each twice, once as a warning.
    private static func stateOfServer(_ text: Substring) -> RouterLogLine? {
        guard let rest = LogText.after("Server ", in: text) ?? LogText.cut(text, at: " : Server ")?.right,
            let name = LogText.cut(rest, at: " is ").flatMap({ LogText.cut($0.left, at: "/")?.right }).flatMap(LogText.word)
        else { return nil }
        return LogText.contains(rest, " is DOWN") ? .deleted(pod: name) : .routine
    }

    private static func isOwnWord(_ line: String) -> Bool {
        line.isEmpty || ["[NOTICE]", "[WARNING]", "[ALERT]", "Proxy ", "Backup ", "backend ", "Health check "].contains { line.utf8.starts(with: $0.utf8) }
    }
}
