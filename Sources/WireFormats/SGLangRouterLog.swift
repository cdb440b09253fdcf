/// Reads the log of `sglang-router` (smg), as of 0.3.2. At its usual level it tells request ids but no worker; only its
/// failures, and `--log-level debug`, name one.
package struct SGLangRouterLog: RouterLogFormat {
    package init() {}

    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        guard let record = RustLogRecord(line) else { return [RustLogRecord.isBacktrace(line) ? .routine : .unknown] }
        let span = Self.span(record.body)
        let placed = RustLogRecord(level: record.level, body: span?.rest ?? record.body)
        guard let message = placed.message else { return [.routine] }
        if let request = span?.request, let said = Self.said(of: request, span?.status, message) { return [said] }
        return [
            RustRouterLines.failure(message) ?? RustRouterLines.breaker(message) ?? RustRouterLines.discovery(message)
                ?? .routine
        ]
    }

    /// `http_request{method=POST uri=… request_id="rq1" status_code=200 latency=1}: target: …`.
    private static func span(_ body: Substring) -> (request: String?, status: Int?, rest: Substring)? {
        guard let inner = LogText.after("http_request{", in: body), let parts = LogText.cut(inner, at: "}: ") else {
            return nil
        }
        let request = LogText.between(" request_id=\"", "\"", in: parts.left).flatMap(LogText.word)
        let status = LogText.cut(parts.left, at: " status_code=").flatMap { Int(LogText.firstWord($0.right)) }
        return (request, status, parts.right)
    }

    private static func said(of request: String, _ status: Int?, _ message: Substring) -> RouterLogLine? {
        if let failed = RustRouterLines.failedAttempt(message) {
            return .attemptFailed(request: request, worker: failed.worker, attempt: 1, problem: failed.problem)
        }
        if let rest = LogText.after("Sending request url=", in: message) {
            guard let worker = LogText.url(LogText.firstWord(rest)) else { return .notUnderstood(String(message.prefix(300))) }
            return .routed(request: request, session: nil, worker: worker, attempt: 1)
        }
        if let status, message.utf8.starts(with: "request failed with server error".utf8) {
            return .requestFailed(request: request, status: status)
        }
        return nil
    }
}
