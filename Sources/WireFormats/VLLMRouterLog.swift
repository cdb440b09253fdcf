/// Reads the log of the Rust `vllm-router`, as of 0.1.17: always with colours, no request ids, no worker at all with the
/// policies `cache_aware`, `round_robin` and `random`.
package struct VLLMRouterLog: RouterLogFormat {
    package init() {}

    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        guard let record = RustLogRecord(line) else {
            let isStart = line.utf8.starts(with: "DEBUG: ".utf8)
            return [isStart || RustLogRecord.isBacktrace(line) ? .routine : .unknown]
        }
        guard let message = record.message else { return [.routine] }
        return [
            Self.consistentHash(message) ?? Self.leastLoaded(message) ?? RustRouterLines.discovery(message)
                ?? RustRouterLines.failure(message) ?? RustRouterLines.breaker(message) ?? .routine
        ]
    }

    /// `Consistent hash routing: key='header:x-session-id:s1' -> worker='http://127.0.0.11:8000' (index=2)`, once for each
    /// attempt. Without a session header the key is the request id or a hash of the body.
    private static func consistentHash(_ message: Substring) -> RouterLogLine? {
        guard let rest = LogText.after("Consistent hash routing: key='", in: message),
            let parts = LogText.cut(rest, atLast: "' -> worker='"),
            let worker = LogText.cut(parts.right, at: "'").flatMap({ LogText.url($0.left) })
        else { return message.utf8.starts(with: "Consistent hash routing: ".utf8) ? .notUnderstood(String(message.prefix(300))) : nil }
        guard let header = LogText.after("header:", in: parts.left).flatMap({ LogText.cut($0, at: ":") }),
            !header.right.isEmpty
        else { return .routine }
        if header.left == "x-request-id" {
            return .routed(request: String(header.right), session: nil, worker: worker, attempt: 1)
        }
        return .sessionRouted(session: String(header.right), worker: worker)
    }

    /// `SLL: new session 's1' -> replica 'http://127.0.0.13:8000' (active sessions on replica: 1)`.
    private static func leastLoaded(_ message: Substring) -> RouterLogLine? {
        guard let rest = LogText.after("SLL: ", in: message), let parts = LogText.cut(rest, atLast: "' -> replica '"),
            let session = LogText.cut(parts.left, at: "session '")?.right, !session.isEmpty,
            let worker = LogText.cut(parts.right, at: "'").flatMap({ LogText.url($0.left) })
        else { return nil }
        return .sessionRouted(session: String(session), worker: worker)
    }
}
